package graph

import "math"

// A block is pieces that stand below each other under a heading. Blocks fill
// columns, as in a newspaper; one that goes on in the next column has its heading
// again there. Heights are in pixels.
type block struct {
	head, foot float64 // above the first and below the last piece in a column
	pieces     []piece
}

// A piece is what is not broken.
type piece struct {
	height float64
	// lead is what stands above it in front of a run, and where a column begins.
	lead float64
	runs bool // begins a run
}

// A slot is the place of a piece.
type slot struct {
	block, piece, column int
	y                    float64 // of the piece itself, below the heading and the lead
	headed               bool    // the heading stands above it
	led                  bool    // the lead stands above it
}

// between is the space between blocks of a column.
const between = 16

// paper is how much wider than high a picture should be: like a sheet of paper, on
// its long side.
const paper = math.Sqrt2

// columns puts blocks into columns of a width, with a gap between them, such that
// all together have the form of a sheet of paper.
func columns(blocks []block, width, gap float64) []slot {
	total := 0.0
	for _, b := range blocks {
		total += b.tall() + between
	}
	var best []slot
	nearest := math.Inf(1)
	for n := 1.0; n <= 24; n++ {
		for slack := 1.0; slack < 1.6; slack += 0.05 {
			slots, height := fill(blocks, total/n*slack)
			if len(slots) == 0 {
				return nil
			}
			wide := float64(slots[len(slots)-1].column+1)*(width+gap) - gap
			// Of two that are as good in form, the one that leaves less of it empty.
			if off := math.Abs(math.Log(wide/height/paper)) + math.Log(wide*height)/2; off < nearest {
				best, nearest = slots, off
			}
		}
	}
	return best
}

// tall is the height of a block that is not broken.
func (b block) tall() float64 {
	height := b.head + b.foot
	for _, p := range b.pieces {
		height += p.height
		if p.runs {
			height += p.lead
		}
	}
	return height
}

// fill puts blocks into columns up to a limit of height, and returns the height that
// is needed. A block is broken where it is higher than a whole column, or than a
// third of one and does not fit.
func fill(blocks []block, limit float64) (slots []slot, height float64) {
	column, y := 0, 0.0
	for i, b := range blocks {
		if tall := b.tall(); y > 0 && y+tall > limit && tall < limit*2/3 {
			column, y = column+1, 0
		}
		for j, p := range b.pieces {
			if j > 0 && y+p.height+p.lead+b.foot > limit || j == 0 && y > 0 && y+b.head+p.lead+p.height+b.foot > limit {
				column, y = column+1, 0
			}
			s := slot{block: i, piece: j, column: column, headed: j == 0 || y == 0}
			s.led = p.runs || s.headed
			if s.headed {
				y += b.head
			}
			if s.led {
				y += p.lead
			}
			s.y = y
			y += p.height
			slots, height = append(slots, s), max(height, y+b.foot)
		}
		y += b.foot + between
	}
	return slots, height
}
