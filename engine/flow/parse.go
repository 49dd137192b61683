package flow

import (
	"errors"
	"fmt"
	"strings"

	"chiefly/engine/source"
)

// An InvalidAnswer is a text that does not answer a question.
type InvalidAnswer struct {
	Problem string // what is wrong
	Hint    string // what would be right; may be empty
}

// Error returns the problem and the hint, separated by a semicolon.
func (e *InvalidAnswer) Error() string {
	if e.Hint == "" {
		return e.Problem
	}
	return e.Problem + "; " + e.Hint
}

func invalid(hint, format string, args ...any) error {
	return &InvalidAnswer{Problem: fmt.Sprintf(format, args...), Hint: hint}
}

// Parse reads an answer from a text as it stands in an answers file, a flag or
// a quiz: 120, 1,200, 25m, 100-250, 500+, <15, an option id, [a, b], yes, no or
// unknown. The error is an *InvalidAnswer.
func (q *Question) Parse(text string) (Answer, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "unknown") {
		return Unknown, nil
	}
	if text == "" {
		return Answer{}, invalid(q.expected(), "no value given")
	}
	switch q.Type {
	case Integer:
		return q.parseIntegers(text)
	case Choices:
		if strings.EqualFold(text, "none") && q.OptionIndex("none") < 0 {
			return q.Picked(), nil
		}
	}
	ids := splitList(text)
	if len(ids) == 0 && strings.Trim(text, "[] ") != "" { // a stray comma is no "none of them"
		return Answer{}, invalid(q.expected(), "no value given")
	}
	return q.parseOptions(ids)
}

// splitList splits "[a, b]", "a, b" and "a|b" at their separators.
func splitList(text string) []string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	var items []string
	for _, item := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '|' }) {
		items = append(items, strings.TrimSpace(item))
	}
	return items
}

// parseOptions makes an answer of option ids.
func (q *Question) parseOptions(ids []string) (Answer, error) {
	var indexes []int
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		i := q.OptionIndex(q.spelling(id))
		if i < 0 {
			return Answer{}, q.unknownOption(id)
		}
		if seen[id] {
			return Answer{}, invalid("", "option %s is given twice", source.Quote(id))
		}
		seen[id] = true
		indexes = append(indexes, i)
	}
	if q.Type == Choices {
		if len(indexes) > q.MaxPicks {
			return Answer{}, invalid("", "%d options are given, at most %d are allowed", len(indexes), q.MaxPicks)
		}
		return q.Picked(indexes...), nil
	}
	if len(indexes) == 0 {
		return Answer{}, invalid("write unknown, or leave the question out", "an empty list leaves nothing possible")
	}
	return q.OneOf(indexes...), nil
}

// spelling turns the truth values of JSON, TOML and YAML into yes and no.
func (q *Question) spelling(id string) string {
	if q.Type == YesNo {
		switch strings.ToLower(id) {
		case "true", "yes", "y":
			return "yes"
		case "false", "no", "n":
			return "no"
		}
	}
	return id
}

func (q *Question) unknownOption(id string) error {
	if strings.EqualFold(id, "unknown") {
		return invalid("write unknown in place of the list", "unknown cannot be one of several options")
	}
	hint := source.Suggest(id, append(q.OptionIDs(), "unknown"))
	return invalid(hint, "%s is not an option of %s", source.Quote(id), q.ID)
}

// expected says what answers a question takes.
func (q *Question) expected() string {
	switch q.Type {
	case Integer:
		return fmt.Sprintf("write a whole number from %d to %d, a range such as 100-250, 500+ or <15, or unknown", q.Min, q.Max)
	case YesNo:
		return "write yes, no or unknown"
	case Choices:
		return "write a list of options such as [a, b], [] for none of them, or unknown"
	}
	return "write an option, a list of possible options such as [a, b], or unknown"
}

// Read reads an answer from a node of an answers file. It is stricter than Parse
// about lists: the answer to a Choices question must be one, unless it is none or
// unknown. It reports what is wrong and returns the zero Answer then.
func (q *Question) Read(r *source.Reader, n *source.Node) Answer {
	a, err := q.read(r, n)
	q.report(r, n, err)
	return a
}

// report puts an error into the place of its node.
func (q *Question) report(r *source.Reader, n *source.Node, err error) {
	var wrong *InvalidAnswer
	if errors.As(err, &wrong) {
		r.Report(n, wrong.Hint, "%s: %s", q.ID, wrong.Problem)
	}
}

func (q *Question) read(r *source.Reader, n *source.Node) (Answer, error) {
	switch {
	case n.Kind == source.Null:
		return Answer{}, invalid("write unknown, or leave the question out", "there is no value")
	case n.Kind == source.Mapping:
		return Answer{}, invalid(q.expected(), "a mapping is no answer")
	case n.Kind == source.Sequence:
		return q.readList(r, n)
	case q.Type == Choices && !strings.EqualFold(n.Value, "none") && !strings.EqualFold(n.Value, "unknown"):
		return Answer{}, invalid("write it as ["+strings.Join(splitList(n.Value), ", ")+"]", "several options may be picked, so the answer must be a list")
	case q.Type == Integer && n.Kind == source.Bool:
		return Answer{}, invalid(q.expected(), "%s is not a whole number", n.Value)
	}
	return q.Parse(n.Value)
}

// readList reads a list of option ids. Items that are wrong are reported one by
// one, each in its place.
func (q *Question) readList(r *source.Reader, n *source.Node) (Answer, error) {
	if q.Type == Integer {
		return Answer{}, invalid(q.expected(), "a list is no answer")
	}
	var ids []string
	sound := true
	for _, item := range n.Items {
		if item.Kind == source.Null || item.Kind >= source.Sequence {
			r.Report(item, "", "%s: an option must be a name, not %s", q.ID, item.Kind)
			sound = false
			continue
		}
		if _, err := q.parseOptions([]string{item.Value}); err != nil {
			q.report(r, item, err)
			sound = false
			continue
		}
		ids = append(ids, item.Value)
	}
	if !sound {
		return Answer{}, nil
	}
	return q.parseOptions(ids)
}
