package flow

import (
	"math/bits"
	"strconv"
	"strings"

	"chiefly/engine/wording"
)

// Answers are what is known, by question id. A question that is missing was not
// answered, which conditions read like an answer of "unknown".
type Answers map[string]Answer

// An Answer is what is known about one question: the set of values that are
// still possible. The zero Answer is none at all. Answers are comparable; they
// are made by the methods of the Question they belong to.
type Answer struct {
	kind   answerKind
	lo, hi int64  // a range of integers, both ends included
	set    uint64 // of options: the possible ones, or for Choices the picks
}

type answerKind uint8

const (
	none answerKind = iota
	unknown
	integers
	options
	picks
)

// Unknown is the answer "I don't know": every value is possible.
var Unknown = Answer{kind: unknown}

// IsUnknown reports whether every value is possible, because the answer is
// Unknown or missing.
func (a Answer) IsUnknown() bool { return a.kind == none || a.kind == unknown }

// IsZero reports whether there is no answer at all.
func (a Answer) IsZero() bool { return a.kind == none }

// IsExact reports whether exactly one value is possible.
func (a Answer) IsExact() bool {
	switch a.kind {
	case integers:
		return a.lo == a.hi
	case options:
		return bits.OnesCount64(a.set) == 1
	}
	return a.kind == picks
}

// Range returns the possible integers, both ends included. For an answer that
// is not about integers it returns the whole range of the question.
func (a Answer) Range(q *Question) (lo, hi int64) {
	if a.kind != integers {
		return q.Min, q.Max
	}
	return a.lo, a.hi
}

// Possible returns the possible options of a Choice or YesNo question as a bit
// set by option index.
func (a Answer) Possible(q *Question) uint64 {
	if a.kind != options {
		return q.allOptions()
	}
	return a.set
}

// Picks returns the picked options of a Choices question as a bit set by option
// index, and whether they are known.
func (a Answer) Picks() (set uint64, known bool) {
	return a.set, a.kind == picks
}

func (q *Question) allOptions() uint64 {
	return ^uint64(0) >> (64 - len(q.Options))
}

// Integers answers an Integer question with a range. Values outside the range
// of the question are cut off; an empty rest gives the zero Answer.
func (q *Question) Integers(lo, hi int64) Answer {
	lo, hi = max(lo, q.Min), min(hi, q.Max)
	switch {
	case lo > hi:
		return Answer{}
	case lo == q.Min && hi == q.Max && lo != hi:
		return Unknown
	}
	return Answer{kind: integers, lo: lo, hi: hi}
}

// OneOf answers a Choice or YesNo question with the options that are possible,
// by index. No index at all gives the zero Answer.
func (q *Question) OneOf(indexes ...int) Answer { return q.oneOf(bitSet(indexes)) }

func (q *Question) oneOf(set uint64) Answer {
	switch {
	case set == 0:
		return Answer{}
	case set == q.allOptions() && len(q.Options) > 1:
		return Unknown
	}
	return Answer{kind: options, set: set}
}

// Picked answers a Choices question with exactly the given options, by index.
// No index means "none of them".
func (q *Question) Picked(indexes ...int) Answer {
	return Answer{kind: picks, set: bitSet(indexes)}
}

// Chosen answers a question with the options in a bit set, by option index: a
// Choices question like Picked, a Choice or YesNo question like OneOf. It needs
// no memory.
func (q *Question) Chosen(set uint64) Answer {
	if q.Type == Choices {
		return Answer{kind: picks, set: set}
	}
	return q.oneOf(set)
}

func bitSet(indexes []int) uint64 {
	var set uint64
	for _, i := range indexes {
		set |= 1 << i
	}
	return set
}

// Indexes returns the options that are possible or picked, by index, in order.
func (a Answer) Indexes() []int {
	var indexes []int
	for set := a.set; set != 0; set &= set - 1 {
		indexes = append(indexes, bits.TrailingZeros64(set))
	}
	return indexes
}

// Value returns the answer as it stands in JSON: a number, a text such as
// "100-250", "yes" or "unknown", or a list of option ids.
func (q *Question) Value(a Answer) any {
	switch {
	case a.kind == integers && a.lo == a.hi:
		return a.lo
	case a.kind == options && a.IsExact():
		return q.Options[bits.TrailingZeros64(a.set)].ID
	case a.kind == options, a.kind == picks:
		ids := []string{}
		for _, i := range a.Indexes() {
			ids = append(ids, q.Options[i].ID)
		}
		return ids
	}
	return q.Format(a)
}

// Format returns the answer as an answers file writes it: 120, 100-250, 500+,
// <15, software, [a, b], yes or unknown.
func (q *Question) Format(a Answer) string {
	switch a.kind {
	case integers:
		return q.formatIntegers(a)
	case options, picks:
		var ids []string
		for _, i := range a.Indexes() {
			ids = append(ids, q.Options[i].ID)
		}
		if a.kind == options && len(ids) == 1 {
			return ids[0]
		}
		return "[" + strings.Join(ids, ", ") + "]"
	}
	return "unknown"
}

func (q *Question) formatIntegers(a Answer) string {
	lo, hi := strconv.FormatInt(a.lo, 10), strconv.FormatInt(a.hi, 10)
	switch {
	case a.lo == a.hi:
		return lo
	case a.hi == q.Max:
		return lo + "+"
	case a.lo == q.Min:
		return "<" + strconv.FormatInt(a.hi+1, 10)
	case a.lo < 0:
		return lo + ".." + hi
	}
	return lo + "-" + hi
}

// Describe returns the answer in words: "120 people", "Software or Hardware",
// "none of these", "not known".
func (q *Question) Describe(a Answer) string {
	switch a.kind {
	case integers:
		return q.describeIntegers(a)
	case options, picks:
		var labels []string
		for _, i := range a.Indexes() {
			labels = append(labels, q.Options[i].Label)
		}
		switch {
		case len(labels) == 0:
			return q.language.Speak("none of these")
		case a.kind == picks:
			return strings.Join(labels, "; ")
		}
		return strings.Join(labels, " "+q.language.Speak("or")+" ")
	}
	return q.language.Speak("not known")
}

func (q *Question) describeIntegers(a Answer) string {
	unit := q.Unit
	if a.lo == 1 && a.hi == 1 {
		unit = q.UnitOne
	}
	if unit != "" {
		unit = " " + unit
	}
	switch lo, hi := q.language.Grouped(a.lo), q.language.Grouped(a.hi); {
	case a.lo == a.hi:
		return lo + unit
	case a.hi == q.Max:
		return q.language.Speak("%s or more", lo+unit)
	case a.lo == q.Min:
		return q.language.Speak("at most %s", hi+unit)
	default:
		return q.language.Speak("%s to %s", lo, hi+unit)
	}
}

// Grouped writes a number with commas between groups of three digits.
func Grouped(v int64) string { return wording.English.Grouped(v) }
