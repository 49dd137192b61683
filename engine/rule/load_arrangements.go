package rule

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// sources reads the publications that the rest of the file cites.
func (l *loader) sources(nodes []*source.Node) {
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		m := l.Map(n, "a source")
		id := m.NeedID("id")
		l.once(seen, id, "source")
		l.set.Sources = append(l.set.Sources, &Source{ID: id.Value, Title: m.NeedText("title").Value, Publisher: m.Text("publisher").Value,
			Address: m.Text("address").Value, Vendor: m.Bool("vendor"), At: place(id, n), File: n.File})
		m.Close()
	}
}

// cited returns the sources that the key "sources" of a mapping names.
func (l *loader) cited(m *source.Map) []*Source {
	var cited []*Source
	for _, name := range m.Texts("sources") {
		if s := l.set.Source(name.Value); s != nil {
			cited = append(cited, s)
			continue
		}
		var ids []string
		for _, s := range l.set.Sources {
			ids = append(ids, s.ID)
		}
		hint := source.Suggest(name.Value, ids)
		if source.Nearest(name.Value, ids) == "" {
			hint = "add it under sources:"
		}
		l.Report(name.Node, hint, "there is no source %s", source.Quote(name.Value))
	}
	return cited
}

// Source returns the source with an id, or nil.
func (s *Set) Source(id string) *Source {
	for _, src := range s.Sources {
		if src.ID == id {
			return src
		}
	}
	return nil
}

// Verdicts as arrangement conditions name them.
var verdictIDs = []string{"no", "later", "keep", "hire"}

// arrangementScope is the scope of rules and, for each role, whether it is
// needed and what its verdict is.
func (l *loader) arrangementScope() *scope {
	names := *l.scope
	names.derived = map[string]*flow.Question{}
	for _, r := range l.set.Roles {
		needed := &flow.Question{ID: "needed." + r.ID, Type: flow.YesNo, Options: []flow.Option{{ID: "no", Label: "No"}, {ID: "yes", Label: "Yes"}}}
		verdict := &flow.Question{ID: "verdict." + r.ID, Type: flow.Choice}
		for _, id := range verdictIDs {
			verdict.Options = append(verdict.Options, flow.Option{ID: id, Label: id})
		}
		names.derived[needed.ID], names.derived[verdict.ID] = needed, verdict
	}
	l.set.derived = names.derived
	return &names
}

func (l *loader) arrangements(nodes []*source.Node) {
	names := l.arrangementScope()
	if len(nodes) > maxRules {
		l.Report(nodes[maxRules], "", "more than %d arrangement rows", maxRules)
		return
	}
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		m := l.Map(n, "an arrangement")
		id := m.NeedID("id")
		a := &Arrangement{ID: id.Value, At: place(id, n), File: n.File}
		l.once(seen, id, "arrangement")
		a.When = l.condition(m, "when", names)
		l.arrange(a, m)
		a.Because = m.NeedText("because").Value
		a.Sources = l.cited(m)
		m.Close()
		l.set.Arrangements = append(l.set.Arrangements, a)
	}
}

// arrange reads what an arrangement row decides.
func (l *loader) arrange(a *Arrangement, m *source.Map) {
	key, n := l.oneOf(m, "the arrangement", "mode", "combine", "separate", "first", "instead", "note")
	switch key {
	case "mode":
		a.Kind, a.Modes = SetMode, make([]Mode, len(l.set.Roles))
		for role, v := range l.byRole(n, "mode") {
			a.Modes[role] = l.mode(v)
		}
	case "combine", "separate":
		a.Kind = Combine
		if key == "separate" {
			a.Kind = Separate
		}
		a.Roles = l.pair(n, key)
	case "first":
		a.Kind = First
		if role := l.roleNamed(n); role >= 0 {
			a.Roles = []int{role}
		}
	case "instead":
		a.Kind = InsteadOf
		in := l.Map(n, "instead")
		a.Instead = &Instead{ID: in.NeedID("id").Value, Title: in.NeedText("title").Value, For: in.NeedID("for").Value}
		in.Close()
	case "note":
		a.Kind, a.Topic = NoteOnTopic, m.NeedID("note").Value
	}
}

// topics reads the names of what notes are about, and of what something else is for.
func (l *loader) topics(n *source.Node) {
	if n == nil {
		return
	}
	var ids []string
	for _, a := range l.set.Arrangements {
		switch a.Kind {
		case InsteadOf:
			ids = append(ids, a.Instead.For)
		case NoteOnTopic:
			ids = append(ids, a.Topic)
		}
	}
	m := l.Map(n, "topics")
	l.set.Topics = make(map[string]string, len(m.Node.Keys))
	for _, key := range m.Node.Keys {
		// Names from a translation or a base may be of rows that are switched off.
		if key.File == l.root.File && !slices.Contains(ids, key.Value) {
			l.Report(key, source.Suggest(key.Value, ids), "there is no topic %s", source.Quote(key.Value))
		}
		l.set.Topics[key.Value] = m.NeedText(key.Value).Value
	}
}

func (l *loader) mode(n *source.Node) Mode {
	for i, name := range modeNames {
		if name == n.Value && i > 0 {
			return Mode(i)
		}
	}
	l.Report(n, source.Suggest(n.Value, modeNames[1:]), "there is no mode %s", source.Quote(n.Value))
	return NoMode
}

// pair reads a list of two different roles.
func (l *loader) pair(n *source.Node, key string) []int {
	items := l.List(n, key)
	var roles []int
	for _, item := range items {
		if role := l.roleNamed(item); role >= 0 {
			roles = append(roles, role)
		}
	}
	if n.Kind == source.Sequence && (len(items) != 2 || len(roles) == 2 && roles[0] == roles[1]) {
		l.Report(n, "write [cto, cio], say", "%q takes two different roles", key)
	}
	if len(roles) == 2 && roles[0] > roles[1] {
		roles[0], roles[1] = roles[1], roles[0]
	}
	return roles
}
