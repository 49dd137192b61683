package lint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/lint"
)

// A comment silences a check for the entry that begins on its line, or on the next line
// with an entry, and for nothing else.
func TestIgnore(t *testing.T) {
	const cio = `    because: You need a CIO for order in your many systems.`
	rules := func(before, id, reason string) string {
		return before + "\n  - id: " + id + "\n    when: headcount >= 500\n    points: {cio: 5}\n" + reason + "\n    sources: [own_experience]\n"
	}
	for name, c := range map[string]struct {
		example string
		want    []string // the checks that find something
	}{
		"nothing silenced":         {"rules:" + rules("", "many", cio), []string{"bare_title"}},
		"on the line before":       {"rules:" + rules("\n  # chiefly:ignore bare_title our board says so", "many", cio), nil},
		"after other comments":     {"rules:" + rules("\n  # chiefly:ignore bare_title our board says so\n\n  # Large firms.", "many", cio), nil},
		"at the end of the line":   {"rules:" + rules("", "many # chiefly:ignore bare_title our board says so", cio), nil},
		"at the value":             {"rules:" + rules("", "many", cio+" # chiefly:ignore bare_title our board says so"), nil},
		"at another value":         {"rules:" + rules("", "many", cio) + "    # chiefly:ignore bare_title our board says so\n", []string{"bare_title", "ignore"}},
		"another check":            {"rules:" + rules("\n  # chiefly:ignore short_text our board says so", "many", cio), []string{"ignore", "bare_title"}},
		"of an entry before":       {"rules:" + rules("\n  # chiefly:ignore bare_title our board says so", "many", cio) + strings.Trim(rules("", "more", cio), "\n") + "\n", []string{"same_condition", "bare_title"}},
		"no reason":                {"rules:" + rules("\n  # chiefly:ignore bare_title", "many", cio), []string{"ignore", "bare_title"}},
		"no check":                 {"rules:" + rules("\n  # chiefly:ignore", "many", cio), []string{"ignore", "bare_title"}},
		"a check that is not":      {"rules:" + rules("\n  # chiefly:ignore bare_titel our board says so", "many", cio), []string{"ignore", "bare_title"}},
		"nothing to silence":       {"rules:" + rules("\n  # chiefly:ignore bare_title our board says so", "many", "    because: You need somebody who answers for your systems."), []string{"ignore"}},
		"a proof that is not made": {"rules:" + rules("\n  # chiefly:ignore proof our board says so", "many", "    because: You need somebody who answers for your systems."), nil},
		"two checks": {"rules:" + rules("\n  # chiefly:ignore short_text our board says so\n  # chiefly:ignore bare_title our board says so", "many", "    because: A CIO."),
			nil},
		"text in a reason": {"rules:" + rules("", "many", "    because: You need somebody for systems# chiefly:ignore bare_title is no comment."), nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			found := check(t, example(t, c.example))
			for _, f := range found {
				got = append(got, f.Check)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s", diff, rendered(found))
			}
		})
	}
}

// What is wrong with a comment is said where it stands.
func TestIgnoreHints(t *testing.T) {
	for comment, want := range map[string]string{
		"# chiefly:ignore":                      "chiefly:ignore names no check (write # chiefly:ignore CHECK and the reason)",
		"# chiefly:ignore bare_title":           "chiefly:ignore bare_title gives no reason (write the reason after the name of the check)",
		"# chiefly:ignore bare_titel why not":   `there is no check "bare_titel" (did you mean "bare_title"?)`,
		"#chiefly:ignore unused_role why not  ": "chiefly:ignore unused_role silences nothing here (remove the comment; it belongs on the line where the entry begins, or on the line before)",
	} {
		found := check(t, example(t, "roles:\n  "+comment+"\n  - {id: cdo, title: chief data officer, thresholds: {hire: 5, later: 2}}\nrules:\n  - {id: data, when: stage == \"idea\", points: {cdo: 5}, because: Ideas need data from the start., sources: [own_experience]}\n"))
		if len(found) != 1 || found[0].Error() != "rules/rules.yaml:6:3: "+want || found[0].Width != len(strings.TrimSpace(comment)) {
			t.Errorf("%s: %v", comment, found)
		}
	}
}

// Names of checks can be read and written.
func TestNamed(t *testing.T) {
	for _, name := range lint.CheckNames() {
		if c := lint.Named(name); c == nil || c.Name != name {
			t.Errorf("%s: %v", name, c)
		}
	}
	if c := lint.Named("nothing"); c != nil {
		t.Error(c)
	}
}
