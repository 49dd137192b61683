package main

import (
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"chiefly/engine/flow"
)

// newExprTuned is expr as fast as it gets: one machine used again, and the picks
// of a choices answer as a map. (An environment of struct type is slower than a
// map: each field is read by reflection.)
func newExprTuned(s *subject) (*contender, error) {
	var machine vm.VM
	run := func(program *vm.Program, env map[string]any) (any, error) { return machine.Run(program, env) }
	return newExpr(s, exprTuned, run, func(ids []string) any {
		picks := make(map[string]bool, len(ids))
		for _, id := range ids {
			picks[id] = true
		}
		return picks
	})
}

// newExprNaive is expr as its documentation shows it.
func newExprNaive(s *subject) (*contender, error) {
	run := func(program *vm.Program, env map[string]any) (any, error) { return expr.Run(program, env) }
	return newExpr(s, "expr, as documented", run, func(ids []string) any { return ids })
}

func newExpr(s *subject, name string, run func(*vm.Program, map[string]any) (any, error), picks func([]string) any) (*contender, error) {
	envs := make([]map[string]any, len(s.exact))
	for i, row := range s.exact {
		envs[i] = environment(s.engine.Flow(), row, picks)
	}
	programs := make([]*vm.Program, len(s.rules))
	for i, r := range s.set().Rules {
		program, err := expr.Compile(r.When.Text, expr.Env(envs[0]), expr.AsBool(), expr.Patch(inliner{s}))
		if err != nil {
			return nil, err
		}
		programs[i] = program
	}
	found := new(outcome)
	return &contender{
		name: name,
		run: each(func(organisation int) error {
			found.fired = found.fired[:0]
			for i, program := range programs {
				fires, err := run(program, envs[organisation])
				if err != nil {
					return err
				}
				if fires.(bool) {
					found.fired = append(found.fired, int32(i))
				}
			}
			found.tally(s.set())
			return nil
		}),
		outcome: found.clone,
	}, nil
}

// environment returns exact answers as Go values.
func environment(f *flow.Flow, row flow.Row, picks func([]string) any) map[string]any {
	env := make(map[string]any, len(row))
	for i, q := range f.Questions {
		switch v := number(q, row[i]); q.Type {
		case flow.Integer:
			env[q.ID] = int(v)
		case flow.Choice:
			env[q.ID] = q.Options[v].ID
		case flow.YesNo:
			env[q.ID] = v == 1
		case flow.Choices:
			env[q.ID] = picks(optionIDs(q, row[i]))
		}
	}
	return env
}

// An inliner puts named conditions where their names stand.
type inliner struct{ subject *subject }

// Visit replaces the name of a condition.
func (v inliner) Visit(n *ast.Node) {
	identifier, ok := (*n).(*ast.IdentifierNode)
	if !ok {
		return
	}
	for _, named := range v.subject.set().Conditions {
		if named.ID == identifier.Value {
			tree, err := parser.Parse(named.Condition.Text)
			if err != nil {
				panic(err) // rule.Load has parsed it
			}
			ast.Walk(&tree.Node, v)
			ast.Patch(n, tree.Node)
		}
	}
}
