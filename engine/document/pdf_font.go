package document

import (
	_ "embed" // the fonts
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"chiefly/engine/source"
)

// The Liberation fonts are free ones as wide as Arial and Courier New. They have the
// letters of all European languages in Latin, Greek and Cyrillic script, and the usual
// signs. Their licence is beside them.
var (
	//go:embed fonts/LiberationSans-Regular.ttf
	regularFile []byte
	//go:embed fonts/LiberationSans-Bold.ttf
	boldFile []byte
	//go:embed fonts/LiberationMono-Regular.ttf
	monoFile []byte
)

// A face is a font: what the library calls a family, in one weight.
type face struct {
	family, weight string
	file           []byte
	advances       []int // by character, in thousandths of the size; negative for those it lacks
}

type faces struct{ regular, bold, mono *face }

// allFaces are the fonts of every document.
var allFaces = sync.OnceValue(func() faces {
	return faces{newFace("text", "", regularFile), newFace("text", "B", boldFile), newFace("mono", "", monoFile)}
})

func newFace(family, weight string, file []byte) *face {
	return &face{family: family, weight: weight, file: file, advances: sfnt(file).advances()}
}

// pick returns the face for a look. There is no bold one among those for code.
func (f faces) pick(bold, mono bool) *face {
	switch {
	case mono:
		return f.mono
	case bold:
		return f.bold
	}
	return f.regular
}

// width measures a text as legible returns it, in points.
func (f *face) width(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		sum += f.advances[r]
	}
	return float64(sum) * size / 1000
}

// missing stands for each character that a font lacks.
const missing = '□'

// substitutes stand for characters that the fonts lack, and say the same.
var substitutes = strings.NewReplacer("\u2009", "\u00a0", "\u202f", "\u00a0", "\u2011", "-",
	"\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\ufe0e", "", "\ufe0f", "")

// legible replaces what the font cannot show: characters that it lacks, and those that
// control a display.
func (f *face) legible(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || int(r) < len(f.advances) && f.advances[r] >= 0 {
			return r
		}
		return missing
	}, substitutes.Replace(source.Printable(text)))
}

// An sfnt is a TrueType file. The library reads it too, but keeps to itself which
// characters it has. The files are ours, so that nothing is checked.
type sfnt []byte

// table returns the rest of the file from a table on.
func (s sfnt) table(name string) sfnt {
	for at := 12; ; at += 16 {
		if string(s[at:at+4]) == name {
			return s[s.long(at+8):]
		}
	}
}

func (s sfnt) word(at int) int { return int(binary.BigEndian.Uint16(s[at:])) }
func (s sfnt) long(at int) int { return int(binary.BigEndian.Uint32(s[at:])) }

// advances returns how wide each character is, in thousandths of the size. It reads the
// segments of the first table of characters, which is of format 4 in all our files.
func (s sfnt) advances() []int {
	unitsPerEm, measured, widths := s.table("head").word(18), s.table("hhea").word(34), s.table("hmtx")
	cmap := s.table("cmap")
	cmap = cmap[cmap.long(8):]
	size := cmap.word(6) // of each list of segments, in bytes
	ends, starts, deltas, offsets := cmap[14:], cmap[16+size:], cmap[16+2*size:], cmap[16+3*size:]
	advances := slices.Repeat([]int{-1}, 0x10000)
	for i := 0; i < size; i += 2 {
		for r := starts.word(i); r <= ends.word(i); r++ {
			glyph := r
			if offset := offsets.word(i); offset != 0 {
				glyph = offsets.word(i + offset + 2*(r-starts.word(i)))
			}
			if glyph = (glyph + deltas.word(i)) & 0xffff; glyph != 0 {
				advances[r] = (1000*widths.word(4*min(glyph, measured-1)) + unitsPerEm/2) / unitsPerEm
			}
		}
	}
	return advances
}
