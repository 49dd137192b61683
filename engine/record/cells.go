package record

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// cells takes a CSV record apart.
type cells struct {
	record []byte
	text   []byte // of the present cell, without its quotes; valid until the next one
	start  int    // where the present cell begins
	end    int    // where the comma after it stands, or len(record)
	buffer []byte // of a text that does not stand in the record as it is

	// What is wrong with the quoting, and where. There is no cell after it.
	wrong, hint string
	at          int
}

// reset begins with a record. A byte order mark before it is dropped.
func (c *cells) reset(record []byte) {
	*c = cells{record: bytes.TrimPrefix(record, byteOrderMark), end: -1, buffer: c.buffer}
}

// more reports whether there is a cell after the present one. An empty record has
// one cell, which is empty.
func (c *cells) more() bool { return c.end < len(c.record) }

// next goes to the next cell, and reports whether there is one that is sound.
func (c *cells) next() bool {
	if !c.more() || c.wrong != "" {
		return false
	}
	c.start = c.end + 1
	if c.start < len(c.record) && c.record[c.start] == '"' {
		return c.quoted()
	}
	c.end = bareEnd(c.record, c.start)
	c.text = c.record[c.start:c.end]
	if c.end < len(c.record) && c.record[c.end] == '"' {
		return c.fail(c.end, "a quote stands within the cell", `put the whole cell into quotes and double the quotes in it, as in "the ""best"" one"`)
	}
	return true
}

// quoted reads a cell in quotes.
func (c *cells) quoted() bool {
	c.end = closing(c.record, c.start+1)
	switch {
	case c.end < 0:
		return c.fail(c.start, "the quote is opened here and not closed", "close it, and double the quotes within the cell")
	case c.end < len(c.record) && c.record[c.end] != ',':
		return c.fail(c.end, "there is more after the closing quote", "double the quotes within the cell")
	}
	c.text = c.record[c.start+1 : c.end-1]
	if bytes.IndexByte(c.text, '"') >= 0 || bytes.IndexByte(c.text, '\r') >= 0 {
		c.unescape()
	}
	return true
}

// unescape makes one quote of two, and a line feed of a line break of two
// characters.
func (c *cells) unescape() {
	c.buffer = c.buffer[:0]
	for i := 0; i < len(c.text); i++ {
		b := c.text[i]
		if b == '\r' && i+1 < len(c.text) && c.text[i+1] == '\n' {
			continue
		}
		c.buffer = append(c.buffer, b)
		if b == '"' {
			i++
		}
	}
	c.text = c.buffer
}

func (c *cells) fail(at int, wrong, hint string) bool {
	c.at, c.wrong, c.hint = at, wrong, hint
	return false
}

// place returns the place of an offset: the line from 0, the column from 1 in
// characters.
func (c *cells) place(offset int) (line, column int) {
	before := c.record[:offset]
	line = bytes.Count(before, []byte{'\n'})
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// bareEnd returns where a cell without quotes ends, or a quote stands in it.
func bareEnd(data []byte, p int) int {
	for ; p+8 <= len(data); p += 8 {
		word := binary.LittleEndian.Uint64(data[p:])
		if found := zeros(word^','*ones) | zeros(word^'"'*ones); found != 0 {
			return p + bits.TrailingZeros64(found)/8
		}
	}
	for p < len(data) && data[p] != ',' && data[p] != '"' {
		p++
	}
	return p
}
