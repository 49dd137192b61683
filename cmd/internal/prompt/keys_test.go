package prompt

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
)

// keysOf returns the keys for input, in a notation that reads well: text as it
// is, everything else in angle brackets.
func keysOf(input string) string {
	names := map[rune]string{
		backKey: "<back>", ctrlC: "<ctrl-c>", ctrlD: "<ctrl-d>", '\t': "<tab>", '\r': "<enter>", '\n': "<enter>",
		'\b': "<bs>", 0x7f: "<bs>", 0x10: "<up>", 0x0e: "<down>", 0x06: "<right>", 0x02: "<left>",
		0x17: "<word>", 0x18: "<clear>",
	}
	var filter keyFilter
	var out strings.Builder
	for _, b := range []byte(input) {
		switch key := filter.feed(b); {
		case key == noKey:
		case names[key] != "":
			out.WriteString(names[key])
		default:
			out.WriteRune(key)
		}
	}
	return out.String()
}

func TestKeyFilter(t *testing.T) {
	tests := []struct{ name, input, want string }{
		{"text", "abc 12", "abc 12"},
		{"wide and composed text", "日本 é e\u0301", "日本 é e\u0301"},
		{"other spaces", "3\u00a0000\u202f000", "3 000 000"},
		{"arrows", "\x1b[A\x1b[B\x1b[C\x1b[D", "<up><down><right><left>"},
		{"application arrows", "\x1bOA\x1bOB\x1bOC\x1bOD", "<up><down><right><left>"},
		{"emacs arrows", "\x10\x0e", "<up><down>"},
		{"enter and editing", "\r\n\t\b\x7f\x17\x18\x15", "<enter><enter><tab><bs><bs><word><clear><clear>"},
		{"leaving", "\x03\x04", "<ctrl-c><ctrl-d>"},
		{"shift-tab", "\x1b[Zx", "<back>x"},
		{"shift-tab on the Linux console", "\x1b\tx", "<back>x"},
		{"survey's own codes for other keys", "a\x01\x02\x06\x11\x12\x00b", "ab"},
		{"alt and a letter", "\x1bxa\x1bPb\x1b]c", "abc"},
		{"alt and a wide letter", "\x1b日a", "a"},
		{"alt and a bad byte", "\x1b\xffa", "a"},
		{"alt and enter", "\x1b\r", "<enter>"},
		{"esc, then ctrl-c", "\x1b\x03", "<ctrl-c>"},
		{"esc twice, then an arrow", "\x1b\x1b[A", "<up>"},
		{"ctrl and shift arrows", "\x1b[1;5C\x1b[1;2A\x1b[5Da", "a"},
		{"rxvt arrows", "\x1b[a\x1bOax", "x"},
		{"function keys", "\x1bOP\x1b[15~\x1b[24~\x1b[[Aa", "a"},
		{"home, end, delete, page", "\x1b[H\x1b[F\x1b[1~\x1b[3~\x1b[5~\x1b[6~a", "a"},
		{"bracketed paste", "\x1b[200~ab\x1b[201~c", "abc"},
		{"focus and kitty keys", "\x1b[I\x1b[O\x1b[97;5ua", "a"},
		{"SGR mouse", "\x1b[<0;10;20Ma", "a"},
		{"X10 mouse", "\x1b[M !!a", "a"},
		{"cursor report", "\x1b[12;40Ra", "a"},
		{"colour report", "\x1b]11;rgb:0000/0000/0000\x07a", "a"},
		{"colour report with ST", "\x1b]11;rgb:0000/0000/0000\x1b\\a", "a"},
		{"terminal version", "\x1bP>|tmux 3.4\x1b\\a", "a"},
		{"report cut short by enter", "\x1b]11;rgb\ra", "<enter>a"},
		{"sequence cut short by ctrl-c", "\x1b[1;\x03", "<ctrl-c>"},
		{"sequence cut short by text", "\x1b[1é", "é"},
		{"bad UTF-8", "a\xff\xc3b\xe3\x81c", "abc"},
		{"C1 controls", "a\u009bb", "ab"},
		{"unfinished", "a\x1b[1;", "a"},
	}
	for _, test := range tests {
		if got := keysOf(test.input); got != test.want {
			t.Errorf("%s: keys of %q are %s, want %s", test.name, test.input, got, test.want)
		}
	}
}

