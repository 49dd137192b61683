package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"chiefly/engine/report"
)

// texts writes everything that has a width.
func texts(t *testing.T, ship string, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, advise(t, ship), o); err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{"captain", "cook", "interpreter"} {
		if err := report.Explanation(&b, explain(t, ship, role), o); err != nil {
			t.Fatal(err)
		}
	}
	if err := report.Path(&b, along(t, ship, "crew"), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNoLineOverTheWidth(t *testing.T) {
	for _, width := range []int{36, 37, 40, 53, 80, 120, 160} {
		for ship := range ships {
			t.Run(fmt.Sprintf("%s at %d", ship, width), func(t *testing.T) {
				for _, o := range []report.Options{{Width: width}, {Width: width, Full: true}, {Width: width, Color: true}} {
					for line := range strings.Lines(texts(t, ship, o)) {
						line = strings.TrimSuffix(line, "\n")
						if isAddress(line) {
							continue
						}
						if got := lipgloss.Width(line); got > width {
							t.Errorf("%d columns: %s", got, line)
						}
						if strings.TrimRight(line, " ") != line {
							t.Errorf("a blank at the end of %q", line)
						}
					}
				}
			})
		}
	}
}

// isAddress reports whether a line holds a web address and nothing else.
func isAddress(line string) bool {
	words := strings.Fields(escapes.ReplaceAllString(line, ""))
	return len(words) == 1 && strings.HasPrefix(words[0], "https://")
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;]*m`)

func TestColourChangesOnlyTheLooks(t *testing.T) {
	for ship := range ships {
		t.Run(ship, func(t *testing.T) {
			plain, coloured := texts(t, ship, report.Options{}), texts(t, ship, report.Options{Color: true})
			if strings.Contains(plain, "\x1b") {
				t.Error("an escape sequence without Color")
			}
			if !escapes.MatchString(coloured) {
				t.Error("no escape sequence with Color")
			}
			if got := escapes.ReplaceAllString(coloured, ""); got != plain {
				t.Errorf("without its escape sequences the coloured text is\n%s\nand not\n%s", got, plain)
			}
		})
	}
}
