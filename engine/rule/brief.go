package rule

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"chiefly/engine/source"
)

// A Brief is what a hiring brief makes of a reason, or of something that is known. Its
// texts are for readers outside, so they name the organisation instead of addressing it;
// see Fill for names in braces. Each may be empty.
type Brief struct {
	ID   string
	Role int // -1 for a brief of what to do instead of hiring, which is Instead
	// Instead is the id of what an arrangement advises in place of a chief.
	Instead string
	Reason  *Rule      // what must have fired; nil for none
	When    *Condition // what must hold besides; nil for nothing
	Mode    Mode       // of the role; NoMode for any

	Title string // of the reason, in a few words
	Now   string // what is the case: why the role is filled now
	Aim   string // what to achieve, without a full stop: "replace the core system"
	// Duties are the indexes of those responsibilities of the profile that it bears on.
	Duties     []int
	Measure    string // how to see that the aim is reached
	First      string // what is done about it by day 90
	Experience string // what a candidate has done before
	Ask        string // a question for an interview
	ListenFor  string // what a good answer shows
	ReportsTo  string
	Leads      string
	Terms      string
}

// A Fact is something that a brief says about the organisation at a glance.
type Fact struct {
	ID, Label, Text string
}

// OrganisationName is the name that stands for the organisation in texts of briefs.
const OrganisationName = "organisation"

var braces = regexp.MustCompile(`\{([^{}]*)\}`)

// Fill puts a value in place of each name in braces in the text of a brief or fact:
// {headcount}, {organisation}. It reports whether there is a value for each.
func Fill(text string, value func(name string) string) (filled string, complete bool) {
	complete = true
	filled = braces.ReplaceAllStringFunc(text, func(name string) string {
		v := value(name[1 : len(name)-1])
		complete = complete && v != ""
		return v
	})
	return filled, complete
}

func (l *loader) facts(nodes []*source.Node) {
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		m := l.Map(n, "a fact")
		id := m.NeedID("id")
		l.once(seen, id, "fact")
		l.set.Facts = append(l.set.Facts, &Fact{ID: id.Value, Label: m.NeedText("label").Value, Text: l.filled(m.NeedText("text"))})
		m.Close()
	}
}

func (l *loader) briefs(nodes []*source.Node) {
	if len(nodes) > maxRules {
		l.Report(nodes[maxRules], "", "more than %d briefs", maxRules)
		return
	}
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		m := l.Map(n, "a brief")
		id := m.NeedID("id")
		l.once(seen, id, "brief")
		b := &Brief{ID: id.Value, Role: -1}
		before := len(l.Problems)
		kept := l.about(b, m)
		if when := m.Text("when"); when.Given() {
			b.When = l.compile(when, l.scope)
		}
		l.briefTexts(b, m)
		if m.Close(); kept && before == len(l.Problems) {
			l.set.Briefs = append(l.set.Briefs, b)
		}
	}
}

// about reads what a brief is about. It reports false where that is gone: where the brief
// is from a base of which a rule or row is switched off.
func (l *loader) about(b *Brief, m *source.Map) bool {
	switch key, n := l.oneOf(m, "the brief", "role", "instead"); key {
	case "instead":
		b.Instead = m.Text("instead").Value
		return l.known(n, "nothing to do instead", l.insteadIDs())
	case "role":
		b.Role = l.roleNamed(n)
	}
	if mode := m.Get("mode"); mode != nil {
		b.Mode = l.mode(mode)
	}
	if b.Role < 0 {
		return false
	}
	l.duties(b, m)
	reason := m.Text("reason")
	if !reason.Given() {
		return true
	}
	var ids []string
	for _, r := range l.set.Rules {
		if r.Touches[b.Role] {
			ids = append(ids, r.ID)
		}
		if r.ID == reason.Value && r.Touches[b.Role] {
			b.Reason = r
		}
	}
	return l.known(reason.Node, "no rule for this role", ids)
}

// known reports whether a node names one of some ids. That it does not is a mistake only
// in the file itself: what a base names may be switched off.
func (l *loader) known(n *source.Node, what string, ids []string) bool {
	known := slices.Contains(ids, n.Value)
	if !known && n.File == l.root.File {
		l.Report(n, source.Suggest(n.Value, ids), "there is %s with id %s", what, source.Quote(n.Value))
	}
	return known
}

func (l *loader) insteadIDs() []string {
	var ids []string
	for _, a := range l.set.Arrangements {
		if a.Kind == InsteadOf {
			ids = append(ids, a.Instead.ID)
		}
	}
	return ids
}

// duties reads the numbers of responsibilities, which count from 1.
func (l *loader) duties(b *Brief, m *source.Map) {
	most := len(l.set.Roles[b.Role].Profile.Responsibilities)
	for _, n := range m.List("duties") {
		switch v, ok := l.Int(n, "a duty"); {
		case !ok:
		case v >= 1 && int(v) <= most:
			b.Duties = append(b.Duties, int(v)-1)
		case n.File == l.root.File:
			l.Report(n, "duties are the numbers of responsibilities in the profile", "the role has no responsibility %d", v)
		}
	}
}

func (l *loader) briefTexts(b *Brief, m *source.Map) {
	for _, text := range []struct {
		key string
		to  *string
	}{
		{"title", &b.Title}, {"now", &b.Now}, {"aim", &b.Aim}, {"measure", &b.Measure}, {"first", &b.First}, {"experience", &b.Experience},
		{"ask", &b.Ask}, {"listen_for", &b.ListenFor}, {"reports_to", &b.ReportsTo}, {"leads", &b.Leads}, {"terms", &b.Terms},
	} {
		*text.to = l.filled(m.Text(text.key))
	}
	if (b.Ask == "") != (b.ListenFor == "") {
		l.Report(m.Node, "say both what to ask and what a good answer shows", `a brief has "ask" and "listen_for", or neither`)
	}
}

// filled checks the names in braces in a text.
func (l *loader) filled(text source.String) string {
	for _, at := range braces.FindAllStringSubmatchIndex(text.Value, -1) {
		name := text.Value[at[2]:at[3]]
		if name == OrganisationName || l.flow.Question(name) != nil {
			continue
		}
		from := utf8.RuneCountInString(text.Value[:at[2]])
		l.Problems = append(l.Problems, text.Node.DiagnoseAt(from, from+utf8.RuneCountInString(name),
			"there is no question "+source.Quote(name)+" to name in braces", source.Suggest(name, append(l.flow.IDs(), OrganisationName))))
	}
	return text.Value
}
