package prompttest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chiefly/cmd/internal/prompt"
)

// failures collects what a script complains about.
type failures []string

func (f *failures) Helper() {}

func (f *failures) Fatalf(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

func TestScript(t *testing.T) {
	script := NewScript(t,
		Step{"size", Label("Large")},
		Step{"size", Pick(0)},
		Step{"size", Reply{}},
		Step{"goals", Labels("Cost", "Growth")},
		Step{"goals", Pick()},
		Step{"goals", Pick(1)},
		Step{"people", Type(" 12 ")},
		Step{"people", Reply{}},
		Step{"people", GoBack()},
		Step{"people", Interrupt()},
		Step{"people", Close()},
	)
	size := prompt.Select{Title: "What size?", Options: []prompt.Option{{Label: "Small"}, {Label: "Large"}}, Default: 1}
	for _, want := range []int{1, 0, 1} {
		if got, err := script.Select(size); got != want || err != nil {
			t.Errorf("Select gave %d and %v, want %d", got, err, want)
		}
	}
	goals := prompt.MultiSelect{Title: "Which goals?", Options: []prompt.Option{{Label: "Growth"}, {Label: "Cost"}}, Validate: func(picks []int) error {
		if len(picks) == 0 {
			return errors.New("choose one")
		}
		return nil
	}}
	for _, want := range [][]int{{0, 1}, {1}} {
		if got, err := script.MultiSelect(goals); !slices.Equal(got, want) || err != nil {
			t.Errorf("MultiSelect gave %v and %v, want %v", got, err, want)
		}
	}
	if !slices.Equal(script.Refused, []string{"choose one"}) {
		t.Errorf("Refused is %q", script.Refused)
	}
	people := prompt.Line{Title: "How many people?", Default: "7", Back: true}
	for _, want := range []string{"12", "7"} {
		if got, err := script.Line(people); got != want || err != nil {
			t.Errorf("Line gave %q and %v, want %q", got, err, want)
		}
	}
	for _, want := range []error{prompt.ErrBack, prompt.ErrInterrupted, prompt.ErrClosed} {
		if _, err := script.Line(people); !errors.Is(err, want) {
			t.Errorf("Line returned %v, want %v", err, want)
		}
	}
	script.Say("done")
	script.Done()
	if len(script.Asked) != 11 || len(script.Said) != 1 {
		t.Errorf("Asked is %q, Said is %q", script.Asked, script.Said)
	}
}

func TestScriptFails(t *testing.T) {
	size := prompt.Select{Title: "What size?", Options: []prompt.Option{{Label: "Small"}, {Label: "Large"}}, Default: -1}
	tests := []struct {
		name  string
		steps []Step
		want  string
	}{
		{"no step left", nil, "the script is at its end"},
		{"another question", []Step{{"goals", Pick(1)}}, `the script is at "goals"`},
		{"no such label", []Step{{"size", Label("Huge")}}, `no option "Huge"`},
		{"no such index", []Step{{"size", Pick(2)}}, "no option with index 2"},
		{"two picks", []Step{{"size", Pick(0, 1)}}, "takes one option"},
		{"no default", []Step{{"size", Reply{}}}, "takes one option"},
		{"text for a list", []Step{{"size", Type("1")}}, "takes options"},
		{"no way back", []Step{{"size", GoBack()}}, "no way back"},
	}
	for _, test := range tests {
		var failed failures
		if _, err := NewScript(&failed, test.steps...).Select(size); err == nil {
			t.Errorf("%s: the script answers", test.name)
		}
		if len(failed) != 1 || !strings.Contains(failed[0], test.want) {
			t.Errorf("%s: the script fails with %q, want %q", test.name, failed, test.want)
		}
	}
	var failed failures
	NewScript(&failed, Step{"size", Pick(0)}).Done()
	if len(failed) != 1 || !strings.Contains(failed[0], "1 steps were not asked for") {
		t.Errorf("Done fails with %q", failed)
	}
}
