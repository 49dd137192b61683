package record

import "bytes"

// Complete returns the length of the longest prefix of data that is made of
// whole records with their line breaks, 0 when there is none. Data begins at the
// start of a record. With atEOF nothing comes after it, and all of it is whole.
//
// A JSON record ends at its line break. A CSV record ends at the first line
// break outside of quotes, which stand around cells; but where its quoting is
// broken, or such a line break is not found within MaxRecord bytes, it ends at
// the first line break of all: so a quote that is opened and never closed spoils
// the line it stands on and no other. (Two such quotes may look like the two ends
// of one long cell; then they are.) A carriage return alone ends no line.
//
// It follows that when data is longer than MaxRecord and Complete returns 0,
// there is no line break in data. The record is too long to be read; the caller
// drops everything up to the next line feed.
//
// Whatever the pieces in which a stream arrives, the records are the same.
func Complete(f Format, data []byte, atEOF bool) int {
	if atEOF {
		return len(data)
	}
	if f == JSON {
		return bytes.LastIndexByte(data, '\n') + 1
	}
	whole := 0
	for {
		// No line before the next quote can be anything but a record.
		at := bytes.IndexByte(data[whole:], '"')
		if at < 0 {
			return whole + bytes.LastIndexByte(data[whole:], '\n') + 1
		}
		whole += bytes.LastIndexByte(data[whole:whole+at], '\n') + 1
		length := csvRecord(data[whole:], false)
		if length == 0 {
			return whole
		}
		whole += length
	}
}

// Next cuts the first record off a chunk as Complete returns it: the record
// without its line break, the rest, and how many lines the record took.
func Next(f Format, chunk []byte) (record, rest []byte, lines int) {
	length := bytes.IndexByte(chunk, '\n') + 1
	if length == 0 {
		length = len(chunk)
	}
	if f == CSV && bytes.IndexByte(chunk[:length], '"') >= 0 {
		length = csvRecord(chunk, true)
	}
	record, rest = bytes.TrimSuffix(chunk[:length], []byte{'\n'}), chunk[length:]
	return bytes.TrimSuffix(record, []byte{'\r'}), rest, 1 + bytes.Count(record, []byte{'\n'})
}

// csvRecord returns the length of the first record with its line break, or 0
// where that depends on what comes after data.
func csvRecord(data []byte, atEOF bool) int {
	window := data[:min(len(data), MaxRecord)]
	end, state := csvEnd(window)
	switch {
	case state == ended:
		return end
	case state == broken || len(window) < len(data):
	case !atEOF:
		return 0
	case state == between:
		return len(data)
	}
	if first := bytes.IndexByte(data, '\n') + 1; first > 0 || !atEOF {
		return first
	}
	return len(data)
}

// A state is where a look for the end of a CSV record has come to.
type state uint8

const (
	ended   state = iota
	between       // outside of quotes, at the end of the data
	inside        // in quotes, at the end of the data
	broken        // at a quote that neither opens nor closes a cell
)

// csvEnd looks for the first line break outside of quotes, and returns where the
// line after it begins.
func csvEnd(data []byte) (int, state) {
	p := 0
	if bytes.HasPrefix(data, byteOrderMark) {
		p = len(byteOrderMark)
	}
	for p < len(data) {
		if data[p] == '"' {
			if p = closing(data, p+1); p < 0 {
				return 0, inside
			}
			if p < len(data) && data[p] == '\r' {
				p++
				if p < len(data) && data[p] != '\n' {
					return 0, broken
				}
			}
			if p < len(data) && data[p] != ',' && data[p] != '\n' {
				return 0, broken
			}
		} else {
			p = bare(data, p)
			if p < len(data) && data[p] == '"' {
				return 0, broken
			}
		}
		if p < len(data) && data[p] == '\n' {
			return p + 1, ended
		}
		p++ // the comma
	}
	return 0, between
}

// closing returns what comes after the quote that closes a cell, or -1.
func closing(data []byte, p int) int {
	for {
		next := bytes.IndexByte(data[p:], '"')
		if next < 0 {
			return -1
		}
		p += next + 1
		if p == len(data) || data[p] != '"' {
			return p
		}
		p++
	}
}

// bare returns where a cell without quotes ends, or a quote stands in it.
func bare(data []byte, p int) int {
	for p < len(data) && data[p] != ',' && data[p] != '\n' && data[p] != '"' {
		p++
	}
	return p
}
