package prompt

import (
	"context"
	"errors"
	"unicode"
	"unicode/utf8"

	"github.com/AlecAivazis/survey/v2/terminal"
)

// Bytes that terminals send for control keys.
const (
	ctrlC     = 0x03
	ctrlD     = 0x04
	bell      = 0x07
	ctrlU     = 0x15
	escape    = 0x1b
	firstText = 0x20
)

// Results of keyFilter.feed that are no key for survey.
const (
	noKey   rune = 0
	backKey rune = -1
)

// keyState says what part of an escape sequence was read last.
type keyState int

const (
	ground      keyState = iota
	afterEscape          // ESC
	inCSI                // ESC [
	inSS3                // ESC O
	inConsoleFn          // ESC [ [, function keys of the Linux console
	inMouse              // ESC [ M, three bytes of a mouse report
	beforeText           // ESC ] or ESC P, perhaps the answer to a query
	inText               // ... which goes on until BEL or ESC \
)

// keyFilter turns the bytes of a terminal into the keys that the lists
// understand, one byte at a time, so that it cannot matter how the bytes were
// split into reads.
//
// It exists because survey ends the prompt on Alt and a letter, puts pieces of
// the sequences it does not know into its search text, and takes Ctrl-D as an
// answer. Keys come out as survey's own single characters (an arrow is one
// control character), never as an escape sequence, so that survey's parser has
// nothing left to misread.
//
// The price is that Esc alone does nothing, and swallows a letter typed after
// it: that is what Alt and the letter look like.
type keyFilter struct {
	state keyState
	plain bool   // the sequence has no parameters so far
	mouse int    // bytes of a mouse report still to come
	drop  bool   // the character being read belongs to Alt
	char  []byte // an unfinished UTF-8 character
}

// feed takes one byte and returns the key it completes, or noKey.
func (f *keyFilter) feed(b byte) rune {
	if b < firstText || b == terminal.KeyDelete {
		return f.control(b)
	}
	switch f.state {
	case afterEscape:
		return f.introduce(b)
	case inCSI, inSS3:
		return f.sequence(b)
	case inConsoleFn:
		f.state = ground
	case inMouse:
		if f.mouse--; f.mouse == 0 {
			f.state = ground
		}
	case beforeText:
		// Replies to queries begin with a digit or a mark. A letter is typed:
		// the person pressed Alt-P or Alt-].
		f.state = ground
		if b > ' ' && b < '@' {
			f.state = inText
			return noKey
		}
		return f.text(b)
	case inText:
	default:
		return f.text(b)
	}
	return noKey
}

// control handles a control character. It ends every sequence and still acts,
// so that Ctrl-C and Enter work whatever came before.
func (f *keyFilter) control(b byte) rune {
	before := f.state
	*f = keyFilter{}
	switch {
	case b == escape:
		f.state = afterEscape
		return noKey
	case b == '\t' && before == afterEscape:
		return backKey // Shift-Tab on the Linux console
	}
	switch b {
	case ctrlC, ctrlD, '\t', '\r', '\n',
		terminal.KeyBackspace, terminal.KeyDelete,
		terminal.KeyArrowUp, terminal.KeyArrowDown, // Ctrl-P and Ctrl-N
		terminal.KeyDeleteWord, terminal.KeyDeleteLine:
		return rune(b)
	case ctrlU:
		return terminal.KeyDeleteLine
	}
	return noKey
}

// introduce handles the byte after ESC.
func (f *keyFilter) introduce(b byte) rune {
	f.state, f.plain = ground, true
	switch b {
	case '[':
		f.state = inCSI
	case 'O':
		f.state = inSS3
	case ']', 'P':
		f.state = beforeText
	default:
		f.drop = true
		return f.text(b)
	}
	return noKey
}

// sequence handles the bytes after ESC [ and ESC O: parameters, then one byte
// that ends the sequence and says what it is.
func (f *keyFilter) sequence(b byte) rune {
	csi, first := f.state == inCSI, f.plain
	f.plain = false
	switch {
	case b < '@':
		return noKey
	case b >= utf8.RuneSelf: // no part of any sequence
		f.state = ground
		return f.text(b)
	}
	f.state = ground
	switch {
	case !first:
		// With parameters: Ctrl and Shift combinations, function keys, paste
		// markers.
		return noKey
	case csi && b == '[':
		f.state = inConsoleFn
	case csi && b == 'M':
		f.state, f.mouse = inMouse, 3
	case csi && b == 'Z':
		return backKey
	}
	return arrows[b]
}

// arrows maps the last byte of an arrow key's sequence to survey's key.
var arrows = map[byte]rune{
	'A': terminal.KeyArrowUp,
	'B': terminal.KeyArrowDown,
	'C': terminal.KeyArrowRight,
	'D': terminal.KeyArrowLeft,
}

// text adds a byte to the character being read and returns the character when
// it is complete. Bytes that are no UTF-8 are dropped.
func (f *keyFilter) text(b byte) rune {
	f.char = append(f.char, b)
	for len(f.char) > 0 && utf8.FullRune(f.char) {
		r, size := utf8.DecodeRune(f.char)
		f.char = f.char[size:]
		dropped := f.drop || r == utf8.RuneError && size == 1
		f.drop = false
		if !dropped {
			return printable(r)
		}
	}
	return noKey
}

// printable returns r if it is text, a plain space for any kind of space, and
// noKey for everything else.
func printable(r rune) rune {
	const nonJoiner, joiner = '\u200c', '\u200d' // part of words and of emoji
	switch {
	case unicode.IsControl(r):
		return noKey
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsPrint(r) || r == nonJoiner || r == joiner:
		return r
	}
	return noKey
}

// textKeys returns the text among the keys of a line.
func textKeys(line []byte) string {
	var filter keyFilter
	var text []rune
	for _, b := range line {
		switch r := filter.feed(b); {
		case r == '\t':
			text = append(text, ' ')
		case r >= firstText && r != terminal.KeyDelete:
			text = append(text, r)
		}
	}
	return string(text)
}

// keyReader is the terminal that survey sees. It gives one key for each Read,
// so that survey has acted on a key before the next is looked at.
//
// Keys that leave the list reach survey as Ctrl-C, which makes it restore the
// terminal; why says what was meant.
type keyReader struct {
	ctx    context.Context
	in     *input
	back   bool // whether Shift-Tab leaves
	filter keyFilter
	why    error
}

// Read waits for a key and puts it into p.
func (k *keyReader) Read(p []byte) (int, error) {
	key, err := k.next()
	if err != nil {
		k.why = err
		key = terminal.KeyInterrupt
	}
	return copy(p, string(key)), nil
}

// Fd returns the descriptor whose mode survey changes.
func (k *keyReader) Fd() uintptr { return k.in.fd() }

// next waits for a key, or for a reason to leave.
func (k *keyReader) next() (rune, error) {
	for {
		b, err := k.in.next(k.ctx)
		if err != nil {
			return noKey, err
		}
		switch key := k.filter.feed(b); key {
		case noKey:
		case backKey:
			if k.back {
				return noKey, ErrBack
			}
		case ctrlC:
			return noKey, ErrInterrupted
		case ctrlD:
			return noKey, ErrClosed
		default:
			return key, nil
		}
	}
}

// reason tells why survey ended without an answer.
func (k *keyReader) reason(err error) error {
	switch {
	case k.why != nil:
		return k.why
	case errors.Is(err, terminal.InterruptErr): // Windows, where survey reads keys itself
		return ErrInterrupted
	}
	return err
}
