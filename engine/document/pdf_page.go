package document

import "slices"

// A piece is what no end of a page divides. Lengths are in points.
type piece struct {
	height       float64
	above, below float64   // the free space around it; of two pieces, the larger one counts
	bound        bool      // it is on the page of the next piece
	head         *piece    // what is above it at the top of a page: the head of its table
	instead      [][]piece // what may stand in for it where there is no room for it, the best first
	draw         func(p *press, y float64)
}

// bind keeps all pieces on one page.
func bind(pieces []piece) []piece {
	for i := range len(pieces) - 1 {
		pieces[i].bound = true
	}
	return pieces
}

// stack puts the lines of a text, the items of a list or the rows of a table one below the
// other. Neither the first nor the last is alone on a page.
func stack(parts [][]piece) []piece {
	for _, i := range []int{0, len(parts) - 2} {
		if i >= 0 && i < len(parts)-1 && len(parts[i]) > 0 {
			parts[i][len(parts[i])-1].bound = true
		}
	}
	return slices.Concat(parts...)
}

// A placed piece has a distance from the upper edge of its page.
type placed struct {
	piece
	y float64
}

// paginate distributes pieces over pages, each from a top to a bottom.
func paginate(pieces []piece, top, bottom float64) [][]placed {
	pages, y := [][]placed{nil}, top
	put := func(p piece) {
		last := len(pages) - 1
		y += space(pages[last], p)
		pages[last] = append(pages[last], placed{p, y})
		y += p.height
	}
	fits := func(all []piece) bool {
		_, height := together(all, bottom-top)
		return y+space(pages[len(pages)-1], all[0])+height <= bottom
	}
	// choose takes what fits on the page in place of the first pieces, if they do not.
	choose := func() bool {
		n, _ := together(pieces, bottom-top)
		all := append([][]piece{pieces}, others(pieces, n)...)
		i := slices.IndexFunc(all, fits)
		if i >= 0 {
			pieces = all[i]
		}
		return i >= 0
	}
	for len(pieces) > 0 {
		if !choose() && len(pages[len(pages)-1]) > 0 {
			pages, y = append(pages, nil), top
			if head := pieces[0].head; head != nil {
				put(*head)
			}
			choose()
		}
		n, _ := together(pieces, bottom-top)
		for _, p := range pieces[:n] {
			put(p)
		}
		pieces = pieces[n:]
	}
	return pages
}

// others returns some pieces with what may stand in for one of the first n of them.
func others(pieces []piece, n int) [][]piece {
	var all [][]piece
	for i, p := range pieces[:n] {
		for _, instead := range p.instead {
			all = append(all, slices.Concat(pieces[:i], instead, pieces[i+1:]))
		}
	}
	return all
}

// space is what is free between a page so far and the next piece.
func space(page []placed, next piece) float64 {
	if len(page) == 0 {
		return 0
	}
	return max(page[len(page)-1].below, next.above)
}

// together returns how many pieces are bound to the first, with it, and how high they
// are below the space above them. What is higher than a page is not kept together.
func together(pieces []piece, room float64) (n int, height float64) {
	if head := pieces[0].head; head != nil {
		room -= head.height + max(head.below, pieces[0].above)
	}
	for i, p := range pieces {
		if i > 0 {
			height += max(pieces[i-1].below, p.above)
		}
		if height += p.height; height > room {
			break
		}
		if !p.bound || i == len(pieces)-1 {
			return i + 1, height
		}
	}
	return 1, pieces[0].height
}
