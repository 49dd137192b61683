package prompt

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plainOver returns an adapter that reads input, and what it writes.
func plainOver(input string, columns int) (*plainAdapter, *bytes.Buffer) {
	var out bytes.Buffer
	return newPlain(context.Background(), newInput(strings.NewReader(input)), &out, func() int { return columns }), &out
}

// options makes options of "label" or "label|description".
func options(specs ...string) []Option {
	made := make([]Option, len(specs))
	for i, spec := range specs {
		made[i].Label, made[i].Description, _ = strings.Cut(spec, "|")
	}
	return made
}

func TestPlainSelect(t *testing.T) {
	sizes := options("1 to 10", "11 to 50", "More", "Maybe", "None of these", "12")
	tests := []struct {
		name, input string
		preset      int
		back        bool
		want        int
		err         error
		says        string
	}{
		{name: "number", input: "2\n", preset: -1, want: 1, says: "Answer taken: 11 to 50"},
		{name: "no line end", input: "2", preset: -1, want: 1},
		{name: "number before label", input: "1\n", preset: -1, want: 0},
		{name: "out of range", input: "0\n7\n3\n", preset: -1, want: 2, says: "There is no option 7; please type a number from 1 to 6."},
		{name: "huge", input: "99999999999999999999999\n3\n", preset: -1, want: 2},
		{name: "digits are no prefix", input: "11\n3\n", preset: -1, want: 2, says: "There is no option 11"},
		{name: "digits that are a whole label", input: "12\n", preset: -1, want: 5},
		{name: "label prefix", input: "non\n", preset: -1, want: 4},
		{name: "ambiguous prefix", input: "m\nmay\n", preset: -1, want: 3, says: `"m" could be any of 3, 4; please type one number.`},
		{name: "no such label", input: "zebra\n1\n", preset: -1, want: 0, says: `No option begins with "zebra"`},
		{name: "default", input: "\n", preset: 2, want: 2, says: "Answer taken: More"},
		{name: "no default", input: "\n\n1\n", preset: -1, want: 0, says: "Please type an answer."},
		{name: "default out of range", input: "\n1\n", preset: 9, want: 0},
		{name: "help", input: "?\n1\n", preset: -1, want: 0, says: "Count everybody."},
		{name: "back", input: "<\n", preset: -1, back: true, err: ErrBack},
		{name: "no way back", input: "<\n1\n", preset: -1, want: 0, says: "There is no question to go back to."},
		{name: "end is not the default", input: "", preset: 2, err: ErrClosed},
		{name: "bad text", input: "\xff\n1\n", preset: -1, want: 0, says: "That is not readable text"},
	}
	for _, test := range tests {
		p, out := plainOver(test.input, 80)
		got, err := p.Select(Select{Title: "Size?", Help: "Count everybody.", Options: sizes, Default: test.preset, Back: test.back})
		if !errors.Is(err, test.err) || err == nil && got != test.want {
			t.Errorf("%s: got %d and %v, want %d and %v", test.name, got, err, test.want, test.err)
		}
		if !strings.Contains(out.String(), test.says) {
			t.Errorf("%s: the screen lacks %q:\n%s", test.name, test.says, out)
		}
	}
}

func TestPlainMultiSelect(t *testing.T) {
	atMostTwo := func(picks []int) error {
		if len(picks) > 2 {
			return errors.New("please choose at most 2")
		}
		return nil
	}
	notEmpty := func(picks []int) error {
		if len(picks) == 0 {
			return errors.New("please choose at least 1")
		}
		return nil
	}
	goals := options("Growth", "Cost, and control of it", "Security", "Grants", "Reach")
	tests := []struct {
		name, input string
		presets     []int
		validate    func([]int) error
		want        []int
		err         error
		says        string
	}{
		{name: "numbers", input: "4, 1 3;1\n", want: []int{0, 2, 3}, says: "Answer taken: Growth, Security, Grants"},
		{name: "one", input: "2\n", want: []int{1}},
		{name: "labels", input: "sec, grow\n", want: []int{0, 2}},
		{name: "label with comma", input: "cost, and control of it\n", want: []int{1}},
		{name: "ambiguous", input: "gr\n1\n", want: []int{0}, says: "could be any of 1, 4"},
		{name: "one of several is wrong", input: "1 9\n1\n", want: []int{0}, says: "There is no option 9"},
		{name: "none", input: "None\n", want: []int{}, says: "Answer taken: none"},
		{name: "none refused", input: "none\n1\n", validate: notEmpty, want: []int{0}, says: "Please choose at least 1."},
		{name: "too many", input: "1 2 3\n1 2\n", validate: atMostTwo, want: []int{0, 1}, says: "Please choose at most 2."},
		{name: "defaults", input: "\n", presets: []int{2, 0, 2, 77}, want: []int{0, 2}, says: "Enter for 1, 3"},
		{name: "only commas", input: ",\n1\n", want: []int{0}, says: "Please type numbers from 1 to 5."},
		{name: "back", input: "<\n", err: ErrBack},
		{name: "end is not the default", input: "", presets: []int{1}, err: ErrClosed},
	}
	for _, test := range tests {
		p, out := plainOver(test.input, 80)
		got, err := p.MultiSelect(MultiSelect{Title: "Goals?", Options: goals, Defaults: test.presets, Back: true, Validate: test.validate})
		if !errors.Is(err, test.err) || err == nil && !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v and %v, want %v and %v", test.name, got, err, test.want, test.err)
		}
		if !strings.Contains(out.String(), test.says) {
			t.Errorf("%s: the screen lacks %q:\n%s", test.name, test.says, out)
		}
	}
}

