package cli

import (
	"errors"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
	"chiefly/engine/source"
)

// load reads the content that the settings name: the built-in one, a folder in
// its place, or single files in place of either. While it is broken, a command that
// runs again at each save gets the last that was good.
func (a *app) load(s *settings) (*engine.Engine, error) {
	e, err := a.loadNow(s)
	return a.kept.content.or(a, e, err)
}

// loadNow reads the content that the settings name as it is now.
func (a *app) loadNow(s *settings) (*engine.Engine, error) {
	choice := content.Choice{Dir: s.Content, Questions: s.Questions, Rules: s.Rules, Population: s.Population}
	e, err := s.inLanguage(choice.LoadIn)
	var problems source.List
	var usage *failure
	if err != nil && !errors.As(err, &problems) && !errors.As(err, &usage) {
		return nil, fail(exitInvalid, "", "%w", err)
	}
	a.kept.readFrom(e)
	return e, err
}
