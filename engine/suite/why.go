package suite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// mostMissed is how many rules that did not count are shown for a verdict: the
// weightiest ones.
const mostMissed = 5

// An explainer tells what is behind a mismatch.
type explainer struct {
	engine *engine.Engine
	test   *Case
	seen   *observation
}

func (e *explainer) of(x expectation) []string {
	switch x.group() {
	case keyVerdicts:
		return e.verdict(x.of, slices.Index(verdicts, x.want) > slices.Index(verdicts, e.seen.got(x)))
	case keyMode:
		return e.mode(x.of)
	case keyFired:
		return e.rule(x.of)
	case keyRows:
		return e.row(e.rowNamed(x.of))
	case keyInstead:
		return append(e.rowsOf(rule.InsteadOf), e.missing(x.want)...)
	case keyCombined:
		return append(e.scores(), e.rowsOf(rule.Combine, rule.Separate)...)
	case keySequence:
		return append(e.scores(), e.rowsOf(rule.First)...)
	}
	return e.scores()
}

// scores says what each role scores.
func (e *explainer) scores() []string {
	var lines []string
	for i := range e.seen.set.Roles {
		lines = append(lines, e.score(i))
	}
	return lines
}

func (e *explainer) score(role int) string {
	r, result := e.seen.set.Roles[role], e.seen.result.Roles[role]
	note := ""
	switch {
	case result.RuledOut:
		note = ", and is ruled out"
	case result.Required:
		note = ", and is required"
	}
	return fmt.Sprintf("%s: %s; it scores %d (hire from %d, later from %d)%s", r.ID, result.Verdict, result.Score, r.Thresholds.Hire, r.Thresholds.Later, note)
}

// verdict tells the rules behind a verdict: those that counted, and the weightiest
// of those that would have moved it the way expected but did not fire.
func (e *explainer) verdict(role string, up bool) []string {
	x := e.engine.Explain(e.test.Answers, role)
	lines := []string{e.score(e.seen.set.RoleIndex(role))}
	var missed []engine.Traced
	for _, t := range byWeight(x.Rules) {
		switch {
		case t.Truth == engine.TruthTrue:
			lines = append(lines, "counted: "+traced(t))
		case helps(t, up):
			missed = append(missed, t)
		}
	}
	for _, t := range missed[:min(len(missed), mostMissed)] {
		lines = append(lines, "not counted: "+traced(t))
		lines = append(lines, parts(t.Parts)...)
	}
	if more := len(missed) - mostMissed; more > 0 {
		lines = append(lines, fmt.Sprintf("not counted either: %d lighter rules; chiefly explain lists them", more))
	}
	return lines
}

func byWeight(rules []engine.Traced) []engine.Traced {
	weight := func(t engine.Traced) int {
		if t.Effect != "" {
			return 1 << 30
		}
		return max(t.Points, -t.Points)
	}
	return slices.SortedStableFunc(slices.Values(rules), func(a, b engine.Traced) int { return cmp.Compare(weight(b), weight(a)) })
}

// helps reports whether a rule would raise a role, or lower it.
func helps(t engine.Traced, up bool) bool {
	if up {
		return t.Effect == engine.EffectRequire || t.Points > 0
	}
	return t.Effect == engine.EffectRuleOut || t.Points < 0
}

func traced(t engine.Traced) string {
	effect := fmt.Sprintf("%+d", t.Points)
	if t.Effect != "" {
		effect = strings.ReplaceAll(t.Effect, "_", " ")
	}
	return fmt.Sprintf("%s %s (%s)", effect, t.Rule, t.At)
}

func parts(parts []engine.TracedPart) []string {
	var lines []string
	for _, p := range parts {
		lines = append(lines, part(p.Text, p.Truth, p.Question, p.Answer))
	}
	return lines
}

func part(text, truth, question, answer string) string {
	return fmt.Sprintf("  %s is %s: %s is %s", text, truth, question, answer)
}

// rule tells why a rule fired or not.
func (e *explainer) rule(id string) []string {
	i := slices.IndexFunc(e.seen.set.Rules, func(r *rule.Rule) bool { return r.ID == id })
	r := e.seen.set.Rules[i]
	line := fmt.Sprintf("%s (%s): %s is %s", id, r.File.Place(r.At), oneLine(r.When.Text), e.seen.truths[id])
	return append([]string{line}, e.decisive(r.When)...)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// decisive tells the parts that make a condition what it is.
func (e *explainer) decisive(c *rule.Condition) []string {
	var lines []string
	questions := map[string]*flow.Question{}
	walk(c.Formula(), func(f *rule.Formula) { questions[f.Question.ID] = f.Question })
	facts := e.seen.facts(c)
	for _, p := range c.Decisive(facts) {
		lines = append(lines, part(p.Text, p.Truth.String(), p.Question, questions[p.Question].Format(facts[p.Question])))
	}
	return lines
}

func (e *explainer) rowNamed(id string) *rule.Arrangement {
	return e.seen.set.Arrangements[slices.IndexFunc(e.seen.set.Arrangements, func(row *rule.Arrangement) bool { return row.ID == id })]
}

// row tells why an arrangement row decided something or not.
func (e *explainer) row(row *rule.Arrangement) []string {
	truth := row.When.Eval(e.seen.facts(row.When))
	line := fmt.Sprintf("%s (%s): its condition is %s", row.ID, row.File.Place(row.At), truth)
	switch {
	case e.seen.rows[row.ID]:
		return append([]string{line + ", and it decides"}, e.decisive(row.When)...)
	case truth == flow.True:
		return []string{line + ", but rows above it have decided, or its roles are not needed"}
	}
	return append([]string{line}, e.decisive(row.When)...)
}

// missing tells why rows did not decide that would advise what is expected.
func (e *explainer) missing(want string) []string {
	var lines []string
	for _, row := range e.seen.set.Arrangements {
		if row.Kind == rule.InsteadOf && !e.seen.rows[row.ID] && slices.Contains(strings.Split(strings.Trim(want, "[]"), ", "), row.Instead.ID) {
			lines = append(lines, e.row(row)...)
		}
	}
	return lines
}

// rowsOf tells the rows of some kinds that decided something.
func (e *explainer) rowsOf(kinds ...rule.Kind) []string {
	var lines []string
	for _, row := range e.seen.result.Rows {
		if slices.Contains(kinds, row.Kind) {
			lines = append(lines, e.row(row)...)
		}
	}
	if lines == nil {
		return []string{"no arrangement row decides it"}
	}
	return lines
}

// mode tells what gave a role its mode.
func (e *explainer) mode(role string) []string {
	i := e.seen.set.RoleIndex(role)
	switch result := e.seen.result.Roles[i]; {
	case !result.Verdict.Needed():
		return []string{e.score(i) + ", so it has no mode"}
	case result.ModeRow != nil:
		return e.row(result.ModeRow)
	}
	return []string{"no arrangement row gives " + role + " a mode, so it is full-time"}
}
