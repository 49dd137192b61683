package svg_test

import (
	"fmt"
	"strings"

	"chiefly/engine/svg"
)

// A box around a text is as large as the text needs.
func Example() {
	font := svg.Font{Size: 13, Tone: svg.Ink}
	lines, _ := font.Fit("How many people work in your organisation?", 160, 3)
	p := svg.New("A question", "The first question of the quiz.")
	p.Rect(0, 0, 180, float64(len(lines))*font.Leading()+20, 6, svg.Paint{Fill: svg.AccentSoft, Stroke: svg.Accent})
	p.Text(10, 10, font, lines...)
	for line := range strings.Lines(p.String()) {
		if strings.HasPrefix(line, "<text") {
			fmt.Print(line)
		}
	}
	// Output:
	// <text x="10" y="22.7" font-size="13" fill="#1c2128" class="chiefly-fill-ink">How many people work</text>
	// <text x="10" y="39.6" font-size="13" fill="#1c2128" class="chiefly-fill-ink">in your organisation?</text>
}

// The same words in bold take more room, and what does not fit then is cut.
func ExampleFont_Fit() {
	for _, bold := range []bool{false, true} {
		lines, whole := svg.Font{Size: 13, Bold: bold}.Fit("Which of these leaders do you have today?", 150, 2)
		fmt.Printf("%q %t\n", lines, whole)
	}
	// Output:
	// ["Which of these leaders" "do you have today?"] true
	// ["Which of these" "leaders do you ha…"] false
}
