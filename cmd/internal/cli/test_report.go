package cli

import (
	"bytes"
	"fmt"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/suite"
)

// A testReport is what is written of a test run.
type testReport struct {
	run      *testRun
	verbose  bool
	coverage *suite.Coverage // nil where nobody asked
	mutation *mutation       // nil where nobody asked, or a case failed
}

// A mutation is what test cases noticed of small mistakes in the rules.
type mutation struct {
	Kinds     []mutationKind `json:"kinds"`
	Unnoticed []unnoticed    `json:"unnoticed"`
}

type mutationKind struct {
	Kind    string `json:"kind"`
	Mutants int    `json:"mutants"` // those that are no valid rule set left aside
	Noticed int    `json:"noticed"`
}

type unnoticed struct {
	Kind string `json:"kind"`
	What string `json:"what"`
	At   string `json:"at"`
}

func mutate(e *engine.Engine, cases []*suite.Case) *mutation {
	m := &mutation{Unnoticed: []unnoticed{}}
	at := map[string]int{}
	for i, kind := range suite.Kinds {
		m.Kinds, at[kind] = append(m.Kinds, mutationKind{Kind: kind}), i
	}
	for _, mutant := range suite.Mutants(e) {
		result := mutant.Try(cases)
		if result.Refused {
			continue
		}
		kind := &m.Kinds[at[mutant.Kind]]
		kind.Mutants++
		if result.Unnoticed() {
			m.Unnoticed = append(m.Unnoticed, unnoticed{mutant.Kind, mutant.What, mutant.At})
		} else {
			kind.Noticed++
		}
	}
	return m
}

func (t *testReport) text(out *bytes.Buffer) {
	for i, c := range t.run.cases {
		switch wrong := t.run.failures[i]; {
		case wrong != nil:
			fmt.Fprintf(out, "FAIL %s (%s)\n", source.Printable(c.Name), c.Place())
			writeMismatches(out, wrong)
		case t.verbose:
			fmt.Fprintf(out, "ok   %s (%s)\n", source.Printable(c.Name), c.Place())
		}
	}
	if t.verbose {
		for _, c := range t.run.skipped {
			fmt.Fprintf(out, "skip %s (%s): %s\n", source.Printable(c.Name), c.Place(), source.Printable(c.Skip))
		}
	}
	fmt.Fprintf(out, "%s passed", counted(len(t.run.cases)-t.run.failed, "case"))
	if t.run.failed > 0 {
		fmt.Fprintf(out, ", %d failed", t.run.failed)
	}
	if n := len(t.run.skipped); n > 0 {
		fmt.Fprintf(out, ", %d skipped", n)
	}
	out.WriteString("\n")
	if t.coverage != nil {
		t.writeCoverage(out)
	}
	if t.mutation != nil {
		t.mutation.write(out)
	}
}

func writeMismatches(out *bytes.Buffer, wrong []suite.Mismatch) {
	for _, m := range wrong {
		fmt.Fprintf(out, "  %s: %s\n    expected  %s\n    actual    %s\n", m.At, m.What, source.Printable(m.Expected), source.Printable(m.Actual))
		for _, line := range m.Why {
			fmt.Fprintf(out, "      %s\n", source.Printable(line))
		}
	}
}

func (t *testReport) writeCoverage(out *bytes.Buffer) {
	out.WriteString("\nTried\n")
	for _, f := range t.coverage.Figures() {
		fmt.Fprintf(out, "  %-48s %5d of %5d  %5.1f %%\n", f.What, f.Covered, f.Of, f.Percent())
	}
	hidden, headed := 0, false
	for _, g := range t.coverage.Gaps() {
		if g.Kind == suite.AloneGap && !t.verbose {
			hidden++
			continue
		}
		if !headed {
			out.WriteString("\nNever tried\n")
			headed = true
		}
		at := g.At
		if at != "" {
			at += ": "
		}
		fmt.Fprintf(out, "  %s%s\n", at, source.Printable(g.String()))
	}
	if hidden > 0 {
		fmt.Fprintf(out, "  -v lists %s that never made the difference alone\n", counted(hidden, "part value"))
	}
}

func (m *mutation) write(out *bytes.Buffer) {
	out.WriteString("\nMistakes noticed\n")
	for _, k := range m.Kinds {
		share := suite.Figure{Covered: k.Noticed, Of: k.Mutants}
		fmt.Fprintf(out, "  %-48s %5d of %5d  %5.1f %%\n", k.Kind, k.Noticed, k.Mutants, share.Percent())
	}
	if len(m.Unnoticed) > 0 {
		out.WriteString("\nMistakes that no case notices\n")
	}
	for _, u := range m.Unnoticed {
		fmt.Fprintf(out, "  %s: %s: %s\n", u.At, u.Kind, source.Printable(u.What))
	}
}

// testJSON is a test run in JSON.
type testJSON struct {
	Passed   int           `json:"passed"`
	Failed   int           `json:"failed"`
	Skipped  int           `json:"skipped"`
	LeftOut  int           `json:"left_out"`
	Cases    []caseJSON    `json:"cases"`
	Coverage *coverageJSON `json:"coverage,omitempty"`
	Mutation *mutation     `json:"mutation,omitempty"`
}

type caseJSON struct {
	Name       string           `json:"name"`
	At         string           `json:"at"`
	Status     string           `json:"status"` // passed, failed or skipped
	Reason     string           `json:"reason,omitempty"`
	Mismatches []suite.Mismatch `json:"mismatches,omitempty"`
}

type coverageJSON struct {
	Figures []suite.Figure `json:"figures"`
	Gaps    []suite.Gap    `json:"gaps"`
	*suite.Coverage
}

func (t *testReport) json() testJSON {
	r := t.run
	made := testJSON{Passed: len(r.cases) - r.failed, Failed: r.failed, Skipped: len(r.skipped), LeftOut: r.leftOut, Cases: []caseJSON{}, Mutation: t.mutation}
	for i, c := range r.cases {
		status := "passed"
		if r.failures[i] != nil {
			status = "failed"
		}
		made.Cases = append(made.Cases, caseJSON{Name: c.Name, At: c.Place(), Status: status, Mismatches: r.failures[i]})
	}
	for _, c := range r.skipped {
		made.Cases = append(made.Cases, caseJSON{Name: c.Name, At: c.Place(), Status: "skipped", Reason: c.Skip})
	}
	if t.coverage != nil {
		made.Coverage = &coverageJSON{t.coverage.Figures(), t.coverage.Gaps(), t.coverage}
	}
	return made
}
