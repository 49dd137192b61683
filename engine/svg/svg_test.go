package svg

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
)

// Text can be read on every ground that it is meant for: its contrast is that of the
// web's accessibility guidelines, level AA.
func TestContrast(t *testing.T) {
	for _, ground := range []Tone{Page, Surface, AccentSoft, GoodSoft, BadSoft} {
		for _, text := range []Tone{Faint, Muted, Ink, Accent, Good, Bad} {
			for theme, pair := range map[string][2]string{"light": {tones[ground].light, tones[text].light}, "dark": {tones[ground].dark, tones[text].dark}} {
				if c := contrast(t, pair[0], pair[1]); c < 4.5 {
					t.Errorf("%s on %s, %s: contrast %.2f", tones[text].name, tones[ground].name, theme, c)
				}
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

const hostile = "</text><script>alert(1)</script> \"'&\x00\x1b\xff\u202e \ufffe"

// Whatever the texts hold, a picture is sound XML and holds nothing that acts.
func TestHostileTexts(t *testing.T) {
	p := New(hostile, hostile)
	p.Begin(hostile)
	p.Text(0, 0, Font{Size: 12}, hostile, "")
	p.End()
	text := p.String()
	d := xml.NewDecoder(strings.NewReader(text))
	var held strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "script" {
				t.Error("a script")
			}
			for _, a := range token.Attr {
				if a.Name.Local == "id" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
					t.Errorf("attribute %s", a.Name.Local)
				}
			}
		case xml.CharData:
			held.Write(token)
		}
	}
	if n := strings.Count(held.String(), "</text><script>alert(1)</script> \"'&"); n != 4 {
		t.Errorf("the text is held %d times, not 4", n)
	}
	if strings.Contains(text, "\u202e") {
		t.Error("a mark reverses the reading direction")
	}
}

// A picture holds all that is drawn, with a margin.
func TestPictureGrows(t *testing.T) {
	for name, test := range map[string]struct {
		draw func(*Picture)
		want string
	}{
		"nothing":   {func(*Picture) {}, `width="40" height="40" viewBox="-20 -20 40 40"`},
		"rectangle": {func(p *Picture) { p.Rect(-5, 10, 20, 30, 2, Paint{Fill: Ink}) }, `viewBox="-25 -10 60 70"`},
		"line":      {func(p *Picture) { p.Line(Paint{Stroke: Ink}, 5, Point{0, 0}, Point{10, 0}, Point{10, 20}) }, `viewBox="-20 -20 50 60"`},
		"one point": {func(p *Picture) { p.Line(Paint{Stroke: Ink}, 5, Point{90, 90}) }, `viewBox="-20 -20 40 40"`},
		"text":      {func(p *Picture) { p.Text(0, 0, Font{Size: 10, Mono: true}, "1234567890") }, `viewBox="-20 -20 103 53"`},
		"end":       {func(p *Picture) { p.Text(0, 0, Font{Size: 10, Mono: true, Anchor: End}, "1234567890") }, `viewBox="-83 -20 103 53"`},
		"middle":    {func(p *Picture) { p.Text(0, 0, Font{Size: 10, Mono: true, Anchor: Middle}, "1234567890") }, `viewBox="-52 -20 104 53"`},
		"arrow":     {func(p *Picture) { p.Arrow(Point{0, 0}, Point{0, 50}, Ink) }, `viewBox="-29 21 58 58"`},
	} {
		t.Run(name, func(t *testing.T) {
			p := New("", "")
			test.draw(p)
			if got := p.String(); !strings.Contains(got, test.want) {
				t.Errorf("%s, not %s", strings.SplitN(got, "\n", 2)[0], test.want)
			}
		})
	}
}

// A text whose width nobody knows is held to the width that it was given.
func TestRareCharactersKeepToTheirWidth(t *testing.T) {
	p := New("", "")
	p.Text(0, 0, Font{Size: 10}, "ordinary", "﷽")
	if text := p.String(); strings.Count(text, "textLength=") != 1 || !strings.Contains(text, `textLength="15" lengthAdjust="spacingAndGlyphs">﷽<`) {
		t.Error(text)
	}
}

// Corners are rounded no further than the lines at them are long.
func TestCorners(t *testing.T) {
	p := New("", "")
	p.Line(Paint{Stroke: Ink}, 9, Point{0, 0}, Point{10, 0}, Point{10, 100}, Point{10, 100})
	if text := p.String(); !strings.Contains(text, `d="M0 0L5 0Q10 0 10 5L10 100Q10 100 10 100L10 100"`) {
		t.Error(text)
	}
}
