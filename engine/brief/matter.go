package brief

import (
	"cmp"
	"slices"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/wording"
)

// A matter is what a brief makes of one reason, or of something that is known.
type matter struct {
	*rule.Brief
	reason *engine.Reason // nil for none
}

// matters returns what there is to say about the role: what speaks for it and what
// against it, the weightiest first.
func (w *writer) matters() (pro, con []matter) {
	for _, b := range w.briefing.Roles[w.role.ID] {
		m := matter{Brief: w.fill(b)}
		if b.Reason != nil {
			i := slices.IndexFunc(w.role.Reasons, func(r engine.Reason) bool { return r.Rule == b.Reason.ID })
			if i < 0 {
				continue
			}
			m.reason = &w.role.Reasons[i]
		}
		if m.reason != nil && m.reason.Against() {
			con = append(con, m)
		} else {
			pro = append(pro, m)
		}
	}
	heavier := func(x, y matter) int { return cmp.Compare(y.weight(), x.weight()) }
	slices.SortStableFunc(pro, heavier)
	slices.SortStableFunc(con, heavier)
	return pro, con
}

// weight is how much the reason weighs. One that decides by itself weighs most. What has
// no reason is about people in place, and comes right after the strong ones.
func (m matter) weight() int {
	switch {
	case m.reason == nil:
		return strongFrom - 1
	case m.reason.Effect != "":
		return 1 << 30
	}
	return max(m.reason.Points, -m.reason.Points)
}

// fill returns a brief with answers in place of names in braces. Texts that name what is
// not known are left out.
func (w *writer) fill(b *rule.Brief) *rule.Brief {
	filled := *b
	for _, text := range []*string{&filled.Title, &filled.Now, &filled.Aim, &filled.Measure, &filled.First, &filled.Experience, &filled.Ask, &filled.ListenFor,
		&filled.ReportsTo, &filled.Leads, &filled.Terms} {
		*text = w.text(*text)
	}
	return &filled
}

// text fills one text.
func (w *writer) text(text string) string {
	filled, complete := rule.Fill(text, func(name string) string {
		if name == rule.OrganisationName {
			return w.organisation()
		}
		for _, a := range w.advice.Answers {
			if a.ID == name && !saysNone(a.Value) {
				return a.Text
			}
		}
		return ""
	})
	if !complete {
		return ""
	}
	return capitalAsBefore(text, engine.OneLine(filled))
}

// saysNone reports whether an answer is that none of the options holds.
func saysNone(answer any) bool {
	switch picks := answer.(type) {
	case []string:
		return len(picks) == 0
	case []any:
		return len(picks) == 0
	}
	return false
}

// capitalAsBefore begins a text with a capital where it began with a name.
func capitalAsBefore(before, text string) string {
	if len(before) > 0 && before[0] == '{' {
		return wording.Capital(text)
	}
	return text
}

// collect returns one text of each matter that has it, no more than most, none twice.
func collect(matters []matter, most int, text func(matter) string) []string {
	var found []string
	for _, m := range matters {
		if t := text(m); t != "" && len(found) < most && !slices.Contains(found, t) {
			found = append(found, t)
		}
	}
	return found
}

// first returns the first text that a matter has, or another one.
func first(matters []matter, otherwise string, text func(matter) string) string {
	if found := collect(matters, 1, text); len(found) > 0 {
		return found[0]
	}
	return engine.OneLine(otherwise)
}
