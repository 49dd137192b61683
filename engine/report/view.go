package report

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/wording"
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
	language    wording.Language
	advice      *engine.Advice
	full        bool
	handed      bool // to readers who have no command to ask for more
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
	return (&view{language: a.Language, advice: a, full: full, numbers: map[string]int{}}).chosen()
}

// newHandedView is a view for readers who have no command to ask for more.
func newHandedView(a *engine.Advice, full bool) *view {
	return (&view{language: a.Language, advice: a, full: full, handed: true, numbers: map[string]int{}}).chosen()
}

// chosen selects from the advice, in the order shown.
func (v *view) chosen() *view {
	a, full := v.advice, v.full
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

// speak returns a sentence in the language of the advice.
func (v *view) speak(english string, args ...any) string { return v.language.Speak(english, args...) }

// moreQuestions says how many questions are left out.
func (v *view) moreQuestions() string {
	if v.handed {
		return v.language.Count(v.moreOpen, "%d more question could move it, but less far.", "%d more questions could move it, but less far.")
	}
	return v.language.Count(v.moreOpen, "%d more question with --full", "%d more questions with --full")
}

// rest says what a list of reasons leaves out.
func (v *view) rest(r roleView) string {
	switch {
	case r.more > 0:
		return v.language.Count(r.more, "%d more rule with --full", "%d more rules with --full")
	case len(r.Reasons) == 0:
		return v.speak("Nothing that is known speaks for it or against it.")
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
		if reason.Against() {
			list, room = &con, mostNot
		}
		if !v.full && !v.handed && len(*list) == room {
			view.more++
			continue
		}
		*list = append(*list, reason)
	}
	if !r.Needed() {
		pro, con = con, pro
	}
	for _, reason := range slices.Concat(pro, con) {
		weight := reason.WeightText(v.language)
		if v.handed {
			weight = reason.PrintedWeight(v.language)
		}
		view.reasons = append(view.reasons, line{label: weight, text: engine.OneLine(reason.Because),
			cites: v.cite(reason.Sources), against: reason.Against()})
	}
	return view
}

// thresholds says what the score means.
func thresholds(l wording.Language, r *engine.Role) string {
	return l.Speak("hire from %d, plan from %d", r.Thresholds.Hire, r.Thresholds.Later)
}

// arrange says how the needed roles are filled. Of a role that is not hired for,
// mode and place in the sequence are no news.
func (v *view) arrange() {
	hired := v.advice.Hired()
	for _, role := range hired {
		label := wording.Capital(engine.OneLine(role.Title)) + ": " + role.ModeText(v.language)
		v.arrangement = append(v.arrangement, line{label: label, text: engine.OneLine(role.ModeBecause)})
	}
	if titles := v.titles(ids(hired)); len(titles) > 1 && !slices.ContainsFunc(v.advice.Notes, func(n engine.Note) bool { return n.Topic == engine.TopicSequence }) {
		v.arrangement = append(v.arrangement, line{label: engine.Note{Topic: engine.TopicSequence}.TopicText(v.language), text: wording.Capital(strings.Join(titles, v.speak(", then "))) + "."})
	}
	for _, note := range v.advice.Notes {
		v.arrangement = append(v.arrangement, line{label: v.topic(note), text: engine.OneLine(note.Text), cites: v.cite(note.Sources)})
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
	topic := engine.OneLine(note.TopicText(v.language))
	switch titles := v.titles(note.Roles); {
	case len(titles) > 1:
		return topic + ", " + v.language.Join(titles)
	case len(titles) == 1:
		return v.speak("%s first", wording.Capital(titles[0]))
	}
	return topic
}

func (v *view) titles(ids []string) []string {
	var titles []string
	for _, id := range ids {
		if role := v.advice.Roles.Role(id); role != nil {
			titles = append(titles, engine.OneLine(role.Title))
		}
	}
	return titles
}

// instead says what to do in place of hiring a chief for something.
func (v *view) instead() []line {
	var lines []line
	for _, i := range v.advice.Instead {
		purpose := engine.OneLine(i.ForTitle)
		if purpose == "" {
			purpose = words(i.For)
		}
		lines = append(lines, line{label: v.speak("For %s", purpose), text: wording.Sentence(engine.OneLine(i.Title)) + " " + engine.OneLine(i.Because)})
	}
	return lines
}

// isFirst reports whether a role is the first to be hired for.
func (v *view) isFirst(role *engine.Role) bool {
	hired := v.advice.Hired()
	return len(hired) > 0 && hired[0] == role
}

// begin says what to do first: what the first one hired does, or where nobody is
// needed what to do instead.
func (v *view) begin() {
	switch hired := v.advice.Hired(); {
	case len(hired) > 0:
		v.firstTitle, v.first = v.speak("What to do first: the %s", engine.OneLine(hired[0].Title)), v.steps(hired[0])
	case len(v.needed()) == 0:
		v.firstTitle, v.first = v.speak("What to do instead"), v.instead()
	}
}

// steps are the first 90 days of a role.
func (v *view) steps(role *engine.Role) []line {
	var lines []line
	for _, step := range role.Profile.First90Days {
		lines = append(lines, line{label: v.speak("Days %s", engine.OneLine(step.Days)), text: engine.OneLine(step.Goal)})
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
		v.open = append(v.open, line{label: engine.OneLine(q.Ask), text: wording.Capital(v.effects(q)) + "."})
	}
}

// effects says how far an answer could move the roles, those that it could move
// alike together, and whether it could change how they are filled.
func (v *view) effects(q engine.OpenQuestion) string {
	var order []string
	roles := map[string][]string{}
	for _, e := range q.Effects {
		text := v.effect(e)
		if roles[text] == nil {
			order = append(order, text)
		}
		roles[text] = append(roles[text], v.titles([]string{e.Role})...)
	}
	for i, text := range order {
		order[i] = v.speak("%s for the %s", text, v.language.Join(roles[text]))
	}
	if len(order) == 0 {
		return v.speak("it could change how roles are filled, or what to do instead")
	}
	return strings.Join(order, "; ")
}

// effect says how far an answer could move a role.
func (v *view) effect(e engine.OpenEffect) string {
	var parts []string
	if e.RuleOut {
		parts = append(parts, v.speak("a veto"))
	}
	if e.Require {
		parts = append(parts, v.speak("a must"))
	}
	if e.Up > 0 {
		parts = append(parts, v.speak("up to +%d", e.Up))
	}
	if e.Down < 0 {
		parts = append(parts, v.speak("down to %d", e.Down))
	}
	if e.Keep {
		parts = append(parts, v.speak("somebody in place already"))
	}
	return strings.Join(parts, " "+v.speak("or")+" ")
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
