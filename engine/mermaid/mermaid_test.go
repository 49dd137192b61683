package mermaid

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func ExampleFlowchart() {
	c := New(Down, "Who has which pet", Class{Name: "new", Style: "stroke-width:3px"})
	c.Describe("Ann has a cat; Bob will have one.")
	c.Begin("today", "Today", Across)
	c.Node("ann", Box, "Ann", "")
	c.Node("cat", Rounded, "A cat:\n\"Tom\"", "")
	c.Edge("ann", "cat", "has", "")
	c.End()
	c.Begin("soon", "Soon", "")
	c.Node("bob", Branching, "Bob", "new")
	c.Node("kitten", Box, "A kitten", "new")
	c.Edge("bob", "kitten", "", "new")
	c.End()
	c.Below("soon", "today")
	fmt.Print(c)
	// Output:
	// flowchart TD
	//   accTitle: Who has which pet
	//   accDescr: Ann has a cat, Bob will have one.
	//   subgraph today["Today"]
	//     direction LR
	//     ann["Ann"]
	//     cat(["A cat#58;<br>#34;Tom#34;"])
	//     ann -->|"has"| cat
	//   end
	//   subgraph soon["Soon"]
	//     bob{"Bob"}
	//     kitten["A kitten"]
	//     bob --> kitten
	//   end
	//   today ~~~ soon
	//   classDef new stroke-width:3px
	//   class bob,kitten new
	//   linkStyle 1 stroke-width:3px
}

// lines is what each line of a chart may be.
var lines = regexp.MustCompile(`^(flowchart TD|  acc(Title|Descr): [^#;{}%<>"` + "`" + `]*|  subgraph g\["[^"<>` + "`" + `]+"\]|  (  )?a\["([^"<>` + "`" + `]|<br>)[^"<>` + "`" + `]*(<br>[^"<>` + "`" + `]*)*"\]|  end|  (  )?a -->(\|"([^"<>` + "`" + `]|<br>)[^"<>` + "`" + `]*(<br>[^"<>` + "`" + `]*)*"\|)? a)$`)

// FuzzFlowchart holds that no text can be more than that: each line keeps to the grammar,
// and nothing is left that Mermaid, Markdown or a terminal would act upon.
func FuzzFlowchart(f *testing.F) {
	for _, text := range []string{"", "a\nb", `"]; click a "javascript:alert(1)"`, "%%{init: {}}%%", "```\n# x", "#quot; #35; &lt;", "<br><script>", "end", "\x1b[31m\u202e\u2028", "`**b**`", "|x|", "a --> b", "日本", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := New(Down, text)
		c.Describe(text)
		c.Begin("g", strings.ReplaceAll(text, "\n", " "), "")
		c.Node("a", Box, text, "")
		c.End()
		c.Edge("a", "a", text, "")
		for line := range strings.SplitSeq(strings.TrimSuffix(c.String(), "\n"), "\n") {
			if !lines.MatchString(line) {
				t.Errorf("no line of a chart: %q", line)
			}
			if i := strings.IndexFunc(line, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e }); i >= 0 {
				t.Errorf("a terminal would obey %q", line[i:])
			}
		}
	})
}
