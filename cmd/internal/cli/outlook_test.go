package cli

import (
	"errors"
	"os"
	"testing"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

// An outlook that cannot be had says why, and is no failure.
func TestOutlookThatCannotBeHad(t *testing.T) {
	t.Setenv(cacheVariable, cacheOff)
	e, err := engine.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	var a app
	look := a.outlooks(e, func(*space.Space, flow.Answers) (*engine.Outlook, error) { return nil, errors.New("too large") })
	if got := look(flow.Answers{}); got == nil || got.Unavailable != "too large" || got.Recommendation != nil {
		t.Errorf("%+v", got)
	}
}
