package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A decision is what the plain reading of rows says of a topic.
type decision struct {
	facts  flow.Answers // with what is known of the verdicts
	effect int          // of the first row that holds for certain
	open   []openRow    // the rows above that may hold, unless all have that effect
}

type openRow struct {
	when   *rule.Condition
	effect int
}

func (d *decision) conditions() []*rule.Condition {
	var all []*rule.Condition
	for _, row := range d.open {
		all = append(all, row.when)
	}
	return all
}

// decide reads the rows of a topic.
func (r *relevance) decide(t topic) decision {
	d := decision{effect: nothing}
	for _, role := range t.roles {
		if r.needed(role) == flow.False {
			return d
		}
	}
	d.facts = r.facts(t.roles)
	for i, at := range t.rows {
		row := r.set.Arrangements[at]
		truth := r.outcome(row.When, d.facts)
		if t.kind == rule.First {
			truth = min(truth, r.needed(row.Roles[0]), r.othersNeeded(row.Roles[0]))
		}
		if truth == flow.True {
			d.effect = t.effects[i]
			break
		}
		if truth == flow.Undecided {
			d.open = append(d.open, openRow{row.When, t.effects[i]})
		}
	}
	if !slices.ContainsFunc(d.open, func(row openRow) bool { return row.effect != d.effect }) {
		d.open = nil
	}
	return d
}

// needed says whether a role is needed.
func (r *relevance) needed(role int) flow.Truth {
	can := r.can[role]
	switch needed := can[rule.Keep] || can[rule.Hire]; {
	case !needed:
		return flow.False
	case can[rule.No] || can[rule.Later]:
		return flow.Undecided
	}
	return flow.True
}

func (r *relevance) othersNeeded(role int) flow.Truth {
	truth := flow.False
	for other := range r.set.Roles {
		if other != role {
			truth = max(truth, r.needed(other))
		}
	}
	return truth
}

// facts are the answers that are sure to be seen and what is known of verdicts, where
// some roles are needed.
func (r *relevance) facts(needed []int) flow.Answers {
	facts := flow.Answers{}
	for id, a := range r.sure {
		facts[id] = a
	}
	for q, role := range r.derived {
		can := r.can[role]
		if slices.Contains(needed, role) {
			can[rule.No], can[rule.Later] = false, false
		}
		var possible []int
		for v, could := range can {
			switch {
			case !could:
			case q.Type == flow.Choice:
				possible = append(possible, v)
			case rule.Verdict(v).Needed():
				possible = append(possible, 1)
			default:
				possible = append(possible, 0)
			}
		}
		facts[q.ID] = q.OneOf(possible...)
	}
	return facts
}

// derivedOf finds the names that rows use for what is made of the answers, with the role
// that each is about.
func derivedOf(set *rule.Set) map[*flow.Question]int {
	roles := map[string]int{}
	for i, role := range set.Roles {
		roles["needed."+role.ID], roles["verdict."+role.ID] = i, i
	}
	derived := map[*flow.Question]int{}
	var find func(*rule.Formula)
	find = func(f *rule.Formula) {
		if f.Question != nil {
			if role, of := roles[f.Question.ID]; of {
				derived[f.Question] = role
			}
		}
		for _, kid := range f.Kids {
			find(kid)
		}
	}
	for _, row := range set.Arrangements {
		find(row.When.Formula())
	}
	return derived
}

// inPart returns the questions, by id, whose answers could change the decision when they
// are known in part, such as a range, though no answer that is exact does, nor not knowing.
//
// What is known in part lies between the two: what holds where nothing is known holds for
// it, and what holds for it holds for each value in it. As long as all that hangs on an
// answer pulls the same way, the decision lies between two that are the same. Otherwise it
// may not, nor where the answer decides whether another question is asked.
func (r *relevance) inPart() map[string]bool {
	found := map[string]bool{}
	for role := range r.set.Roles {
		r.pulls(found, role)
	}
	for _, t := range r.topics {
		d := r.decide(t)
		same := slices.IndexFunc(d.open, func(row openRow) bool { return row.effect == d.effect })
		named, guarding := r.needs(d.facts, d.conditions())
		if same >= 0 && slices.ContainsFunc(d.open[same:], func(row openRow) bool { return row.effect != d.effect }) {
			merge(found, named)
		}
		merge(found, guarding)
	}
	return found
}

// pulls adds the questions on which rules hang that pull the verdict on a role both ways.
func (r *relevance) pulls(found map[string]bool, role int) {
	if _, open := r.verdicts(role); len(open) == 0 {
		return
	}
	var up, down []*rule.Condition
	for i, of := range r.set.Rules {
		switch {
		case !of.Touches[role] || r.truths[i] != flow.Undecided:
		case of.Effect == rule.RuleOut, of.Effect == rule.Points && of.Points[role] < 0:
			down = append(down, of.When)
		default:
			up = append(up, of.When)
		}
	}
	raising, guardingUp := r.needs(r.sure, up)
	lowering, guardingDown := r.needs(r.sure, down)
	for id := range raising {
		if lowering[id] {
			found[id] = true
		}
	}
	merge(found, guardingUp)
	merge(found, guardingDown)
}

func merge(all, more map[string]bool) {
	for id := range more {
		all[id] = true
	}
}
