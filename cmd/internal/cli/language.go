package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// speaking are the commands that speak to readers of advice in the language of the
// terminal. The others speak to authors, and show translations when told to.
var speaking = []string{"chiefly", "quiz", "advise", "explain", "brief", "compare"}

// localeOf returns the language of the terminal for a command, or "".
func localeOf(cmd *cobra.Command) wording.Language {
	if !slices.Contains(speaking, cmd.Name()) {
		return ""
	}
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} { // as POSIX ranks them
		if value := os.Getenv(variable); value != "" {
			code, _, _ := strings.Cut(value, "_")
			code, _, _ = strings.Cut(code, ".")
			if wording.IsCode(code) {
				return wording.Language(code)
			}
			return "" // C and POSIX are no languages
		}
	}
	return ""
}

// inLanguage loads content in the language that is set, or in that of the terminal where
// the content has it.
func (s *settings) inLanguage(load func(wording.Language) (*engine.Engine, error)) (*engine.Engine, error) {
	language := wording.Language(s.Lang)
	if language == "" {
		language = s.Locale
	}
	e, err := load(language)
	var unknown *engine.UnknownLanguage
	switch {
	case !errors.As(err, &unknown):
		return e, err
	case s.Lang == "":
		return load("")
	}
	var known []string
	for _, one := range unknown.Known {
		known = append(known, string(one))
	}
	return nil, fail(exitUsage, "the content is in "+wording.English.Join(known), "there is no language %s in the content", source.Quote(s.Lang))
}
