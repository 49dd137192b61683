package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/picture"
)

// The pictures of an advice.
const (
	scoresPicture = "scores"
	orgPicture    = "org"
	growthPicture = "growth"
)

var picturesKnown = []string{scoresPicture, orgPicture, growthPicture}

// addPicture declares the flag that asks for a picture in place of a report.
func addPicture(cmd *cobra.Command, kind *string) {
	cmd.Flags().StringVar(kind, "picture", "", "draw this `picture` as SVG in place of the report: "+strings.Join(picturesKnown, ", "))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("picture", cobra.FixedCompletions(picturesKnown, cobra.ShellCompDirectiveNoFileComp)))
}

// choosePicture makes SVG the format, if a picture is asked for.
func choosePicture(cmd *cobra.Command, s *settings, o *output, kind string) error {
	asked := cmd.Flags().Lookup("picture")
	switch {
	case !asked.Changed:
		return nil
	case !slices.Contains(picturesKnown, kind):
		return wrongUsage(cmd, fmt.Errorf("--picture: %w", noSuch("picture", kind, picturesKnown)))
	case cmd.Flags().Changed("format"):
		return wrongUsage(cmd, errors.New("--picture draws SVG: leave --format out"))
	}
	s.Format, o.formats = "svg", []string{"svg"}
	return nil
}

// writePictures draws one picture of each organisation.
func (a *app) writePictures(o *output, e *engine.Engine, sets []*answers.Set, kind string) error {
	var drawings []string
	for _, set := range sets {
		p, err := pictureOf(e, set, kind)
		if err != nil {
			return err
		}
		drawings = append(drawings, p.SVG())
	}
	for i, set := range sets {
		if err := a.writeResult(o, o.file(stem(set.File), "svg"), "svg", []byte(drawings[i])); err != nil {
			return err
		}
	}
	return nil
}

func pictureOf(e *engine.Engine, set *answers.Set, kind string) (picture.Picture, error) {
	switch kind {
	case scoresPicture:
		return picture.Scores(e.Advise(set.Answers)), nil
	case orgPicture:
		return picture.Organisation(e.Advise(set.Answers)), nil
	}
	path := growth(e, set.Answers)
	if path == nil {
		return picture.Picture{}, fail(exitUsage, "draw scores or org", "%snone of the questions that are asked takes a number to grow along", where(set))
	}
	return picture.Growth(path), nil
}
