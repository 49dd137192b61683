package flow

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"chiefly/engine/source"
)

// Parse reads an answer from a text as it stands in an answers file, a flag or
// a quiz: 120, 1,200, 25m, 100-250, 500+, <15, an option id, [a, b], yes, no or
// unknown. The error says what is wrong and what would be right.
func (q *Question) Parse(text string) (Answer, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "unknown") {
		return Unknown, nil
	}
	if text == "" {
		return Answer{}, fmt.Errorf("no value given; %s", q.expected())
	}
	switch q.Type {
	case Integer:
		return q.parseIntegers(text)
	case Choices:
		if text == "none" && q.OptionIndex("none") < 0 {
			return q.Picked(), nil
		}
	}
	return q.parseOptions(splitList(text))
}

// splitList splits "[a, b]", "a, b" and "a|b" at their separators.
func splitList(text string) []string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = text[1 : len(text)-1]
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
			return Answer{}, fmt.Errorf("option %s is given twice", source.Quote(id))
		}
		seen[id] = true
		indexes = append(indexes, i)
	}
	if q.Type == Choices {
		if len(indexes) > q.MaxPicks {
			return Answer{}, fmt.Errorf("%d options are given, at most %d are allowed", len(indexes), q.MaxPicks)
		}
		return q.Picked(indexes...), nil
	}
	if len(indexes) == 0 {
		return Answer{}, errors.New("an empty list leaves nothing possible; write unknown, or leave the question out")
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
	message := fmt.Sprintf("%s is not an option of %s", source.Quote(id), q.ID)
	if hint := source.Suggest(id, append(q.OptionIDs(), "unknown")); hint != "" {
		message += "; " + hint
	}
	return errors.New(message)
}

const numberPattern = `[-+]?\$?\d[\d,_' ]*(?:\.\d+)?\s*(?:k|m|bn|b|thousand|million|billion)?`

var (
	rangePattern = regexp.MustCompile(`(?i)^(` + numberPattern + `)\s*(?:-|–|\.\.|\bto\b)\s*(` + numberPattern + `)$`)
	openPattern  = regexp.MustCompile(`(?i)^(` + numberPattern + `)\s*\+$`)
	boundPattern = regexp.MustCompile(`(?i)^(<=|>=|<|>)\s*(` + numberPattern + `)$`)
	exactPattern = regexp.MustCompile(`(?i)^` + numberPattern + `$`)
	partsPattern = regexp.MustCompile(`(?i)^([-+]?)\$?(\d[\d,_' ]*?)(?:\.(\d+))?\s*([a-z]*)$`)
	groupPattern = regexp.MustCompile(`^\d{1,3}(?:[,_' ]\d{3})+$`)
)

func (q *Question) parseIntegers(text string) (Answer, error) {
	lo, hi, err := q.bounds(text)
	if err != nil {
		return Answer{}, err
	}
	if lo > hi {
		return Answer{}, fmt.Errorf("the range %s is empty; write the smaller number first", source.Quote(text))
	}
	if lo < q.Min || hi > q.Max {
		return Answer{}, fmt.Errorf("%s is out of range; %s", text, q.expected())
	}
	return q.Integers(lo, hi), nil
}

// bounds returns the ends of the range that a text stands for.
func (q *Question) bounds(text string) (lo, hi int64, err error) {
	switch {
	case exactPattern.MatchString(text):
		lo, err = number(text)
		return lo, lo, err
	case openPattern.MatchString(text):
		lo, err = number(openPattern.FindStringSubmatch(text)[1])
		return lo, max(lo, q.Max), err
	case boundPattern.MatchString(text):
		m := boundPattern.FindStringSubmatch(text)
		v, err := number(m[2])
		return q.bound(m[1], v, err)
	case rangePattern.MatchString(text):
		m := rangePattern.FindStringSubmatch(text)
		if lo, err = number(m[1]); err != nil {
			return 0, 0, err
		}
		hi, err = number(m[2])
		return lo, hi, err
	}
	return 0, 0, fmt.Errorf("%s is not a whole number or a range; %s", source.Quote(text), q.expected())
}

func (q *Question) bound(operator string, v int64, err error) (int64, int64, error) {
	switch operator {
	case "<":
		return min(q.Min, v-1), v - 1, err
	case "<=":
		return min(q.Min, v), v, err
	case ">":
		return v + 1, max(q.Max, v+1), err
	}
	return v, max(q.Max, v), err
}

// number reads 1200, 1,200, 1_200, 2.5m and the like. Parts of one are refused.
func number(text string) (int64, error) {
	m := partsPattern.FindStringSubmatch(strings.TrimSpace(text))
	refused := fmt.Errorf("%s is not a whole number; write it as 1200 or 1,200", source.Quote(text))
	if m == nil {
		return 0, refused
	}
	digits := strings.TrimRight(m[2], " ")
	if strings.ContainsAny(digits, ",_' ") && !groupPattern.MatchString(digits) {
		return 0, refused
	}
	digits = strings.NewReplacer(",", "", "_", "", "'", "", " ", "").Replace(digits)
	zeros := map[string]int{"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "bn": 9, "billion": 9}[strings.ToLower(m[4])]
	fraction := strings.TrimRight(m[3], "0")
	if len(fraction) > zeros {
		return 0, refused
	}
	v, err := strconv.ParseInt(m[1]+digits+fraction+strings.Repeat("0", zeros-len(fraction)), 10, 64)
	if err != nil || v == math.MaxInt64 || v == math.MinInt64 {
		return 0, fmt.Errorf("%s is too large", source.Quote(text))
	}
	return v, nil
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
// about lists: a Choices answer must be one. It reports what is wrong and
// returns the zero Answer then.
func (q *Question) Read(r *source.Reader, n *source.Node) Answer {
	a, err := q.read(r, n)
	if err != nil {
		r.Report(n, "", "%s: %v", q.ID, err)
	}
	return a
}

func (q *Question) read(r *source.Reader, n *source.Node) (Answer, error) {
	switch {
	case n.Kind == source.Null:
		return Answer{}, errors.New("there is no value; write unknown, or leave the question out")
	case n.Kind == source.Mapping:
		return Answer{}, fmt.Errorf("a mapping is no answer; %s", q.expected())
	case n.Kind == source.Sequence:
		return q.readList(r, n)
	case q.Type == Choices && q.OptionIndex(n.Value) >= 0:
		return Answer{}, fmt.Errorf("several options may be picked, so write a list: [%s]", n.Value)
	case q.Type == Integer && n.Kind == source.Bool:
		return Answer{}, fmt.Errorf("%s is not a whole number; %s", n.Value, q.expected())
	}
	return q.Parse(n.Value)
}

// readList reads a list of option ids. Items that are wrong are reported one by
// one, each in its place.
func (q *Question) readList(r *source.Reader, n *source.Node) (Answer, error) {
	if q.Type == Integer {
		return Answer{}, fmt.Errorf("a list is no answer; %s", q.expected())
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
			r.Report(item, "", "%s: %v", q.ID, err)
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
