package report

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"chiefly/engine"
)

// Headings and sentences that all formats share.
const (
	whyTitle     = "Why"
	arrangeTitle = "How to arrange it"
	changeTitle  = "What would change it"
	settledTitle = "How settled it is"
	openTitle    = "What is not known and could move the advice"
	roleTitle    = "The role: "
	answersTitle = "Based on these answers"
	sourcesTitle = "Sources"
	noAnswers    = "None: nothing is known yet."
)

// plain returns a text as one line that is safe to show.
func plain(s string) string {
	return strings.Join(strings.Fields(engine.Printable(s)), " ")
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentence puts a full stop after a label that has no such end.
func sentence(s string) string {
	if s == "" || strings.ContainsRune(".?!。？！", lastRune(s)) {
		return s
	}
	return s + "."
}

func lastRune(s string) rune {
	last, _ := utf8.DecodeLastRuneInString(s)
	return last
}

// words turns an id into words: "one_person" is "one person".
func words(id string) string { return strings.ReplaceAll(plain(id), "_", " ") }

// join lists things: a, b and c.
func join(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// more says how much is left out.
func more(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d more %s with --full", n, thing)
}

// publication names a source.
func publication(s engine.Source) string {
	if publisher := plain(s.Publisher); publisher != "" {
		return plain(s.Title) + ", " + publisher
	}
	return plain(s.Title)
}

// vendor warns of a source that has an interest.
func vendor(s engine.Source) string {
	if s.Vendor {
		return "(sells what it recommends)"
	}
	return ""
}

// isWeb reports whether an address is one that a browser can safely follow.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// basedOn says on how many answers the advice rests.
func basedOn(answers int) string {
	if answers == 1 {
		return "Based on 1 answer, which --full shows."
	}
	return fmt.Sprintf("Based on %d answers, which --full lists.", answers)
}

// content says which content gave the advice.
func content(c engine.Content) string {
	const digits = len("sha256:") + 12
	digest := plain(c.Digest)
	name := plain(c.RuleSet)
	if c.Title != "" {
		name = plain(c.Title) + " (" + name + ")"
	}
	return fmt.Sprintf("Content: %s %s, %s", name, plain(c.Version), digest[:min(digits, len(digest))])
}
