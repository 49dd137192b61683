package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/flow"
)

// writeExamples writes each example as an answers file into a folder, which is made if it
// is not there. A file that is there stays as it is: another name is taken, unless it says
// the same.
func (a *app) writeExamples(f *flow.Flow, dir string, p *proof) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("writing examples: %w", err)
	}
	written := 0
	for name, example := range p.examples {
		data := answers.Format(f, &answers.Set{Answers: example})
		path := filepath.Join(dir, name+".yaml")
		if before, err := os.ReadFile(path); err == nil && bytes.Equal(before, data) {
			continue
		}
		if _, err := answers.WriteNew(path, data); err != nil {
			return fmt.Errorf("writing examples: %w", err)
		}
		written++
	}
	fmt.Fprintf(a.Err, "%s written into %s\n", counted(written, "example"), dir)
	return nil
}

// examples visits all examples, with names made of kinds and ids.
func (p *proof) examples(visit func(name string, example flow.Answers) bool) {
	for _, f := range p.Findings {
		ids := slices.DeleteFunc(append(slices.Clone(f.Rules), f.Row, f.Role, f.Verdict, f.Question, f.Option), func(id string) bool { return id == "" })
		if f.answers != nil && !visit(strings.Join(append([]string{string(f.Kind)}, ids...), "-"), f.answers) {
			return
		}
	}
	for _, r := range p.Properties {
		name := "property-" + r.ID
		if r.ID == "" {
			name = fmt.Sprintf("property-line-%d", r.line)
		}
		for i, example := range r.answers {
			side := ""
			if len(r.answers) == 2 {
				side = [...]string{"-less", "-more"}[i]
			}
			if !visit(name+side, example) {
				return
			}
		}
	}
}
