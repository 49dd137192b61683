package engine

import (
	"cmp"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// Advise returns the advice for what is known about an organisation. Answers to
// questions that the flow does not ask are not looked at. It never fails: where
// too little is known, the advice says so.
func (e *Engine) Advise(answers flow.Answers) *Advice {
	visible := e.flow.Visible(answers)
	a := adviser{engine: e, visible: visible, asked: e.flow.Asked(visible)}
	e.evaluate(&a.result, answers)
	result := &a.result
	advice := &Advice{
		Schema:   Schema,
		Language: e.Language(),
		Roles:    a.roles(),
		Sequence: a.ids(result.Sequence),
		Combined: [][]string{},
		Instead:  []Instead{},
		Notes:    []Note{},
		Answers:  a.answers(),
		Unknown:  a.unknown(),
		Open:     a.open(),
		Content:  Content{Flow: e.flow.ID, RuleSet: e.set.ID, Title: e.set.Title, Version: e.set.Version, Digest: e.digest},
	}
	for _, group := range result.Combined {
		advice.Combined = append(advice.Combined, a.ids(group))
	}
	a.rows(advice)
	advice.Recommendation = e.set.Recommendation(result)
	advice.Headline = headline(advice, e.set.Noun)
	advice.Sources = a.sources(advice)
	return advice
}

// An adviser puts a result into words and lists.
type adviser struct {
	engine  *Engine
	visible flow.Answers
	asked   []*flow.Question
	result  rule.Result
}

// evaluate applies the rules to answers.
func (e *Engine) evaluate(dst *rule.Result, answers flow.Answers) {
	var encoded rule.Encoded
	e.set.Encode(&encoded, e.flow.Row(answers))
	e.set.Evaluate(dst, &encoded)
}

func (a *adviser) ids(roles []int) []string {
	ids := make([]string, len(roles))
	for i, role := range roles {
		ids[i] = a.engine.set.Roles[role].ID
	}
	return ids
}

func (a *adviser) roles() Roles {
	var roles Roles
	for i, role := range a.engine.set.Roles {
		r := a.result.Roles[i]
		advice := &Role{
			ID: role.ID, Title: role.Title, Verdict: r.Verdict.String(), Held: r.Held == flow.True, GivenTo: a.givenTo(i), Mode: r.Mode.String(), Score: r.Score,
			Thresholds: Thresholds(role.Thresholds), Reasons: []Reason{}, Undecided: []Undecided{}, Profile: role.Profile,
		}
		if r.ModeRow != nil {
			advice.ModeBecause = r.ModeRow.Because
		}
		if r.Verdict.Needed() {
			advice.Experience = a.experience(role)
		}
		a.reasons(advice, i)
		roles = append(roles, advice)
	}
	return roles
}

// givenTo returns the id of the kept role whose holder fills a role that would
// be hired for otherwise, or "".
func (a *adviser) givenTo(role int) string {
	if a.result.Roles[role].Verdict != rule.Hire {
		return ""
	}
	for _, group := range a.result.Combined {
		if !slices.Contains(group, role) {
			continue
		}
		for _, other := range group {
			if a.result.Roles[other].Verdict == rule.Keep {
				return a.engine.set.Roles[other].ID
			}
		}
	}
	return ""
}

func (a *adviser) experience(role *rule.Role) []string {
	var texts []string
	for _, row := range role.Profile.Experience {
		if row.When.Eval(a.visible) == flow.True {
			texts = append(texts, row.Text)
		}
	}
	return texts
}

// reasons lists the rules that bear on a role.
func (a *adviser) reasons(advice *Role, role int) {
	for _, i := range a.result.Fired {
		if r := a.engine.set.Rules[i]; r.Touches[role] {
			advice.Reasons = append(advice.Reasons, Reason{Rule: r.ID, Points: points(r, role), Effect: effect(r), Because: r.Because,
				Sources: sourceIDs(r.Sources), When: r.When.Text, At: a.engine.place(r)})
		}
	}
	for _, i := range a.result.Undecided {
		r := a.engine.set.Rules[i]
		if !r.Touches[role] {
			continue
		}
		if needs := a.needs(r); len(needs) > 0 {
			advice.Undecided = append(advice.Undecided, Undecided{Rule: r.ID, Points: points(r, role), Effect: effect(r), Because: r.Because, Needs: needs})
		}
	}
	slices.SortStableFunc(advice.Reasons, func(x, y Reason) int { return cmp.Compare(weight(y.Effect, y.Points), weight(x.Effect, x.Points)) })
	slices.SortStableFunc(advice.Undecided, func(x, y Undecided) int { return cmp.Compare(weight(y.Effect, y.Points), weight(x.Effect, x.Points)) })
}

// needs returns the questions whose answers would decide an undecided rule.
// Questions that are not asked are left out, since nobody could answer them.
func (a *adviser) needs(r *rule.Rule) []string {
	return slices.DeleteFunc(r.When.Needs(a.visible), func(id string) bool {
		return !slices.ContainsFunc(a.asked, func(q *flow.Question) bool { return q.ID == id })
	})
}

// weight orders reasons: those that decide by themselves first, then by points
// for or against.
func weight(effect string, points int) int {
	if effect != "" {
		return 1 << 30
	}
	return max(points, -points)
}

func points(r *rule.Rule, role int) int {
	if r.Effect != rule.Points {
		return 0
	}
	return r.Points[role]
}

func effect(r *rule.Rule) string {
	switch r.Effect {
	case rule.Require:
		return EffectRequire
	case rule.RuleOut:
		return EffectRuleOut
	}
	return ""
}

func sourceIDs(sources []*rule.Source) []string {
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return ids
}

// rows lists what the arrangement rows say beyond modes, pairs and sequence.
func (a *adviser) rows(advice *Advice) {
	for _, row := range a.result.Rows {
		switch row.Kind {
		case rule.InsteadOf:
			advice.Instead = append(advice.Instead, Instead{ID: row.Instead.ID, Title: row.Instead.Title, For: row.Instead.For, ForTitle: a.engine.set.Topics[row.Instead.For], Because: row.Because})
		case rule.NoteOnTopic:
			advice.Notes = append(advice.Notes, Note{ID: row.ID, Topic: row.Topic, TopicTitle: a.engine.set.Topics[row.Topic], Text: row.Because, Sources: sourceIDs(row.Sources)})
		case rule.Combine, rule.Separate, rule.First:
			advice.Notes = append(advice.Notes, Note{ID: row.ID, Topic: topics[row.Kind], Roles: a.ids(row.Roles), Text: row.Because, Sources: sourceIDs(row.Sources)})
		}
	}
}

// topics are the topics of the notes that explain pairs and sequence.
var topics = map[rule.Kind]string{rule.Combine: "one_person", rule.Separate: "two_people", rule.First: TopicSequence}

func (a *adviser) answers() Answers {
	answers := Answers{}
	for _, q := range a.engine.flow.Questions {
		if answer := a.visible[q.ID]; !answer.IsUnknown() {
			answers = append(answers, Answered{ID: q.ID, Ask: q.Ask, Value: q.Value(answer), Text: q.Describe(answer)})
		}
	}
	return answers
}

func (a *adviser) unknown() []string {
	ids := []string{}
	for _, q := range a.asked {
		if a.visible[q.ID].IsUnknown() {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// sources lists what the reasons, the arrangement and the profiles of needed
// roles cite, in the order of the rule file.
func (a *adviser) sources(advice *Advice) []Source {
	cited := map[string]bool{}
	cite := func(ids []string) {
		for _, id := range ids {
			cited[id] = true
		}
	}
	for _, role := range advice.Roles {
		for _, reason := range role.Reasons {
			cite(reason.Sources)
		}
		if role.Needed() {
			cite(sourceIDs(role.Profile.Sources))
		}
	}
	for _, row := range a.result.Rows {
		cite(sourceIDs(row.Sources))
	}
	sources := []Source{}
	for _, s := range a.engine.set.Sources {
		if cited[s.ID] {
			sources = append(sources, Source{ID: s.ID, Title: s.Title, Publisher: s.Publisher, Address: s.Address, Vendor: s.Vendor})
		}
	}
	return sources
}
