// Package document writes what people hand over, such as a report to a board or a hiring
// brief: as a page for a browser, as a PDF, and as Markdown.
//
// A [Document] says what there is to read and see, and each writer how it looks in one
// format, so that all formats of a document say the same. Its texts are other people's:
// the writers escape them.
package document

import (
	"chiefly/engine/picture"
	"chiefly/engine/wording"
)

// A Document is read from the top: what it comes to, then why, then what to look up.
type Document struct {
	Language wording.Language
	Kind     string // what it is, such as "Advice" or "Hiring brief"
	For      string // the organisation, if it has a name
	Title    string // what it comes to, in one sentence
	Lead     []Text // paragraphs below it
	Sections []Section
	Sources  []Source // by the numbers in texts, from 1
	Foot     []string // lines such as the version of the content
}

// A Section is a part with a title of its own.
type Section struct {
	ID     string // where links lead; unique, of lower-case letters, digits and hyphens
	Title  string
	Blocks []Block
}

// A Block is a part of a section: a Heading, Paragraph, List, Table, Figure or Callout.
type Block interface{ block() }

// A Heading is the title of what follows in a section.
type Heading struct{ Text string }

// A Paragraph is running text.
type Paragraph struct {
	Text  Text
	Muted bool // it explains, and matters less
}

// A List is items, one below the other.
type List struct {
	Numbered bool
	Items    []Item
}

// An Item is a text with what it is about.
type Item struct {
	Label string // with its full stop, or a mark such as +40; may be empty
	Text  Text
	Tone  Tone
}

// A Table is rows of cells. Each row has as many as the head.
type Table struct {
	Caption string
	Head    []string
	Numbers []bool // by column: whether it holds numbers, which are set to the right
	Rows    [][]Text
}

// A Figure is a picture with a caption.
type Figure struct {
	Picture picture.Picture
	Caption string
	Told    bool // what stands beside it tells the same, so that it goes only where it can be drawn
}

// A Callout is what must not be missed.
type Callout struct {
	Title string
	Text  Text
	Tone  Tone
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Figure) block()    {}
func (Callout) block()   {}

// A Tone says what a text is in favour of.
type Tone uint8

// The tones.
const (
	Neutral Tone = iota
	For
	Against
	Notable
)

// A Text is spans one after the other.
type Text []Span

// A Span is a piece of text that looks the same throughout.
type Span struct {
	Text   string
	Strong bool
	Code   bool
	Link   string // an address, or # and the id of a section
	Cites  []int  // numbers of sources, which follow the text
}

// Plain makes a text that looks like its surroundings.
func Plain(text string) Text { return Text{{Text: text}} }

// A Source is a publication.
type Source struct {
	Title     string
	Publisher string
	Address   string
	Remark    string // such as "sells what it recommends"
}
