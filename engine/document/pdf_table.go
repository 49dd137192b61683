package document

import "chiefly/engine/svg"

// rowPadding is free above and below a row, in points.
const rowPadding = 3.5

// cellStyles are those of cells, the first of which is taken with which all words fit.
var cellStyles = []style{
	{size: 8.8, leading: 12.2, tone: svg.Ink},
	{size: 7.8, leading: 10.8, tone: svg.Ink},
	{size: 6.8, leading: 9.4, tone: svg.Ink},
}

// A grid is a table with columns of known widths.
type grid struct {
	typesetter
	style   style
	gutter  float64 // between columns
	widths  []float64
	numbers []bool
}

func (t typesetter) table(b Table) []piece {
	g := t.grid(b)
	var all []piece
	head := g.head(b.Head)
	if b.Caption != "" {
		all = t.title(b.Caption, captionStyle, 10)
	} else {
		head.above = 8
	}
	head.bound = true
	all = append(all, head)
	rows := make([][]piece, len(b.Rows))
	for i, row := range b.Rows {
		rows[i] = g.row(row, &head)
	}
	all = append(all, stack(rows)...)
	last := len(all) - 1
	all[last].bound, all[last].below = false, 10
	return all
}

// grid measures the columns of a table.
func (t typesetter) grid(b Table) grid {
	const most = 12 // in points, between few columns
	n := float64(len(b.Head))
	g := grid{typesetter: t, gutter: min(most, t.width/n/4), numbers: make([]bool, len(b.Head))}
	copy(g.numbers, b.Numbers)
	room := t.width - g.gutter*(n-1)
	for _, g.style = range cellStyles {
		columns := make([]column, len(b.Head))
		for i := range columns {
			columns[i] = t.column(b, i, g.style)
		}
		var fit bool
		if g.widths, fit = share(room, columns); fit {
			break
		}
	}
	return g
}

// A column needs at least the width of its longest word, and can use that of its longest
// cell. How much text it has is the mean width of its cells.
type column struct{ least, most, mean float64 }

func (t typesetter) column(b Table, i int, s style) column {
	var c column
	add := func(text Text, s style) {
		const hair = 0.01 // sums of the same parts in another order may differ a little
		width, gap := hair, 0.0
		for _, unit := range units(t.fragments(text, s)) {
			c.least = max(c.least, unit.width()+hair)
			width += gap + unit.width()
			gap = unit[0].face.width(" ", unit[0].size)
		}
		c.most = max(c.most, width)
		c.mean += width / float64(len(b.Rows)+1)
	}
	add(Plain(b.Head[i]), s.strong())
	for _, row := range b.Rows {
		if i < len(row) {
			add(row[i], s)
		}
	}
	return c
}

func (s style) strong() style {
	s.bold = true
	return s
}

// share distributes room among columns by how much text they have, each as much as it
// needs at least and no more than it can use. Where they do not fit, those that need
// most have less.
func share(room float64, columns []column) (widths []float64, fit bool) {
	widths = make([]float64, len(columns))
	by := func(width func(c column) float64) float64 {
		for i, c := range columns {
			widths[i] = width(c)
		}
		return sum(widths)
	}
	if by(func(c column) float64 { return c.most }) <= room {
		return widths, true
	}
	if by(func(c column) float64 { return c.least }) > room {
		largest(room, func(limit float64) float64 { return by(func(c column) float64 { return min(c.least, limit) }) })
		return widths, false
	}
	largest(room, func(times float64) float64 {
		return by(func(c column) float64 { return min(max(times*c.mean, c.least), c.most) })
	})
	return widths, true
}

// largest calls a function that grows at last with the largest number for which it
// stays below a limit. The number is between 0 and the limit.
func largest(limit float64, f func(float64) float64) {
	from, to := 0.0, limit
	for range 40 {
		if middle := (from + to) / 2; f(middle) <= limit {
			from = middle
		} else {
			to = middle
		}
	}
	f(from)
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// head sets the titles of the columns. Those that would take many lines are cut, as
// each page of the table begins with them.
func (g grid) head(titles []string) piece {
	const most = 6
	s := g.style.strong()
	cells := make([][]line, len(titles))
	for i, title := range titles {
		if cells[i] = g.lines(Plain(title), s, g.widths[i]); len(cells[i]) > most {
			cells[i] = cells[i][:most]
		}
	}
	p := g.strip(cells, s, rowPadding, rowPadding)
	p.draw = under(p, g, svg.Muted, 0.9)
	return p
}

// row sets a row, in parts if it is high.
func (g grid) row(texts []Text, head *piece) []piece {
	const most = 20 // lines of a part
	cells, n := make([][]line, len(g.widths)), 1
	for i := range min(len(texts), len(cells)) {
		cells[i] = g.lines(texts[i], g.style, g.widths[i])
		n = max(n, len(cells[i]))
	}
	var all []piece
	for from := 0; from < n; from += most {
		part := make([][]line, len(cells))
		for i, lines := range cells {
			part[i] = lines[min(from, len(lines)):min(from+most, len(lines))]
		}
		above, below := 0.0, 0.0
		if from == 0 {
			above = rowPadding
		}
		if from+most >= n {
			below = rowPadding
		}
		p := g.strip(part, g.style, above, below)
		p.head = head
		all = append(all, p)
	}
	last := len(all) - 1
	all[last].draw = under(all[last], g, svg.Border, 0.5)
	return all
}

// strip sets cells beside each other, with free space above and below.
func (g grid) strip(cells [][]line, s style, above, below float64) piece {
	n := 1
	for _, lines := range cells {
		n = max(n, len(lines))
	}
	return piece{height: above + float64(n)*s.leading + below, draw: func(p *press, y float64) {
		x := g.margin
		for i, lines := range cells {
			for k, l := range lines {
				before := 0.0
				if g.numbers[i] {
					before = g.widths[i] - l.width()
				}
				p.line(l, x+before, y+above+float64(k)*s.leading, s.leading)
			}
			x += g.widths[i] + g.gutter
		}
	}}
}

// under draws a line below a piece.
func under(p piece, g grid, tone svg.Tone, weight float64) func(*press, float64) {
	return func(on *press, y float64) {
		p.draw(on, y)
		on.rule(g.margin, y+p.height, sum(g.widths)+g.gutter*float64(len(g.widths)-1), weight, tone)
	}
}
