package record

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/vm"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A derivation runs expressions. What it finds wrong with a number does not stop
// the machine, which would be slow: the run goes on with NaN, and its result is
// thrown away.
type derivation struct {
	env     map[string]any
	machine vm.VM

	blank      bool // an empty text was to be a number
	unreadable bool // a text was to be a number that is none
	text       string
	byZero     bool
}

// environment returns the functions that expressions can use. They have types
// that the machine calls without reflection.
func (d *derivation) environment() map[string]any {
	return map[string]any{
		"number": d.number,
		"len":    func(s string) float64 { return float64(utf8.RuneCountInString(s)) },
		"lower":  strings.ToLower,
		"upper":  strings.ToUpper,
		"trim":   strings.TrimSpace,
		"round":  math.Round,
		"floor":  math.Floor,
		"ceil":   math.Ceil,
		"int":    math.Trunc,
		"/":      d.dividing(func(a, b float64) float64 { return a / b }),
		"%":      d.dividing(math.Mod),
	}
}

func (d *derivation) number(s string) float64 {
	v, ok := parseNumber(s)
	switch {
	case ok:
		return v
	case strings.TrimSpace(s) == "":
		d.blank = true
	case !d.unreadable:
		d.unreadable, d.text = true, s
	}
	return math.NaN()
}

func (d *derivation) dividing(by func(a, b float64) float64) func(...any) any {
	return func(args ...any) any {
		a, b := args[0].(float64), args[1].(float64)
		if b == 0 {
			d.byZero = true
			return math.NaN()
		}
		return by(a, b)
	}
}

// set gives a column's cell to the expressions that read it. Equal cells, one row
// after the other, cost nothing.
func (d *derivation) set(variable string, cell []byte) {
	if old, _ := d.env[variable].(string); old != string(cell) {
		d.env[variable] = string(cell)
	}
}

// answer returns the answer that an expression gives. The zero Answer stands for
// none, because of an empty cell.
func (d *derivation) answer(m *mapping) (flow.Answer, error) {
	result, err := d.run(m.program)
	switch v := result.(type) {
	case nil:
		if d.blank || err != nil {
			return flow.Answer{}, err
		}
		return flow.Unknown, nil
	case bool:
		if v {
			return m.question.OneOf(1), nil
		}
		return m.question.OneOf(0), nil
	case float64:
		return m.wholeNumber(v)
	case string:
		return m.read([]byte(strings.TrimSpace(v)))
	case []any:
		return m.read([]byte(joinTexts(v)))
	}
	return flow.Answer{}, fmt.Errorf("the expression results in %T", result) // not seen so far
}

// run returns the result of an expression: nil for unknown, and when the run left
// a mark in d.
func (d *derivation) run(program *vm.Program) (any, error) {
	d.blank, d.unreadable, d.byZero = false, false, false
	result, err := d.machine.Run(program, d.env)
	switch {
	case err != nil: // not seen so far: kinds are checked when the map is loaded
		return nil, &flow.InvalidAnswer{Problem: "the expression fails: " + firstLine(err.Error())}
	case d.unreadable:
		return nil, &flow.InvalidAnswer{Problem: source.Quote(d.text) + " is not a number", Hint: numberHint(d.text)}
	case d.blank:
		return nil, nil
	case d.byZero:
		return nil, &flow.InvalidAnswer{Problem: "the expression divides by zero", Hint: "say by ? : what that means"}
	}
	return result, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// describe splits an error about an answer into the problem and the hint.
func describe(err error) (problem, hint string) {
	var wrong *flow.InvalidAnswer
	if errors.As(err, &wrong) {
		return wrong.Problem, wrong.Hint
	}
	return err.Error(), ""
}

// joinTexts writes a list as an answers file does, without the empty texts.
func joinTexts(items []any) string {
	var texts []string
	for _, item := range items {
		if text, _ := item.(string); text != "" {
			texts = append(texts, text)
		}
	}
	return "[" + strings.Join(texts, "|") + "]"
}

// parseNumber reads 1200, 1,200, -3 and 12.5. A text such as 1.200 is none: half
// of the world reads it as 1,200.
func parseNumber(s string) (float64, bool) {
	digits := strings.TrimSpace(s)
	digits = strings.TrimPrefix(digits, "-")
	negative := len(digits) < len(strings.TrimSpace(s))
	whole, fraction, point := strings.Cut(digits, ".")
	if point && (fraction == "" || !allDigits(fraction) || len(fraction) == 3 && len(whole) <= 3 && whole != "0") {
		return 0, false
	}
	if strings.Contains(whole, ",") {
		groups := strings.Split(whole, ",")
		for i, group := range groups {
			if len(group) != 3 && (i > 0 || len(group) > 3 || group == "") {
				return 0, false
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" || !allDigits(whole) {
		return 0, false
	}
	v, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	if negative {
		v = -v
	}
	return v, err == nil
}

// numberHint says how to write a text that parseNumber does not read.
func numberHint(s string) string {
	if i := strings.LastIndexByte(s, '.'); i > 0 && i == len(s)-4 {
		return "a point and three digits may stand for thousands: write 1200 or 1.2000"
	}
	return "write it as 1200, 1,200 or 12.5"
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// formatNumber writes a number as people do.
func formatNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
