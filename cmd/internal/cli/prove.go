package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

const proveLong = `Looks at every set of answers that the questions allow, and reports what the
author of the rules may not have meant: rules that never fire, fire always or
decide nothing, rules that others make needless or that contradict each other,
verdicts and arrangements that nobody gets, answers for which the arrangements
say nothing, questions and options on which nothing depends. What it reports is
proven; what it does not report of these does not exist, but for options that
matter only because fewer others can be picked.

It then proves or refutes the properties of the rule file: what its author holds
to be so for all answers.

Each finding comes with an example, as few answers as possible that show it.
With --examples each is written into a folder as an answers file.

It ends with 1 where it finds something, refutes a property or cannot tell.`

func (a *app) proveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "prove",
		Short:   "Look for mistakes in the rules over all possible answers",
		Long:    proveLong,
		Example: "  chiefly prove --rules mine.yaml --examples found",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.prove(cmd) },
	}
	addSpaceFlags(cmd)
	cmd.Flags().Bool("all", false, "list what is proven too: properties, and which rules fire only where others do")
	cmd.Flags().String("examples", "", "write each example as an answers file into a `folder`")
	cobra.CheckErr(cmd.MarkFlagDirname("examples"))
	return cmd
}

// spaceFormats are those of what is said about all answers.
var spaceFormats = []string{"text", "json"}

func addSpaceFlags(cmd *cobra.Command) {
	addSettings(cmd, contentSettings...)
	cmd.Flags().String("format", "text", "write the result as `format`: text or json")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(spaceFormats, cobra.ShellCompDirectiveNoFileComp)))
}

// loadSpace loads the content of a command and compiles its answer space.
func (a *app) loadSpace(cmd *cobra.Command) (*settings, *engine.Engine, *space.Space, error) {
	s, err := a.settings(cmd)
	if err != nil {
		return nil, nil, nil, err
	}
	if format := cmd.Flags().Lookup("format"); format.Changed && s.Format == "markdown" {
		return nil, nil, nil, wrongUsage(cmd, errors.New("--format: this is text or json"))
	}
	e, err := a.load(s)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := a.space(e)
	return s, e, all, spaceError(err)
}

func spaceError(err error) error {
	if errors.Is(err, space.ErrBudget) || errors.Is(err, space.ErrPoints) {
		return fail(exitInvalid, "fewer rules for each role, or fewer questions, make it smaller", "%w", err)
	}
	return err
}

// A proof is all that prove finds, in JSON.
type proof struct {
	Findings     []finding     `json:"findings"`
	Unproven     []finding     `json:"unproven,omitempty"` // what may be so: it takes too much effort to tell
	Properties   []property    `json:"properties"`
	Implications []implication `json:"implications"`
	AnswerSets   string        `json:"answer_sets"`
	Nodes        int           `json:"nodes"` // of diagrams
}

// A property is one of the rule file in JSON.
type property struct {
	ID       string           `json:"id,omitempty"`
	Property string           `json:"property"`
	Status   space.Status     `json:"status"`
	Because  string           `json:"because,omitempty"`
	At       string           `json:"at"`
	Examples []map[string]any `json:"examples,omitempty"` // answers files; two where more of something is compared with less

	answers []flow.Answers
	line    int
}

// An implication says that a rule fires only where another one does that speaks the same
// way for some role.
type implication struct {
	Rule    string `json:"rule"`
	Implied string `json:"implied"`
}

func (a *app) prove(cmd *cobra.Command) error {
	s, e, all, err := a.loadSpace(cmd)
	if err != nil {
		return err
	}
	p, err := newProof(e, all)
	if err != nil {
		return spaceError(err)
	}
	var out bytes.Buffer
	if s.Format == "json" {
		if err := writeJSON(&out, p); err != nil {
			return err
		}
	} else {
		listed, err := cmd.Flags().GetBool("all")
		if err != nil {
			return err
		}
		p.write(&out, e, all, listed)
	}
	if _, err := a.Out.Write(out.Bytes()); err != nil {
		return err
	}
	if dir := cmd.Flags().Lookup("examples"); dir.Changed {
		if err := a.writeExamples(e.Flow(), dir.Value.String(), p); err != nil {
			return err
		}
	}
	return p.failure()
}

// newProof finds everything out.
func newProof(e *engine.Engine, all *space.Space) (*proof, error) {
	p := &proof{Findings: []finding{}, Properties: []property{}, Implications: []implication{}, AnswerSets: all.Count().String()}
	found, err := all.Findings()
	var unproven space.Unproven
	if err != nil && !errors.As(err, &unproven) {
		return nil, err
	}
	for _, f := range found {
		p.Findings = append(p.Findings, newFinding(e, f))
	}
	for _, f := range unproven {
		p.Unproven = append(p.Unproven, newFinding(e, f))
	}
	results, err := all.Properties()
	if err != nil && !errors.Is(err, space.ErrUnproven) {
		return nil, err
	}
	for _, r := range results {
		made := property{ID: r.Property.ID, Property: r.Property.String(), Status: r.Status, Because: r.Property.Because,
			At: r.Property.File.Place(r.Property.At), answers: r.Examples, line: r.Property.At.Line}
		for _, example := range r.Examples {
			made.Examples = append(made.Examples, valuesOf(e.Flow(), example))
		}
		p.Properties = append(p.Properties, made)
	}
	implications, err := all.Implications()
	for _, i := range implications {
		p.Implications = append(p.Implications, implication{i.Rule.ID, i.Implied.ID})
	}
	p.Nodes = all.Nodes()
	return p, err
}

// of counts the properties of a status.
func (p *proof) of(status space.Status) int {
	n := 0
	for _, property := range p.Properties {
		if property.Status == status {
			n++
		}
	}
	return n
}

// failure says how much has been found, or nil for nothing.
func (p *proof) failure() error {
	var parts []string
	if n := len(p.Findings); n > 0 {
		parts = append(parts, counted(n, "finding"))
	}
	if n := p.of(space.Refuted); n > 0 {
		parts = append(parts, countedProperties(n)+" refuted")
	}
	if n := len(p.Unproven) + p.of(space.Unsettled); n > 0 {
		parts = append(parts, fmt.Sprintf("%d that cannot be told: it takes too much effort", n))
	}
	if len(parts) == 0 {
		return nil
	}
	return fail(exitFindings, "", "%s", strings.Join(parts, ", "))
}

func countedProperties(n int) string {
	if n == 1 {
		return "1 property"
	}
	return fmt.Sprintf("%d properties", n)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func writeJSON(out *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
