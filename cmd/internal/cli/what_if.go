package cli

import (
	"errors"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/compare"
	"chiefly/engine/flow"
)

// addWhatIf declares the flag that tries answers out.
func (a *app) addWhatIf(cmd *cobra.Command, assignments *[]string) {
	cmd.Flags().StringArrayVar(assignments, "what-if", nil, "show the advice before and after it had this answer, as `id=value`; may be repeated")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("what-if", a.completeAssignment))
}

// chooseWhatIf makes a comparison of the advice, if answers are tried out.
func (a *app) chooseWhatIf(cmd *cobra.Command, s *settings, o *output, files, assignments []string) error {
	switch {
	case len(assignments) == 0:
		return nil
	case len(files) > 1:
		return wrongUsage(cmd, errors.New("--what-if tries answers out for one organisation: name one file"))
	case cmd.Flags().Changed("picture"):
		return wrongUsage(cmd, errors.New("--what-if shows an advice before and after: leave --picture out"))
	}
	name := ""
	if len(files) == 1 {
		name = stem(files[0])
	}
	compared, err := a.comparisonSettings(cmd, o, name)
	if err == nil {
		s.Format = compared.Format
	}
	return err
}

// whatIf writes the advice for a set of answers before and after some are tried out.
func (a *app) whatIf(s *settings, o *output, e *engine.Engine, set *answers.Set, assignments []string, without bool) error {
	tried, err := a.readWhatIf(e, set, assignments)
	if err != nil {
		return err
	}
	l := e.Language()
	c := compare.Of(e, a.spaceOrNone(e, without), compare.WhatIf, compare.Answers{Name: l.Speak("Now"), Answers: set.Answers}, compare.Answers{Name: l.Speak("What if"), Answers: tried})
	c.Organisation = set.Organisation
	return a.writeComparison(s, o, stem(set.File), c)
}

// readWhatIf lays answers that are tried out over those of a set.
func (a *app) readWhatIf(e *engine.Engine, set *answers.Set, assignments []string) (flow.Answers, error) {
	const flag = "--what-if"
	tried, err := (&answers.Reader{Flow: e.Flow(), Set: assignments, Flag: flag}).Read(nil)
	if err != nil {
		return nil, err
	}
	if tried.Organisation != "" {
		return nil, fail(exitUsage, "--set "+answers.OrganisationKey+"=NAME names it", "%s: the name of the organisation decides nothing", flag)
	}
	after := maps.Clone(set.Answers)
	maps.Copy(after, tried.Answers)
	laid := &answers.Set{File: flag, Answers: after}
	if err := missing(e, []*answers.Set{laid}); err != nil {
		return nil, err
	}
	parked := e.Session(after).Parked()
	if slices.ContainsFunc(parked, func(q *flow.Question) bool { _, given := tried.Answers[q.ID]; return given }) {
		a.noteParked(e, laid)
	}
	return after, nil
}
