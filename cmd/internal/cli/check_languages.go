package cli

import (
	"cmp"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// untranslated returns the texts that translations of content lack. It fails where one
// cannot be read.
func (c *checking) untranslated(t target, e *engine.Engine) ([]wording.Missing, error) {
	missing := e.Untranslated()
	for _, language := range e.Languages() {
		if language == cmp.Or(e.Language(), wording.English) {
			continue
		}
		in := *t.settings
		in.Lang = string(language)
		translated, err := c.app.loadNow(&in)
		if err != nil {
			return nil, err
		}
		missing = append(missing, translated.Untranslated()...)
	}
	return missing, nil
}
