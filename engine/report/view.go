package report

import (
	"fmt"
	"slices"
	"strings"

	"chiefly/engine"
)

// How much of the advice is shown when it is not shown in full.
const (
	mostFor, mostAgainst           = 4, 3 // reasons for a role that is needed
	mostForOther, mostAgainstOther = 1, 1 // and for one that is not
	mostResponsibilities           = 4
	mostOfOther                    = 3 // responsibilities of a role that is not the first
	mostIsNot                      = 2 // the titles it is confused with first
	mostOpen                       = 5
	mostCites                      = 1 // sources of one reason
)

// A view is what of an advice is shown, in words, in the order shown.
type view struct {
	advice      *engine.Advice
	full        bool
	roles       []roleView
	arrangement []line
	first       []line
	firstTitle  string
	changes     []line
	settled     []line
	open        []line
	moreOpen    int
	sources     []engine.Source // in the order of their numbers

	numbers map[string]int // of sources, from 1
}

// A line is a statement with what it is about and what it rests on.
type line struct {
	label   string // may be empty
	text    string
	cites   []int // numbers of sources
	against bool  // of a reason: it speaks against the role
}

// A roleView is why a role has its verdict.
type roleView struct {
	*engine.Role
	// reasons are labelled with their points. Those that speak for the verdict
	// come first: for a role that is needed the reasons for it, for another those
	// against it.
	reasons []line
	more    int // rules that are not shown
}

func newView(a *engine.Advice, full bool) *view {
	v := &view{advice: a, full: full, numbers: map[string]int{}}
	for _, role := range a.InSequence() {
		v.roles = append(v.roles, v.role(role))
	}
	v.arrange()
	v.begin()
	v.outlook()
	v.opens()
	if full {
		for _, s := range a.Sources {
			v.cite([]string{s.ID})
		}
	}
	return v
}

// needed returns the roles to be filled or kept, in their sequence.
func (v *view) needed() []*engine.Role {
	return slices.DeleteFunc(v.advice.InSequence(), func(r *engine.Role) bool { return !r.Needed() })
}

// rest says what a list of reasons leaves out.
func (r roleView) rest() string {
	switch {
	case r.more > 0:
		return more(r.more, "rule")
	case len(r.Reasons) == 0:
		return "Nothing that is known speaks for it or against it."
	}
	return ""
}

func (v *view) role(r *engine.Role) roleView {
	view := roleView{Role: r}
	most, mostNot := mostFor, mostAgainst
	if !r.Needed() {
		most, mostNot = mostForOther, mostAgainstOther
	}
	var pro, con []engine.Reason
	for _, reason := range r.Reasons {
		list, room := &pro, most
		if against(reason) {
			list, room = &con, mostNot
		}
		if !v.full && len(*list) == room {
			view.more++
			continue
		}
		*list = append(*list, reason)
	}
	if !r.Needed() {
		pro, con = con, pro
	}
	for _, reason := range slices.Concat(pro, con) {
		view.reasons = append(view.reasons, line{label: weight(reason.Effect, reason.Points), text: plain(reason.Because),
			cites: v.cite(reason.Sources), against: against(reason)})
	}
	return view
}

func against(r engine.Reason) bool { return r.Points < 0 || r.Effect == engine.EffectRuleOut }

// weight says what a rule does: its points, or that it decides by itself.
func weight(effect string, points int) string {
	switch effect {
	case engine.EffectRequire:
		return "must"
	case engine.EffectRuleOut:
		return "veto"
	}
	return fmt.Sprintf("%+d", points)
}

// verdict says what to do about a role.
func verdict(r *engine.Role) string {
	switch {
	case r.GivenTo != "":
		return "give to a chief you have"
	case r.Verdict == engine.VerdictHire:
		return "hire, " + mode(r)
	case r.Verdict == engine.VerdictKeep:
		return "keep"
	case r.Held:
		return "in place; nobody new"
	case r.Verdict == engine.VerdictLater:
		return "plan for later"
	}
	return "not now"
}

func mode(r *engine.Role) string {
	if r.Mode == engine.ModeFractional {
		return "fractional"
	}
	return "full-time"
}

// thresholds says what the score means.
func thresholds(r *engine.Role) string {
	return fmt.Sprintf("hire from %d, plan from %d", r.Thresholds.Hire, r.Thresholds.Later)
}

