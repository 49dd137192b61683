// Package compare sets advices side by side that the same content gave for different
// answers: those of several organisations, of one before and after, of several people about
// the same one, or with answers that are only tried out.
//
// It says which answers differ and, exactly, which of the differences matter: what each
// does alone, and the fewest that turn one advice into the other. What an advice comes to
// is its decision, as package space has it: for each role its verdict, its mode and
// whether somebody is in it, the sequence of the needed roles, who shares a person, and
// what to do instead. Scores, reasons and notes explain it, and do not count.
//
// All of it is plain evaluation of the rules for answers that lie between those compared,
// but for what [space.Quiz] rules out and for what an answer tells; see [Proof].
package compare

import (
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
	"chiefly/engine/wording"
)

// Schema names the JSON form of a Comparison. Within one schema fields are only added.
const Schema = "chiefly/comparison/1"

// A Kind is what the sides of a comparison are.
type Kind string

// The kinds of comparisons.
const (
	Organisations Kind = "organisations" // different ones
	BeforeAfter   Kind = "before_after"  // one organisation as time goes by, in order
	Views         Kind = "views"         // several people's answers about the same one
	WhatIf        Kind = "what_if"       // one organisation as it is, and with other answers
)

// Proof is how something is known: engine.ProofProven, engine.ProofRefuted, or
// engine.ProofEstimated with an interval.
type Proof = string

// Answers are those of one side, with the name to show for it.
type Answers struct {
	Name    string
	Answers flow.Answers
}

// A Comparison is what Of found. It is plain data; its JSON form is what json.Marshal gives.
type Comparison struct {
	Schema string `json:"schema"`
	Kind   Kind   `json:"kind"`
	// Language is as in an Advice.
	Language wording.Language `json:"language,omitempty"`
	// Organisation is the name to show, if the caller sets one.
	Organisation string `json:"organisation,omitempty"`
	// Same says that all sides come to the same decision.
	Same  bool   `json:"same"`
	Sides []Side `json:"sides"`
	// Answers is those that differ, in the order of the questions, and Alike how many that
	// somebody knows are the same on all sides.
	Answers []Answer `json:"answers"`
	Alike   int      `json:"alike"`
	// Rules is those that apply to some sides only, those that weigh most first.
	Rules []Rule `json:"rules"`
	// Pairs is the first side with each other one or, where time goes by, each with the
	// next; of views it is every two.
	Pairs []Pair `json:"pairs"`
	// Talk is what to talk about, of views.
	Talk    *Talk          `json:"talk,omitempty"`
	Content engine.Content `json:"content"`
}

// A Side is one of the advices that are compared.
type Side struct {
	Name   string         `json:"name"`
	Advice *engine.Advice `json:"advice"`
}

// An Answer is the answers of all sides to one question.
type Answer struct {
	ID     string  `json:"id"`
	Ask    string  `json:"ask"`
	Values []Value `json:"values"` // by side
}

// A Value is the answer of one side.
type Value struct {
	Value any    `json:"value"` // as in JSON; "unknown" where there is none
	Text  string `json:"text"`  // in words
	Asked bool   `json:"asked"`
	Known bool   `json:"known"` // at least in part
}

// Of compares the advices for two or more sets of answers. s is the answer space of the
// Engine's content; without it, which is nil, less is proven to make no difference, and
// nothing is said about what answers tell.
func Of(e *engine.Engine, s *space.Space, k Kind, sides ...Answers) *Comparison {
	c := comparer{engine: e, space: s, sides: sides}
	made := &Comparison{Schema: Schema, Kind: k, Language: e.Language(), Same: true, Answers: []Answer{}, Rules: []Rule{}, Pairs: []Pair{}}
	for _, side := range sides {
		advice := e.Advise(side.Answers)
		made.Sides = append(made.Sides, Side{Name: side.Name, Advice: advice})
		made.Content = advice.Content
		c.visible = append(c.visible, e.Flow().Visible(side.Answers))
	}
	made.Answers, made.Alike = c.answers()
	made.Rules = append(made.Rules, c.rules()...)
	chosen := pairs(k, len(sides))
	for _, p := range chosen {
		pair := c.pair(p[0], p[1], mostTried/len(chosen))
		made.Pairs = append(made.Pairs, pair)
		made.Same = made.Same && pair.Same
	}
	if k == Views {
		made.Talk = c.talk(made)
	}
	return made
}

// A comparer makes a Comparison.
type comparer struct {
	engine  *engine.Engine
	space   *space.Space // or nil
	sides   []Answers
	visible []flow.Answers // by side: the answers to questions that are asked
}

// pairs returns which of some sides are compared with which.
func pairs(k Kind, sides int) (all [][2]int) {
	for from := range sides {
		for to := from + 1; to < sides; to++ {
			if k == Views || k == BeforeAfter && to == from+1 || k != BeforeAfter && from == 0 {
				all = append(all, [2]int{from, to})
			}
		}
	}
	return all
}

// answers returns what differs between any two sides, and how much does not.
func (c *comparer) answers() (differ []Answer, alike int) {
	differ = []Answer{}
	for _, q := range c.engine.Flow().Questions {
		known, same := false, true
		for _, visible := range c.visible {
			known = known || !visible[q.ID].IsUnknown()
			same = same && equal(c.visible[0][q.ID], visible[q.ID])
		}
		switch {
		case !same:
			differ = append(differ, c.answer(q))
		case known:
			alike++
		}
	}
	return differ, alike
}

// equal reports whether the same is known.
func equal(a, b flow.Answer) bool { return a == b || a.IsUnknown() && b.IsUnknown() }

func (c *comparer) answer(q *flow.Question) Answer {
	l := c.engine.Language()
	made := Answer{ID: q.ID, Ask: q.Ask}
	for i, visible := range c.visible {
		a := visible[q.ID]
		v := Value{Value: q.Value(a), Text: q.Describe(a), Known: !a.IsUnknown()}
		v.Asked = v.Known || slices.Contains(c.engine.Flow().Asked(c.sides[i].Answers), q)
		if !v.Asked {
			v.Text = l.Speak("not asked")
		}
		made.Values = append(made.Values, v)
	}
	return made
}
