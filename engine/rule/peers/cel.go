package main

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"chiefly/engine/flow"
)

// newCEL is cel-go with optimised programs, and answers that are values of CEL
// already.
func newCEL(s *subject) (*contender, error) {
	programs, err := celPrograms(s)
	if err != nil {
		return nil, err
	}
	activations := make([]cel.Activation, len(s.exact))
	for i, row := range s.exact {
		if activations[i], err = cel.NewActivation(celValues(s.engine.Flow(), row)); err != nil {
			return nil, err
		}
	}
	found := new(outcome)
	return &contender{
		name: "cel-go",
		run: each(func(organisation int) error {
			found.fired = found.fired[:0]
			for i, program := range programs {
				fires, _, err := program.Eval(activations[organisation])
				if err != nil {
					return err
				}
				if fires == types.True {
					found.fired = append(found.fired, int32(i))
				}
			}
			found.tally(s.set())
			return nil
		}),
		outcome: found.clone,
	}, nil
}

func celPrograms(s *subject) ([]cel.Program, error) {
	var variables []cel.EnvOption
	for _, q := range s.engine.Flow().Questions {
		kinds := []*cel.Type{cel.IntType, cel.StringType, cel.ListType(cel.StringType), cel.BoolType}
		variables = append(variables, cel.Variable(q.ID, kinds[q.Type]))
	}
	env, err := cel.NewEnv(variables...)
	if err != nil {
		return nil, err
	}
	programs := make([]cel.Program, len(s.rules))
	for i, f := range s.rules {
		tree, problems := env.Compile(infix(f, s.inlined(celAtom)))
		if problems.Err() != nil {
			return nil, problems.Err()
		}
		if programs[i], err = env.Program(tree, cel.EvalOptions(cel.OptOptimize)); err != nil {
			return nil, err
		}
	}
	return programs, nil
}

// celValues returns exact answers as values of CEL.
func celValues(f *flow.Flow, row flow.Row) map[string]any {
	values := make(map[string]any, len(row))
	for i, q := range f.Questions {
		switch v := number(q, row[i]); q.Type {
		case flow.Integer:
			values[q.ID] = types.Int(v)
		case flow.Choice:
			values[q.ID] = types.String(q.Options[v].ID)
		case flow.YesNo:
			values[q.ID] = types.Bool(v == 1)
		case flow.Choices:
			values[q.ID] = types.NewStringList(types.DefaultTypeAdapter, optionIDs(q, row[i]))
		}
	}
	return values
}
