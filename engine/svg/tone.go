package svg

import (
	"strconv"
	"strings"
)

// A Tone is a colour by its meaning. What is written in one of the text tones, from
// Faint to Bad, can be read on Page, Surface and the soft tones.
type Tone uint8

// The tones. Good and Bad differ for those who cannot tell red from green only in
// lightness: let a sign or a word say it too.
const (
	None       Tone = iota // nothing is drawn
	Page                   // the ground of the picture
	Surface                // areas that set things apart
	Border                 // outlines, and lines that matter little
	Faint                  // what does not count
	Muted                  // what explains
	Ink                    // text
	Accent                 // what matters here
	AccentSoft             // the ground of what matters
	Good
	GoodSoft
	Bad
	BadSoft
)

// tones are the names and colours of the tones.
var tones = [...]struct{ name, light, dark string }{
	None:       {"none", "none", "none"},
	Page:       {"page", "#ffffff", "#0d1117"},
	Surface:    {"surface", "#f3f5f8", "#171d26"},
	Border:     {"border", "#b9c2cc", "#465160"},
	Faint:      {"faint", "#5f6873", "#8b949e"},
	Muted:      {"muted", "#505a66", "#a6b0bb"},
	Ink:        {"ink", "#1c2128", "#e8edf3"},
	Accent:     {"accent", "#0a58b8", "#6cb2ff"},
	AccentSoft: {"accent-soft", "#e4f0ff", "#11294a"},
	Good:       {"good", "#116329", "#56d364"},
	GoodSoft:   {"good-soft", "#dcf7e3", "#10301b"},
	Bad:        {"bad", "#a61b1b", "#ff8f87"},
	BadSoft:    {"bad-soft", "#ffe8e6", "#3d1715"},
}

// Light returns the colour of a tone on a light ground: its red, green and blue. None has
// no colour, and is returned as black.
func (t Tone) Light() (r, g, b uint8) {
	// The colours above are numbers, and none is not.
	rgb, _ := strconv.ParseUint(strings.TrimPrefix(tones[t].light, "#"), 16, 24)
	return uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb)
}

// Names of classes begin in a way that no page around a picture uses by chance.
const (
	fillClass   = "chiefly-fill-"
	strokeClass = "chiefly-stroke-"
)

// darkStyle puts the dark colours in place of the light ones. The light ones are
// attributes, for programs that know no style sheets; paper stays light.
func darkStyle() string {
	var b strings.Builder
	b.WriteString("@media screen and (prefers-color-scheme:dark){")
	for _, t := range tones[Page:] {
		b.WriteString("." + fillClass + t.name + "{fill:" + t.dark + "}." + strokeClass + t.name + "{stroke:" + t.dark + "}")
	}
	b.WriteString("}")
	return b.String()
}