// readKeys runs input through a keyReader as survey would.
func readKeys(source io.Reader, back bool) (string, error) {
	reader := &keyReader{ctx: context.Background(), in: newInput(source), back: back}
	var got strings.Builder
	buffer := make([]byte, 64)
	for reader.why == nil {
		n, err := reader.Read(buffer)
		if err != nil {
			return got.String(), err
		}
		got.Write(buffer[:n])
	}
	return got.String(), reader.why
}

func TestKeyReader(t *testing.T) {
	tests := []struct {
		name, input string
		back        bool
		want        string
		why         error
	}{
		{"back", "a\x1b[Zb", true, "a\x03", ErrBack},
		{"back not offered", "a\x1b[Zb", false, "ab\x03", ErrClosed},
		{"ctrl-c", "a\x03b", true, "a\x03", ErrInterrupted},
		{"ctrl-d", "a\x04b", true, "a\x03", ErrClosed},
		{"end", "日", true, "日\x03", ErrClosed},
	}
	for _, test := range tests {
		for name, source := range map[string]io.Reader{
			"whole":     strings.NewReader(test.input),
			"bytewise":  iotest.OneByteReader(strings.NewReader(test.input)),
			"data+EOF":  iotest.DataErrReader(strings.NewReader(test.input)),
			"half read": iotest.HalfReader(strings.NewReader(test.input)),
		} {
			got, why := readKeys(source, test.back)
			if got != test.want || !errors.Is(why, test.why) {
				t.Errorf("%s, %s: got %q and %v, want %q and %v", test.name, name, got, why, test.want, test.why)
			}
		}
	}
}

func TestKeyReaderGivesOneKeyAtATime(t *testing.T) {
	reader := &keyReader{ctx: context.Background(), in: newInput(strings.NewReader("a\x1b[Bb"))}
	for _, want := range []string{"a", "\x0e", "b"} {
		buffer := make([]byte, 64)
		n, err := reader.Read(buffer)
		if err != nil || string(buffer[:n]) != want {
			t.Fatalf("Read gave %q and %v, want %q", buffer[:n], err, want)
		}
	}
}

// FuzzKeyFilter checks that nothing but keys comes out, and the same keys
// however the input is split into reads.
func FuzzKeyFilter(f *testing.F) {
	for _, seed := range []string{
		"", "abc\r", "\x1b[A\x1bOB", "\x1b[1;5C", "\x1b[Z", "\x1b]11;x\x07y", "\x1bP>|v\x1b\\", "\x1b[M!!!", "日\xff\x1b日",
	} {
		f.Add([]byte(seed), 3)
	}
	f.Fuzz(func(t *testing.T, input []byte, step int) {
		whole, _ := readKeys(strings.NewReader(string(input)), true)
		split, _ := readKeys(&stepReader{rest: input, step: step&7 + 1}, true)
		if whole != split {
			t.Fatalf("keys of %q depend on the split: %q and %q", input, whole, split)
		}
		for _, r := range whole {
			if r == escape || r == unicode.ReplacementChar && !strings.ContainsRune(string(input), r) {
				t.Fatalf("keys of %q are %q", input, whole)
			}
		}
		if text := textKeys(input); strings.IndexFunc(text, unicode.IsControl) >= 0 {
			t.Fatalf("text of %q has control characters: %q", input, text)
		}
	})
}

// stepReader gives step bytes at a time.
type stepReader struct {
	rest []byte
	step int
}

func (r *stepReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.step)], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
