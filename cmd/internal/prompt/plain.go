package prompt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A plainAdapter asks line by line, for screen readers and simple terminals:
// options are numbered and the answer is typed. It writes no escape sequences.
type plainAdapter struct{ console }

var _ Prompter = (*plainAdapter)(nil)

// newPlain returns a plainAdapter that reads from in and writes to out, wrapped to
// the width that the function tells.
func newPlain(ctx context.Context, in *input, out io.Writer, width func() int) *plainAdapter {
	return &plainAdapter{console{ctx: ctx, in: in, out: out, width: width, bold: unstyled}}
}

// errNoOptions is a mistake of the program, not of the person.
var errNoOptions = errors.New("the question has no options")

// Select asks for the number, or the beginning, of one option.
func (p *plainAdapter) Select(q Select) (int, error) {
	if len(q.Options) == 0 {
		return 0, errNoOptions
	}
	fallback := ""
	if q.Default >= 0 && q.Default < len(q.Options) {
		fallback = strconv.Itoa(q.Default + 1)
	}
	p.title(q.Title)
	p.list(q.Options)
	p.hints(p.speak("type a number"), q.Help, q.Back, fallback)
	var picked int
	err := p.hold(exchange{
		help: q.Help, back: q.Back, fallback: fallback, confirm: true,
		accept: func(reply string) (string, error) {
			i, err := p.parsePick(reply, q.Options)
			if err != nil {
				return "", err
			}
			picked = i
			return q.Options[i].Label, nil
		},
	})
	return picked, err
}

// MultiSelect asks for the numbers, or the beginnings, of any options.
func (p *plainAdapter) MultiSelect(q MultiSelect) ([]int, error) {
	if len(q.Options) == 0 {
		return nil, errNoOptions
	}
	fallback := numbers(sortedPicks(q.Defaults, len(q.Options)))
	p.title(q.Title)
	p.list(q.Options)
	p.hints(p.multiHint(q), q.Help, q.Back, fallback)
	var picked []int
	err := p.hold(exchange{
		help: q.Help, back: q.Back, fallback: fallback, confirm: true,
		accept: func(reply string) (string, error) {
			picks, err := p.parsePicks(reply, q.Options)
			if err == nil && q.Validate != nil {
				err = q.Validate(slices.Clone(picks))
			}
			if err != nil {
				return "", err
			}
			picked = picks
			return p.labels(picks, q.Options), nil
		},
	})
	return picked, err
}

// multiHint mentions "none" where that is an answer.
func (p *plainAdapter) multiHint(q MultiSelect) string {
	hint := p.speak("type numbers, such as 1, 3")
	if len(q.Options) < 3 {
		hint = p.speak("type numbers, such as 1")
	}
	if _, err := p.parsePick(p.speak(none), q.Options); err == nil {
		return hint // an option's own name
	}
	if q.Validate != nil && q.Validate([]int{}) != nil {
		return hint
	}
	return hint + p.speak(", or none")
}

// list prints the options, numbered from 1, with their descriptions below.
func (p *plainAdapter) list(options []Option) {
	for i, o := range options {
		number := fmt.Sprintf("%3d. ", i+1)
		p.hang(number, oneLine(o.Label))
		if about := oneLine(o.Description); about != "" {
			p.hang(strings.Repeat(" ", len(number)), about)
		}
	}
}

// none is what a person types to pick nothing.
const none = "none"

// parsePick finds the one option meant by a number or by the beginning of its
// label. Digits alone are a number, unless they are the whole of a label and
// no option has that number.
func (p *plainAdapter) parsePick(reply string, options []Option) (int, error) {
	if isNumber(reply) {
		// Too many digits for an int are out of range as well.
		if n, err := strconv.Atoi(reply); err == nil && n >= 1 && n <= len(options) {
			return n - 1, nil
		}
	}
	found := matches(reply, options)
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return 0, errors.New(p.speak("%q could be any of %s; please type one number", reply, numbers(found)))
	case isNumber(reply):
		return 0, errors.New(p.speak("there is no option %s; please type a number from 1 to %d", truncate(reply, 20), len(options)))
	}
	return 0, errors.New(p.speak("no option begins with %q; please type a number from 1 to %d", truncate(reply, 40), len(options)))
}

// matches lists the options whose label is reply or, when none is and reply is
// no number, those whose label begins with it.
func matches(reply string, options []Option) []int {
	var whole, begin []int
	reply = strings.ToLower(reply)
	for i, o := range options {
		label := strings.ToLower(oneLine(o.Label))
		if label == reply {
			whole = append(whole, i)
		}
		if reply != "" && strings.HasPrefix(label, reply) && !isNumber(reply) {
			begin = append(begin, i)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return begin
}

// parsePicks finds the options meant by numbers ("1, 3 5"), by labels with
// commas between them, or by "none". The result is in ascending order.
func (p *plainAdapter) parsePicks(reply string, options []Option) ([]int, error) {
	if i, err := p.parsePick(reply, options); err == nil {
		// A label may contain spaces and commas, or begin with "none".
		return []int{i}, nil
	}
	if strings.EqualFold(reply, none) || strings.EqualFold(reply, p.speak(none)) {
		return []int{}, nil
	}
	var picks []int
	for _, part := range split(reply) {
		i, err := p.parsePick(part, options)
		if err != nil {
			return nil, err
		}
		picks = append(picks, i)
	}
	if len(picks) == 0 {
		return nil, errors.New(p.speak("please type numbers from 1 to %d", len(options)))
	}
	return sortedPicks(picks, len(options)), nil
}

// split takes numbers apart at spaces and commas, and names at commas only.
func split(reply string) []string {
	isComma := func(r rune) bool { return r == ',' || r == ';' }
	parts := strings.FieldsFunc(reply, func(r rune) bool { return isComma(r) || unicode.IsSpace(r) })
	if slices.ContainsFunc(parts, func(part string) bool { return !isNumber(part) }) {
		parts = strings.FieldsFunc(reply, isComma)
	}
	var named []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			named = append(named, part)
		}
	}
	return named
}

// isNumber reports whether text is one or more digits.
func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// sortedPicks returns the indexes below n in ascending order, each once.
func sortedPicks(picks []int, n int) []int {
	kept := []int{}
	for _, i := range picks {
		if i >= 0 && i < n {
			kept = append(kept, i)
		}
	}
	slices.Sort(kept)
	return slices.Compact(kept)
}

// numbers writes indexes as a person would type them.
func numbers(picks []int) string {
	typed := make([]string, len(picks))
	for i, pick := range picks {
		typed[i] = strconv.Itoa(pick + 1)
	}
	return strings.Join(typed, ", ")
}

// labels names the picked options.
func (p *plainAdapter) labels(picks []int, options []Option) string {
	if len(picks) == 0 {
		return p.speak(none)
	}
	names := make([]string, len(picks))
	for i, pick := range picks {
		names[i] = oneLine(options[pick].Label)
	}
	return strings.Join(names, ", ")
}
