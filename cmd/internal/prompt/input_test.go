package prompt

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestReadLine(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	tests := []struct {
		name, input string
		want        []string // lines, or the text of the error
	}{
		{"lines", "a\nb c\n", []string{"a", "b c", ErrClosed.Error()}},
		{"last line without end", "a\nb", []string{"a", "b", ErrClosed.Error()}},
		{"nothing", "", []string{ErrClosed.Error(), ErrClosed.Error()}},
		{"empty lines", "\n\nx\n", []string{"", "", "x"}},
		{"Windows line ends", "a\r\nb\r\n", []string{"a", "b", ErrClosed.Error()}},
		{"CR from a raw terminal", "a\rb\r", []string{"a", "b", ErrClosed.Error()}},
		{"ctrl-c from a raw terminal", "a\x03b\n", []string{ErrInterrupted.Error(), "b"}},
		{"ctrl-d from a raw terminal", "\x04a\x04b\n", []string{ErrClosed.Error(), "ab"}},
		{"longest", long + "\nb\n", []string{long, "b"}},
		{"too long", long + "x\nb\n", []string{errLineTooLong.Error(), "b"}},
		{"much too long, no end", long + long + long, []string{errLineTooLong.Error(), ErrClosed.Error()}},
		{"not UTF-8", "a\xff\nb\n", []string{errLineNotText.Error(), "b"}},
		{"arrows while typing", "a\x1b[Db\x1b[1;5C\tc\n", []string{"ab c"}},
		{"wide", "日本 é\n", []string{"日本 é"}},
	}
	for _, test := range tests {
		for _, step := range []int{1, 3, 4096} {
			in := newInput(&stepReader{rest: []byte(test.input), step: step})
			for i, want := range test.want {
				got, err := in.readLine(context.Background())
				if err != nil {
					got = err.Error()
				}
				if got != want {
					t.Errorf("%s, %d bytes a time: line %d is %.40q, want %.40q", test.name, step, i, got, want)
				}
			}
		}
	}
}

// A wait that is given up must not lose what is typed later.
func TestCancelledReadKeepsItsBytes(t *testing.T) {
	source, typist := io.Pipe()
	defer typist.Close()
	in := newInput(source)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := in.readLine(ctx); !errors.Is(err, ErrInterrupted) {
		t.Fatalf("cancelled ReadLine returned %v", err)
	}
	go func() { _, _ = typist.Write([]byte("first\nsecond\n")) }()
	for _, want := range []string{"first", "second"} {
		if got, err := in.readLine(context.Background()); got != want || err != nil {
			t.Fatalf("ReadLine returned %q and %v, want %q", got, err, want)
		}
	}
}

// countingReader counts reads.
type countingReader struct {
	io.Reader
	reads int
}

func (r *countingReader) Read(p []byte) (int, error) {
	r.reads++
	return r.Reader.Read(p)
}

func TestInputReadsOnlyOnDemand(t *testing.T) {
	source := &countingReader{Reader: strings.NewReader("a\nb\n")}
	in := newInput(source)
	if source.reads != 0 {
		t.Error("newInput read already")
	}
	for range 2 {
		if _, err := in.readLine(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if source.reads != 1 {
		t.Errorf("two lines that came in one read took %d reads", source.reads)
	}
}

func TestCancelledBeforeReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newInput(strings.NewReader("a\n")).readLine(ctx); !errors.Is(err, ErrInterrupted) {
		t.Errorf("ReadLine returned %v", err)
	}
}
