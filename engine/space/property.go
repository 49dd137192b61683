package space

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Status is how certain a claim about all answers is.
type Status string

// What a claim can be.
const (
	Proven    Status = "proven"    // it holds for all answers
	Refuted   Status = "refuted"   // some answers, which the plain evaluation confirms, show that it does not
	Unsettled Status = "unsettled" // no claim: to prove or to refute it takes too much effort
)

// A PropertyResult is what has been found out about a property.
type PropertyResult struct {
	Property *rule.Property
	Status   Status
	// Examples refute the property with as few answers as possible: one set of them or,
	// of a property about more of something, two, the one with less first. Nil where it
	// is proven.
	Examples []flow.Answers
}

// Properties proves or refutes each property of the rule set. Where it leaves one
// Unsettled, it returns ErrUnproven beside the results.
func (s *Space) Properties() ([]PropertyResult, error) {
	if len(s.set.Properties) == 0 {
		return nil, nil
	}
	told, err := s.tellingApart(s.set.Properties)
	if err != nil {
		return nil, err
	}
	p := told.prover()
	var results []PropertyResult
	var unsettled error
	for _, property := range s.set.Properties {
		r := PropertyResult{Property: property, Status: Proven}
		switch r.Examples, err = p.refute(property); {
		case errors.Is(err, ErrUnproven):
			r.Status, unsettled = Unsettled, ErrUnproven
		case err != nil:
			return nil, err
		case r.Examples != nil:
			r.Status = Refuted
		}
		results = append(results, r)
	}
	return results, unsettled
}

// tellingApart returns a Space whose layers tell the answers apart that properties do:
// this one, unless they compare with numbers and options that no rule compares with.
func (s *Space) tellingApart(properties []*rule.Property) (*Space, error) {
	watched := &rule.Set{Roles: s.set.Roles}
	found := map[*flow.Question]*mentions{}
	for _, p := range properties {
		for _, c := range p.Conditions() {
			watched.Arrangements = append(watched.Arrangements, &rule.Arrangement{Kind: rule.NoteOnTopic, When: c})
			collectFrom(found, s.flow, c.Formula())
		}
	}
	if s.tells(found) {
		return s, nil
	}
	told := newSpace(Content{s.flow, s.set}, &Content{s.flow, watched}, s.store.perRole)
	if told.store.err == nil {
		told.conditions(&told.model)
		told.verdicts(&told.model)
	}
	return told, told.store.err
}

// tells reports whether the layers tell apart what is mentioned.
func (s *Space) tells(found map[*flow.Question]*mentions) bool {
	for at := 0; at < s.questions; {
		end := s.end(at)
		if m := found[s.flow.Questions[s.layers[at].question]]; m != nil {
			for _, l := range s.layers[at:end] {
				if l.kind == numbers && slices.ContainsFunc(m.starts, func(start int64) bool { return !slices.Contains(l.starts, start) }) ||
					l.kind == rest && slices.ContainsFunc(l.others, func(option int) bool { return m.options>>option&1 == 1 }) {
					return false
				}
			}
		}
		at = end
	}
	return true
}

// A prover proves or refutes one property after the other.
type prover struct {
	*seeker
	names   view // as arrangements see the answers, and mode.<role>
	modesAt int  // the first layer of modes
}

// prover makes a prover. Its layers go on, after those of verdicts, with some for the
// modes of roles. These stand for the modes in conditions until the conditions for the
// modes are put in their place.
func (s *Space) prover() *prover {
	with := *s
	with.layers = slices.Clone(s.layers)
	p := prover{names: view{layerOf: maps.Clone(s.layerOf), asked: s.asked}, modesAt: len(s.layers)}
	for i, role := range s.set.Roles {
		p.names.layerOf["mode."+role.ID] = len(with.layers)
		with.layers = append(with.layers, layer{kind: verdict, question: i, sizes: []uint64{1, 1, 1}})
	}
	p.seeker = with.seeker()
	return &p
}

// condition returns the diagram of a condition of a property, on answers and verdicts.
func (p *prover) condition(c *rule.Condition) node {
	n := p.certain(p.conditionIn(&p.names, c))
	for role, m := range p.modes {
		where := func(mode rule.Mode) node {
			return p.store.given(given{n, int32(p.modesAt + role), int32(mode)}, map[given]node{})
		}
		n = p.store.choose(m.fullTime, where(rule.FullTime), p.store.choose(m.fractional, where(rule.Fractional), where(rule.NoMode)))
	}
	return n
}

// refute returns answers that refute a property, or nil.
func (p *prover) refute(property *rule.Property) ([]flow.Answers, error) {
	var examples []flow.Answers
	if property.Claim == rule.Monotonic {
		pair, err := p.lowering(property.Growing)
		if pair == nil || err != nil {
			return nil, err
		}
		examples = pair
	} else {
		answers, err := p.witness(p.against(property))
		if answers == nil || err != nil {
			return nil, err
		}
		examples = []flow.Answers{answers}
	}
	if !p.set.Refuted(property, examples...) {
		return nil, fmt.Errorf("the diagrams and the plain evaluation disagree about %v", examples)
	}
	return examples, nil
}

// against is true where answers refute a property.
func (p *prover) against(property *rule.Property) node {
	n := isTrue
	if property.If != nil {
		n = p.condition(property.If)
	}
	switch property.Claim {
	case rule.Always:
		return p.store.and(n, p.store.not(p.condition(property.Then)))
	case rule.Never:
		return p.condition(property.Then)
	}
	counts := func(v rule.Verdict) bool { return v == rule.Hire || v == rule.Keep && !property.Hired }
	return p.store.and(n, p.moreThan(property.Most, counts))
}

// moreThan is true where more than some number of roles have verdicts that count.
func (s *Space) moreThan(most int, counts func(rule.Verdict) bool) node {
	left := slices.Repeat([]node{isFalse}, most+2) // by how many more may count, and 1
	left[0] = isTrue
	for role := len(s.set.Roles) - 1; role >= 0; role-- {
		for more := most + 1; more > 0; more-- {
			list := []int32{int32(s.questions + role)}
			for v := range rule.Hire + 1 {
				if counts(v) {
					list = append(list, left[more-1])
				} else {
					list = append(list, left[more])
				}
			}
			left[more] = s.store.make(list)
		}
	}
	return left[most+1]
}
