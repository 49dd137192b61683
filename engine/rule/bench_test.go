package rule_test

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
	"chiefly/questions"
	"chiefly/rules"
)

// The benchmarks of this file compare with expr alone, which the module needs
// anyway; engine/rule/peers has hand-written Go, cel-go and OPA besides.

// A workload is a rule set with answers of organisations to evaluate.
type workload struct {
	name    string
	engine  *engine.Engine
	exact   []flow.Row // every question asked and answered exactly
	partial []flow.Row // the same, 30 % unknown and 30 % of the rest imprecise
}

// workloads returns the built-in rule set and generated ones of some sizes.
func workloads(t testing.TB, sizes ...int) []*workload {
	t.Helper()
	all := []*workload{newWorkload(t, "built-in", engine.Join(questions.FS, rules.FS))}
	for _, n := range sizes {
		flowFile, ruleFile := ruletest.Generate(n, 1)
		all = append(all, newWorkload(t, fmt.Sprint(n),
			fstest.MapFS{"questions/generated.yaml": {Data: []byte(flowFile)}, "rules/generated.yaml": {Data: []byte(ruleFile)}}))
	}
	return all
}

func newWorkload(t testing.TB, name string, content fs.FS) *workload {
	t.Helper()
	e, err := engine.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	w := &workload{name: name, engine: e}
	random := ruletest.NewRandom(1)
	for range 1_000 {
		row := random.Asked(e.Flow())
		if row == nil {
			t.Fatalf("%s: no answers found with which all questions are asked", name)
		}
		w.exact = append(w.exact, row)
		w.partial = append(w.partial, random.Loosen(e.Flow(), row, 0.3, 0.3))
	}
	return w
}

// encoded returns rows in the form that Evaluate reads.
func (w *workload) encoded(rows []flow.Row) []rule.Encoded {
	encoded := make([]rule.Encoded, len(rows))
	for i, row := range rows {
		w.engine.Rules().Encode(&encoded[i], row)
	}
	return encoded
}

// each runs a benchmark for each workload, on exact and on partial answers.
func each(b *testing.B, run func(b *testing.B, w *workload, rows []flow.Row)) {
	for _, w := range workloads(b, 50, 500, 5_000) {
		b.Run(w.name+"/exact", func(b *testing.B) { run(b, w, w.exact) })
		b.Run(w.name+"/partial", func(b *testing.B) { run(b, w, w.partial) })
	}
}

func BenchmarkEncode(b *testing.B) {
	each(b, func(b *testing.B, w *workload, rows []flow.Row) {
		var encoded rule.Encoded
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			w.engine.Rules().Encode(&encoded, rows[i%len(rows)])
		}
	})
}

func BenchmarkEvaluate(b *testing.B) {
	each(b, func(b *testing.B, w *workload, rows []flow.Row) {
		encoded := w.encoded(rows)
		var result rule.Result
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			w.engine.Rules().Evaluate(&result, &encoded[i%len(encoded)])
		}
	})
}

func BenchmarkEncodeAndEvaluate(b *testing.B) {
	each(b, func(b *testing.B, w *workload, rows []flow.Row) {
		var encoded rule.Encoded
		var result rule.Result
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			w.engine.Rules().Encode(&encoded, rows[i%len(rows)])
			w.engine.Rules().Evaluate(&result, &encoded)
		}
	})
}

// BenchmarkExprTuned is the same rules in expr as fast as it gets: answers in a
// map, one machine used again, the picks of a choices answer as a map.
func BenchmarkExprTuned(b *testing.B) {
	benchmarkExpr(b, tuned(), true)
}

// BenchmarkExprNaive is expr as its documentation shows it.
func BenchmarkExprNaive(b *testing.B) {
	benchmarkExpr(b, naive, false)
}

func tuned() func(*vm.Program, map[string]any) (any, error) {
	var machine vm.VM
	return func(program *vm.Program, env map[string]any) (any, error) { return machine.Run(program, env) }
}

func naive(program *vm.Program, env map[string]any) (any, error) { return expr.Run(program, env) }

func benchmarkExpr(b *testing.B, run func(*vm.Program, map[string]any) (any, error), picksAsMap bool) {
	for _, w := range workloads(b, 50, 500, 5_000) {
		b.Run(w.name, func(b *testing.B) {
			peer := newExprPeer(b, w, run, picksAsMap)
			peer.check(b)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				peer.evaluate(b, i%len(peer.envs))
			}
		})
	}
}

