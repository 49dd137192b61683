package document

import "chiefly/engine/picture"

// mostBeside is how wide a picture may be, in pixels, to have another one beside it.
const mostBeside = 400

// isNarrow reports whether a picture may have another one beside it.
func isNarrow(p picture.Picture) bool { return p.Width <= mostBeside }

// figure sets a picture, as large as it is meant to be or as there is room for.
func (t typesetter) figure(b Figure) []piece {
	const pixel, most = 0.75, 0.8 // of a point, and of a page
	scale := min(pixel, t.width/max(b.Picture.Width, 1), most*(t.bottom-t.top)/max(b.Picture.Height, 1))
	shown := piece{height: scale * b.Picture.Height, above: 12, below: 14, draw: func(p *press, y float64) {
		b.Picture.Draw(&canvas{p, t.margin, y, scale})
	}}
	all := t.title(b.Caption, captionStyle, 10)
	if len(all) > 0 {
		shown.above = 5 // its caption is near
	}
	return append(all, shown)
}

// leadingNarrow returns the narrow pictures that blocks begin with.
func leadingNarrow(blocks []Block) []Figure {
	var all []Figure
	for _, b := range blocks {
		f, ok := b.(Figure)
		if !ok || !isNarrow(f.Picture) {
			break
		}
		all = append(all, f)
	}
	return all
}

// smaller is how much smaller pictures may be than what their column has room for, so that
// they fit on a page.
const smaller = 0.87

// beside sets pictures in two columns. Where there is no room for all of them, they are
// somewhat smaller, or the first two stand above the others.
func (t typesetter) beside(all []Figure, scale float64) piece {
	whole := t.columns(all, scale)
	if scale == 1 {
		whole.instead = append(whole.instead, []piece{t.columns(all, smaller)})
	}
	if len(all) > 2 {
		for s := scale; s >= smaller; s *= smaller {
			whole.instead = append(whole.instead, []piece{t.columns(all[:2], s), t.beside(all[2:], s)})
		}
	}
	return whole
}

// columns sets each picture in the column that is shorter so far.
func (t typesetter) columns(all []Figure, scale float64) piece {
	const gap = 24
	columns, heights := [2]typesetter{t, t}, [2]float64{}
	columns[1].margin += (t.width + gap) / 2
	for i := range columns {
		columns[i].width = scale * (t.width - gap) / 2
	}
	var draw []func(p *press, y float64)
	for _, f := range all {
		c := 0
		if heights[1] < heights[0] {
			c = 1
		}
		set, end := below(heights[c], columns[c].figure(f))
		heights[c], draw = end, append(draw, set)
	}
	return piece{height: max(heights[0], heights[1]), above: 12, below: 14, draw: func(p *press, y float64) {
		for _, set := range draw {
			set(p, y)
		}
	}}
}

// below puts pieces below what ends at a height, and returns where they end. What is at
// the top has no space above it.
func below(height float64, pieces []piece) (draw func(p *press, y float64), end float64) {
	var at []float64
	for _, p := range pieces {
		if height > 0 {
			height += p.above
		}
		at, height = append(at, height), height+p.height
	}
	return func(p *press, y float64) {
		for i, one := range pieces {
			one.draw(p, y+at[i])
		}
	}, height
}
