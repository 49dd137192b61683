package main

import (
	"context"
	"errors"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"chiefly/engine/flow"
)

// newOPA is OPA with a prepared query and answers that are parsed already. The
// query finds the rules that fire; Go adds up the points, which is faster than
// OPA doing it.
func newOPA(s *subject) (*contender, error) {
	query, err := rego.New(rego.Query("data.peers.fired"), rego.Module("peers.rego", regoModule(s))).PrepareForEval(context.Background())
	if err != nil {
		return nil, err
	}
	inputs := make([]ast.Value, len(s.exact))
	for i, row := range s.exact {
		inputs[i] = regoInput(s.engine.Flow(), row)
	}
	found := new(outcome)
	return &contender{
		name: "OPA",
		run: each(func(organisation int) error {
			results, err := query.Eval(context.Background(), rego.EvalParsedInput(inputs[organisation]), rego.EvalGenerateJSON(asTerm))
			if err != nil {
				return err
			}
			if found.fired, err = firedIn(results, found.fired[:0]); err != nil {
				return err
			}
			found.tally(s.set())
			return nil
		}),
		outcome: found.clone,
	}, nil
}

func regoModule(s *subject) string {
	w := new(regoWriter)
	w.text.WriteString("package peers\n\n")
	for _, n := range inOrder(s) {
		w.named(string(n), s.named[n])
	}
	for i, f := range s.rules {
		w.fired(i, f)
	}
	return w.text.String()
}

// asTerm spares OPA the conversion of its result to JSON.
func asTerm(t *ast.Term, _ *rego.EvalContext) (any, error) { return t, nil }

// firedIn appends the indexes of the set that a query found.
func firedIn(results rego.ResultSet, fired []int32) ([]int32, error) {
	if len(results) != 1 {
		return nil, errors.New("the query has no result")
	}
	set, ok := results[0].Expressions[0].Value.(*ast.Term).Value.(ast.Set)
	if !ok {
		return nil, errors.New("the result of the query is no set")
	}
	set.Foreach(func(t *ast.Term) {
		i, _ := t.Value.(ast.Number).Int()
		fired = append(fired, int32(i))
	})
	slices.Sort(fired)
	return fired, nil
}

// regoInput returns exact answers as OPA's own values.
func regoInput(f *flow.Flow, row flow.Row) ast.Value {
	input := ast.NewObject()
	for i, q := range f.Questions {
		var value *ast.Term
		switch v := number(q, row[i]); q.Type {
		case flow.Integer:
			value = ast.IntNumberTerm(int(v))
		case flow.Choice:
			value = ast.StringTerm(q.Options[v].ID)
		case flow.YesNo:
			value = ast.BooleanTerm(v == 1)
		case flow.Choices:
			picks := ast.NewSet()
			for _, id := range optionIDs(q, row[i]) {
				picks.Add(ast.StringTerm(id))
			}
			value = ast.NewTerm(picks)
		}
		input.Insert(ast.StringTerm(q.ID), value)
	}
	return input
}
