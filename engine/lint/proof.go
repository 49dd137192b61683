package lint

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

var proof = &Check{
	Name:     "proof",
	Severity: Warning,
	Doc: Doc{
		Finds: "what is proven over all possible answers: rules that never fire or decide nothing, and more",
		Avoid: `
rules:
  - id: young_and_large
    when: stage == "idea" and headcount >= 50
    rule_out: [cio]
    because: You are only an idea, and order can wait.
    sources: [own_experience]
  - id: any_idea
    when: stage == "idea"
    rule_out: [cio]
    because: You are only an idea, and order can wait.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: any_idea
    when: stage == "idea"
    rule_out: [cio]
    because: You are only an idea, and order can wait.
    sources: [own_experience]
`,
		Why: `The other checks read the text. This one looks at every set of answers that the
questions allow, so it finds what only comes from several rules together.
chiefly prove shows the same with examples.`,
	},
	run: func(p *pass) error {
		if p.Space == nil {
			return nil
		}
		found, err := p.Space.Findings()
		var unproven space.Unproven
		if err != nil && !errors.As(err, &unproven) {
			return err
		}
		for _, f := range found {
			p.proven(f)
		}
		for _, f := range unproven {
			p.addAt(f, Advice, "it takes too much effort to tell whether "+f.String(), "chiefly test tries the cases that you name")
		}
		return nil
	},
}

// proven reports what is found in all answers, with the answers that show it.
func (p *pass) proven(f space.Finding) {
	hint := f.Remedy()
	if f.Example != nil {
		hint += "; for instance with " + p.example(f.Example)
	}
	p.addAt(f, p.check.Severity, f.String(), hint)
}

// addAt adds a finding at what is found, unless another check has found the cause of it
// there already.
func (p *pass) addAt(f space.Finding, severity Severity, message, hint string) {
	entries := p.entriesOf(f)
	if slices.ContainsFunc(entries, p.explained) {
		return
	}
	at := entries[0]
	switch option := at.Get("options"); {
	case f.Kind == space.OptionIsMoot:
		at = id(option.Items[f.Option])
	case id(at) != nil:
		at = id(at)
	}
	p.add(at.Diagnose(message, hint))
	p.found[len(p.found)-1].Severity = severity
}

// explained reports whether an earlier check has found a cause in an entry.
func (p *pass) explained(entry *source.Node) bool {
	last := lastLine(entry)
	return slices.ContainsFunc(p.causes, func(f Finding) bool {
		return f.File == entry.File.Name && entry.Pos.Line <= f.Pos.Line && f.Pos.Line <= last
	})
}

// lastLine returns the line on which the last scalar of a node ends.
func lastLine(n *source.Node) int {
	last := n.At(utf8.RuneCountInString(n.Value)).Line
	for _, item := range n.Items {
		last = max(last, lastLine(item))
	}
	return last
}

// example writes answers in the order of the questions.
func (p *pass) example(answers flow.Answers) string {
	var parts []string
	for _, q := range p.Flow.Questions {
		if a, given := answers[q.ID]; given {
			parts = append(parts, q.ID+"="+q.Format(a))
		}
	}
	if parts == nil {
		return "nothing known"
	}
	return strings.Join(parts, ", ")
}

// entriesOf returns the entries that a finding is about, the first one first; at least one.
func (p *pass) entriesOf(f space.Finding) []*source.Node {
	var found []*source.Node
	switch {
	case f.Rules != nil:
		for _, r := range f.Rules {
			found = append(found, entry(p.RuleTree.Get("rules"), r.ID)...)
		}
	case f.Row != nil:
		found = entry(p.RuleTree.Get("arrangements"), f.Row.ID)
	case f.Question != nil:
		found = entry(p.FlowTree.Get("questions"), f.Question.ID)
	case f.Role != nil:
		found = entry(p.RuleTree.Get("roles"), f.Role.ID)
	}
	return append(found, p.RuleTree)[:max(1, len(found))]
}

// entry returns the item of a list with an id.
func entry(list *source.Node, name string) []*source.Node {
	for _, n := range list.List() {
		if node := id(n); node != nil && node.Value == name {
			return []*source.Node{n}
		}
	}
	return nil
}