// TestExprAgrees holds that expr finds what we find on exact answers, by which
// the benchmarks compare like with like.
func TestExprAgrees(t *testing.T) {
	for _, w := range workloads(t, 50, 500) {
		t.Run(w.name, func(t *testing.T) {
			newExprPeer(t, w, tuned(), true).check(t)
			newExprPeer(t, w, naive, false).check(t)
		})
	}
}

// An exprPeer evaluates a workload by expr.
type exprPeer struct {
	*workload
	run      func(*vm.Program, map[string]any) (any, error)
	programs []*vm.Program
	envs     []map[string]any
	fired    []int32
	scores   []int
}

func newExprPeer(t testing.TB, w *workload, run func(*vm.Program, map[string]any) (any, error), picksAsMap bool) *exprPeer {
	t.Helper()
	p := &exprPeer{workload: w, run: run, scores: make([]int, len(w.engine.Rules().Roles))}
	for _, row := range w.exact {
		p.envs = append(p.envs, exprEnvironment(w.engine.Flow(), row, picksAsMap))
	}
	for _, r := range w.engine.Rules().Rules {
		program, err := expr.Compile(r.When.Text, expr.Env(p.envs[0]), expr.AsBool(), expr.Patch(writeOut{w.engine.Rules()}))
		if err != nil {
			t.Fatal(err)
		}
		p.programs = append(p.programs, program)
	}
	return p
}

// evaluate finds the rules that fire and the scores.
func (p *exprPeer) evaluate(t testing.TB, organisation int) {
	p.fired = p.fired[:0]
	clear(p.scores)
	for i, program := range p.programs {
		fires, err := p.run(program, p.envs[organisation])
		if err != nil {
			t.Fatal(err)
		}
		if !fires.(bool) {
			continue
		}
		p.fired = append(p.fired, int32(i))
		for role, points := range p.engine.Rules().Rules[i].Points {
			p.scores[role] += points
		}
	}
}

// check fails unless expr and ours find the same.
func (p *exprPeer) check(t testing.TB) {
	t.Helper()
	var result rule.Result
	for i, e := range p.encoded(p.exact) {
		p.evaluate(t, i)
		p.engine.Rules().Evaluate(&result, &e)
		if !slices.Equal(result.Fired, p.fired) {
			t.Fatalf("organisation %d: fired rules %d by us, %d by expr", i, result.Fired, p.fired)
		}
		for role, r := range result.Roles {
			if r.Score != p.scores[role] {
				t.Fatalf("organisation %d, role %d: score %d by us, %d by expr", i, role, r.Score, p.scores[role])
			}
		}
	}
}

// exprEnvironment returns exact answers as Go values.
func exprEnvironment(f *flow.Flow, row flow.Row, picksAsMap bool) map[string]any {
	env := make(map[string]any, len(row))
	for i, q := range f.Questions {
		switch v := q.Value(row[i]).(type) {
		case int64:
			env[q.ID] = int(v)
		case []string:
			env[q.ID] = v
			if picksAsMap {
				picks := make(map[string]bool, len(v))
				for _, id := range v {
					picks[id] = true
				}
				env[q.ID] = picks
			}
		default:
			env[q.ID] = v
			if q.Type == flow.YesNo {
				env[q.ID] = v == "yes"
			}
		}
	}
	return env
}

// writeOut puts named conditions where their names stand.
type writeOut struct{ set *rule.Set }

// Visit replaces the name of a condition.
func (v writeOut) Visit(n *ast.Node) {
	identifier, ok := (*n).(*ast.IdentifierNode)
	if !ok {
		return
	}
	for _, named := range v.set.Conditions {
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

// TestEvaluationDoesNotAllocate holds that the forms which are used again and
// again are really used again.
func TestEvaluationDoesNotAllocate(t *testing.T) {
	for _, w := range workloads(t, 50, 500, 5_000) {
		for _, known := range []struct {
			name string
			rows []flow.Row
		}{{"exact", w.exact}, {"partial", w.partial}} {
			t.Run(w.name+"/"+known.name, func(t *testing.T) {
				rows := known.rows[:100]
				var encoded rule.Encoded
				var result rule.Result
				all := func() {
					for _, row := range rows {
						w.engine.Rules().Encode(&encoded, row)
						w.engine.Rules().Evaluate(&result, &encoded)
					}
				}
				if n := testing.AllocsPerRun(3, all); n != 0 {
					t.Errorf("%.2f allocations an evaluation", n/float64(len(rows)))
				}
			})
		}
	}
}
