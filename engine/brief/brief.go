// Package brief makes hiring briefs: what a search firm and its candidates need to know
// about a role that an advice is to fill, drawn from the reasons that fired. Where a role
// is not to be filled, the brief is of what to do instead.
//
// What a brief says about reasons comes from the content; see rule.Brief.
package brief

import (
	"errors"
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// None is what to ask for in place of a role where nobody is to be hired.
const None = "none"

// ErrHires is the error for a brief of nobody where the advice is to hire somebody.
var ErrHires = errors.New("the advice is to hire somebody, so there is no brief for nobody")

// Of returns the brief for a role of an advice, or for [None]. The advice should have its
// Briefing; with its Outlook the brief of a role that is not needed says when to look
// again. It fails where there is no such role, and for None where somebody is to be hired.
func Of(a *engine.Advice, role string) (document.Document, error) {
	w := writer{advice: a, language: a.Language, numbers: map[string]int{}, briefing: a.Briefing}
	if w.briefing == nil {
		w.briefing = &engine.Briefing{}
	}
	w.role = a.Roles.Role(role)
	switch {
	case w.role == nil && role != None:
		return document.Document{}, unknown(a, role)
	case w.role == nil && len(a.Hired()) > 0:
		return document.Document{}, ErrHires
	case w.role != nil && w.role.Needed():
		return w.filled(), nil
	}
	return w.instead(), nil
}

func unknown(a *engine.Advice, role string) error {
	ids := []string{None}
	for _, r := range a.Roles {
		ids = append(ids, r.ID)
	}
	message := "there is no role " + source.Quote(role)
	if hint := source.Suggest(role, ids); hint != "" {
		message += "; " + hint
	}
	return errors.New(message)
}

// A writer writes one brief.
type writer struct {
	advice   *engine.Advice
	briefing *engine.Briefing
	role     *engine.Role // nil for nobody
	language wording.Language
	sections []document.Section
	sources  []document.Source
	numbers  map[string]int // of sources, by id
}

func (w *writer) speak(english string, args ...any) string {
	return w.language.Speak(english, args...)
}

// add adds a section, unless there is nothing in it.
func (w *writer) add(id, title string, blocks ...document.Block) {
	var kept []document.Block
	for _, b := range blocks {
		if l, isList := b.(document.List); isList && len(l.Items) == 0 {
			continue
		}
		kept = append(kept, b)
	}
	if len(kept) > 0 {
		w.sections = append(w.sections, document.Section{ID: id, Title: title, Blocks: kept})
	}
}

// document returns what has been written.
func (w *writer) document(kind, title string, lead ...document.Text) document.Document {
	return document.Document{Language: w.language, Kind: kind, For: engine.OneLine(w.advice.Organisation), Title: title, Lead: lead, Sections: w.sections, Sources: w.sources,
		Foot: []string{engine.OneLine(w.advice.Content.Text(w.language))}}
}

// organisation is the name of the organisation, or what stands for it.
func (w *writer) organisation() string {
	if name := engine.OneLine(w.advice.Organisation); name != "" {
		return name
	}
	return w.speak("the organisation")
}

// cite numbers sources in the order in which they are first cited.
func (w *writer) cite(ids []string) []int {
	var numbers []int
	for _, id := range ids {
		for _, s := range w.advice.Sources {
			if s.ID != id {
				continue
			}
			if w.numbers[id] == 0 {
				remark := ""
				if s.Vendor {
					remark = strings.Trim(w.speak("(sells what it recommends)"), "()")
				}
				w.sources = append(w.sources, document.Source{Title: s.Title, Publisher: s.Publisher, Address: s.Address, Remark: remark})
				w.numbers[id] = len(w.sources)
			}
			numbers = append(numbers, w.numbers[id])
		}
	}
	return numbers
}

// cited is a text with sources.
func (w *writer) cited(text string, sources []string) document.Text {
	return document.Text{{Text: text, Cites: w.cite(sources)}}
}

// list makes a list of texts, a line each.
func list(texts []string) document.List {
	var l document.List
	for _, text := range texts {
		l.Items = append(l.Items, document.Item{Text: document.Plain(text)})
	}
	return l
}

// sentence makes a sentence of a phrase.
func sentence(phrase string) string {
	if phrase == "" {
		return ""
	}
	return fmt.Sprintf("%s.", wording.Capital(strings.TrimSuffix(phrase, ".")))
}