func TestPlainNoneAsLabel(t *testing.T) {
	p, out := plainOver("none\n", 80)
	got, err := p.MultiSelect(MultiSelect{Title: "Which?", Options: options("Some", "None of these", "All")})
	if err != nil || !slices.Equal(got, []int{1}) {
		t.Errorf("got %v and %v, want the option named so", got, err)
	}
	if strings.Contains(out.String(), "or none") {
		t.Errorf("the hint offers none beside an option of that name:\n%s", out)
	}
}

func TestPlainLine(t *testing.T) {
	p, out := plainOver("\n ? \n<\nx\n  12  \n", 80)
	got, err := p.Line(Line{
		Title: "How many?", Hint: "1 to 99",
		Validate: func(line string) error {
			if line == "x" {
				return errors.New("that is not a number.")
			}
			return nil
		},
	})
	if got != "12" || err != nil {
		t.Errorf("got %q and %v", got, err)
	}
	want := `
How many?
(1 to 99)
> Please type an answer.
> There is no more help for this question.
> There is no question to go back to.
> That is not a number.
> `
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("screen (-want +got)\n%s", diff)
	}

	p, out = plainOver("\n", 80)
	if got, err = p.Line(Line{Title: "How many?", Default: "7"}); got != "7" || err != nil {
		t.Errorf("Enter alone gave %q and %v", got, err)
	}
	if !strings.Contains(out.String(), "Answer taken: 7") {
		t.Errorf("the default is taken silently:\n%s", out)
	}
}

func TestPlainScreen(t *testing.T) {
	p, out := plainOver("2\n", 40)
	p.Say("\x1b[1mPart 1\x1b[0m of 6: the organisation and what it does for a living")
	_, err := p.Select(Select{
		Title: "How is the technology of the organisation mainly used today?", Help: "x", Default: 0, Back: true,
		Options: options("It is what we sell|software, a platform, or a device with software in it", "日本語日本語日本語日本語日本語日本語"),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `Part 1 of 6: the organisation and what
it does for a living

How is the technology of the
organisation mainly used today?
  1. It is what we sell
     software, a platform, or a device
     with software in it
  2. 日本語日本語日本語日本語日本語日本
     語
(type a number; ? for help; < to go
back; Enter for 1)
> Answer taken:
日本語日本語日本語日本語日本語日本語
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("screen (-want +got)\n%s", diff)
	}
	if strings.ContainsRune(out.String(), '\x1b') {
		t.Error("the plain screen has escape sequences")
	}
}

func TestNoOptions(t *testing.T) {
	p, _ := plainOver("1\n", 80)
	if _, err := p.Select(Select{Title: "x"}); err == nil {
		t.Error("Select without options succeeded")
	}
	if _, err := p.MultiSelect(MultiSelect{Title: "x"}); err == nil {
		t.Error("MultiSelect without options succeeded")
	}
}

// FuzzPlain checks that whatever is typed, an answer is one of the options, and
// that a conversation ends with its input.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"1\n", "1, 3 5\n", "none\n", "?\n<\n\n", "gr\n", "\xff\n2", "1-3\n", ",;\n", "٣\n"} {
		f.Add(seed, "Growth", "none at all")
	}
	f.Fuzz(func(t *testing.T, input, first, second string) {
		choices := options(first, second, "1 to 10", "2")
		p, out := plainOver(input, 40)
		i, err := p.Select(Select{Title: first, Options: choices, Default: -1})
		if err == nil && (i < 0 || i >= len(choices)) {
			t.Fatalf("%q picked %d", input, i)
		}
		p, _ = plainOver(input, 40)
		picks, err := p.MultiSelect(MultiSelect{Title: first, Options: choices})
		for j, pick := range picks {
			if pick < 0 || pick >= len(choices) || j > 0 && picks[j-1] >= pick {
				t.Fatalf("%q picked %v", input, picks)
			}
		}
		if err != nil && !errors.Is(err, ErrClosed) && !errors.Is(err, ErrInterrupted) {
			t.Fatalf("%q ended with %v", input, err)
		}
		if strings.ContainsRune(out.String(), '\x1b') {
			t.Fatalf("%q made the screen %q", input, out)
		}
	})
}
