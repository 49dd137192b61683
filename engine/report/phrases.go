package report

import (
	"strings"
	"unicode/utf8"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// Headings and sentences that all formats share, in English; see wording.Language.
const (
	whyTitle     = "Why"
	arrangeTitle = "How to arrange it"
	changeTitle  = "What would change it"
	settledTitle = "How settled it is"
	openTitle    = "What is not known and could move the advice"
	roleTitle    = "The role: %s"
	answersTitle = "Based on these answers"
	sourcesTitle = "Sources"
	noAnswers    = "None: nothing is known yet."
)

func lastRune(s string) rune {
	last, _ := utf8.DecodeLastRuneInString(s)
	return last
}

// words turns an id into words: "one_person" is "one person".
func words(id string) string { return strings.ReplaceAll(engine.OneLine(id), "_", " ") }

// publication names a source.
func publication(s engine.Source) string {
	if publisher := engine.OneLine(s.Publisher); publisher != "" {
		return engine.OneLine(s.Title) + ", " + publisher
	}
	return engine.OneLine(s.Title)
}

// vendor warns of a source that has an interest.
func vendor(l wording.Language, s engine.Source) string {
	if s.Vendor {
		return l.Speak("(sells what it recommends)")
	}
	return ""
}

// basedOn says on how many answers the advice rests.
func basedOn(l wording.Language, answers int) string {
	return l.Count(answers, "Based on %d answer, which --full shows.", "Based on %d answers, which --full lists.")
}