// arrange says how the needed roles are filled. Of a role that is not hired for,
// mode and place in the sequence are no news.
func (v *view) arrange() {
	hired := v.hired()
	for _, role := range hired {
		label := capital(plain(role.Title)) + ": " + mode(role)
		v.arrangement = append(v.arrangement, line{label: label, text: plain(role.ModeBecause)})
	}
	if titles := v.titles(ids(hired)); len(titles) > 1 && !slices.ContainsFunc(v.advice.Notes, func(n engine.Note) bool { return n.Topic == engine.TopicSequence }) {
		v.arrangement = append(v.arrangement, line{label: "Sequence", text: capital(strings.Join(titles, ", then ")) + "."})
	}
	for _, note := range v.advice.Notes {
		v.arrangement = append(v.arrangement, line{label: v.topic(note), text: plain(note.Text), cites: v.cite(note.Sources)})
	}
	if len(v.needed()) > 0 {
		v.arrangement = append(v.arrangement, v.instead()...)
	}
}

func ids(roles []*engine.Role) []string {
	var ids []string
	for _, role := range roles {
		ids = append(ids, role.ID)
	}
	return ids
}

// topic says what a note is about.
func (v *view) topic(note engine.Note) string {
	topic := capital(words(note.Topic))
	switch titles := v.titles(note.Roles); {
	case len(titles) > 1:
		return topic + ", " + join(titles)
	case len(titles) == 1:
		return capital(titles[0]) + " first"
	}
	return topic
}

func (v *view) titles(ids []string) []string {
	var titles []string
	for _, id := range ids {
		if role := v.advice.Roles.Role(id); role != nil {
			titles = append(titles, plain(role.Title))
		}
	}
	return titles
}

// instead says what to do in place of hiring a chief for something.
func (v *view) instead() []line {
	var lines []line
	for _, i := range v.advice.Instead {
		lines = append(lines, line{label: "For " + words(i.For), text: sentence(plain(i.Title)) + " " + plain(i.Because)})
	}
	return lines
}

// hired returns the roles for which somebody new comes, in their sequence.
func (v *view) hired() []*engine.Role {
	return slices.DeleteFunc(v.needed(), func(r *engine.Role) bool {
		return r.Verdict != engine.VerdictHire || r.GivenTo != ""
	})
}

// isFirst reports whether a role is the first to be hired for.
func (v *view) isFirst(role *engine.Role) bool {
	hired := v.hired()
	return len(hired) > 0 && hired[0] == role
}

// begin says what to do first: what the first one hired does, or where nobody is
// needed what to do instead.
func (v *view) begin() {
	switch hired := v.hired(); {
	case len(hired) > 0:
		v.firstTitle, v.first = "What to do first: the "+plain(hired[0].Title), steps(hired[0])
	case len(v.needed()) == 0:
		v.firstTitle, v.first = "What to do instead", v.instead()
	}
}

// steps are the first 90 days of a role.
func steps(role *engine.Role) []line {
	var lines []line
	for _, step := range role.Profile.First90Days {
		lines = append(lines, line{label: "Days " + plain(step.Days), text: plain(step.Goal)})
	}
	return lines
}

// opens says which answers could move the advice.
func (v *view) opens() {
	for _, q := range v.advice.Open {
		if !v.full && len(v.open) == mostOpen {
			v.moreOpen++
			continue
		}
		v.open = append(v.open, line{label: plain(q.Ask), text: capital(v.effects(q)) + "."})
	}
}

// effects says how far an answer could move the roles, those that it could move
// alike together, and whether it could change how they are filled.
func (v *view) effects(q engine.OpenQuestion) string {
	var order []string
	roles := map[string][]string{}
	for _, e := range q.Effects {
		text := effect(e)
		if roles[text] == nil {
			order = append(order, text)
		}
		roles[text] = append(roles[text], v.titles([]string{e.Role})...)
	}
	for i, text := range order {
		order[i] = text + " for the " + join(roles[text])
	}
	if len(order) == 0 {
		return "it could change how roles are filled, or what to do instead"
	}
	return strings.Join(order, "; ")
}

// effect says how far an answer could move a role.
func effect(e engine.OpenEffect) string {
	var parts []string
	if e.RuleOut {
		parts = append(parts, "a veto")
	}
	if e.Require {
		parts = append(parts, "a must")
	}
	if e.Up > 0 {
		parts = append(parts, fmt.Sprintf("up to +%d", e.Up))
	}
	if e.Down < 0 {
		parts = append(parts, fmt.Sprintf("down to %d", e.Down))
	}
	if e.Keep {
		parts = append(parts, "somebody in place already")
	}
	return strings.Join(parts, " or ")
}

// cite numbers sources in the order in which they are first cited.
func (v *view) cite(ids []string) []int {
	var numbers []int
	for _, id := range ids {
		if !v.full && len(numbers) == mostCites {
			break
		}
		if n := v.number(id); n > 0 {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// number returns the number of a source, 0 if the advice does not list it.
func (v *view) number(id string) int {
	if n := v.numbers[id]; n > 0 {
		return n
	}
	for _, s := range v.advice.Sources {
		if s.ID == id {
			v.sources = append(v.sources, s)
			v.numbers[id] = len(v.sources)
			return len(v.sources)
		}
	}
	return 0
}
