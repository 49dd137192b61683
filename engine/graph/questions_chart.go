package graph

import (
	"fmt"

	"chiefly/engine"
	"chiefly/engine/flow"
)

// The prefixes of node ids, which keep the ids of content from being keywords of
// the languages of charts.
const (
	questionPrefix = "q_"
	rulePrefix     = "r_"
	rolePrefix     = "role_"
	sectionPrefix  = "s_"
)

// endID is the node behind the last question.
const endID = "advice"

func (v *questionnaire) chart() *chart {
	c := &chart{title: heading(v.flow.Title, v.path)}
	var tails []edge // that wait for the next node
	join := func(id string) {
		for _, tail := range tails {
			tail.to = id
			c.edges = append(c.edges, tail)
		}
	}
	for i, s := range v.sections {
		g := group{id: fmt.Sprintf("%s%d_%s", sectionPrefix, i+1, s.id), title: s.title}
		for _, r := range s.runs {
			in, past := v.way(r)
			var bypass []edge
			if r.guard != "" {
				branch := node{id: fmt.Sprintf("if_%d", r.stops[0].number), label: "?", shape: branching, mark: markOf(v.path, flow.True)}
				join(branch.id)
				g.nodes = append(g.nodes, branch)
				tails = []edge{{from: branch.id, label: "if " + r.guard, mark: in}}
				bypass = []edge{{from: branch.id, label: "otherwise", mark: past}}
			}
			for _, at := range r.stops {
				join(questionPrefix + at.ID)
				g.nodes = append(g.nodes, at.node())
				tails = []edge{{from: questionPrefix + at.ID, mark: in}}
			}
			tails = append(tails, bypass...)
		}
		c.groups = append(c.groups, g)
	}
	join(endID)
	end := node{id: endID, label: "Advice", shape: rounded, mark: markOf(v.path, flow.True)}
	if v.headline != "" {
		end.label = engine.OneLine(v.headline)
	}
	c.groups = append(c.groups, group{nodes: []node{end}})
	return c
}

func (s stop) node() node {
	label := fmt.Sprintf("%d: %s", s.number, engine.OneLine(s.Ask))
	if s.answer != "" {
		label += "\n= " + s.answer
	}
	return node{id: questionPrefix + s.ID, label: label, mark: s.mark}
}
