package flow

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"chiefly/engine/source"
)

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
		return Answer{}, invalid("write the smaller number first", "the range %s is empty", source.Quote(text))
	}
	if lo < q.Min || hi > q.Max {
		return Answer{}, invalid(q.expected(), "%s is out of range", text)
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
		return between(rangePattern.FindStringSubmatch(text))
	}
	return 0, 0, invalid(q.expected(), "%s is not a whole number or a range", source.Quote(text))
}

// between returns the ends of a range. In 10-25m nobody can tell whether 10 is
// meant or 10 million, so that a unit must stand with both or with neither.
func between(m []string) (lo, hi int64, err error) {
	if lo, err = number(m[1]); err != nil {
		return 0, 0, err
	}
	if hi, err = number(m[2]); err != nil {
		return 0, 0, err
	}
	first := strings.TrimSpace(m[1])
	if hasUnit(m[2]) && !hasUnit(first) && lo != 0 {
		return 0, 0, invalid("write the unit with both numbers, or with neither", "%s leaves open what %s counts", source.Quote(m[0]), first)
	}
	return lo, hi, nil
}

func hasUnit(number string) bool {
	last := number[len(number)-1]
	return last < '0' || last > '9'
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
	refused := invalid("write it as 1200 or 1,200", "%s is not a whole number", source.Quote(text))
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
	if len(fraction) > zeros || zeros == 0 && len(m[3]) == 3 { // 1.200 is 1,200 to half of the world
		return 0, refused
	}
	v, err := strconv.ParseInt(m[1]+digits+fraction+strings.Repeat("0", zeros-len(fraction)), 10, 64)
	if err != nil || v == math.MaxInt64 || v == math.MinInt64 {
		return 0, invalid("", "%s is too large", source.Quote(text))
	}
	return v, nil
}
