package cli

import (
	"errors"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
	"chiefly/engine/source"
)

// load reads the content that the settings name: the built-in one, a folder in
// its place, or single files in place of either.
func (a *app) load(s *settings) (*engine.Engine, error) {
	e, err := content.Choice{Dir: s.Content, Questions: s.Questions, Rules: s.Rules, Population: s.Population}.Load()
	var problems source.List
	if err != nil && !errors.As(err, &problems) {
		return nil, fail(exitInvalid, "", "%w", err)
	}
	return e, err
}
