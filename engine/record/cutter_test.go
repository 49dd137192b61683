package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"chiefly/engine/record"

	"pgregory.net/rapid"
)

// chunks cuts a stream to its end.
func chunks(t *rapid.T, c *record.Cutter) (cut []string, places []record.Place) {
	for {
		chunk, err := c.Next(nil)
		if errors.Is(err, io.EOF) {
			return cut, places
		}
		if err != nil {
			t.Fatal(err)
		}
		cut, places = append(cut, string(chunk)), append(places, c.At())
	}
}

// However a stream arrives, and wherever a cutter goes on, the chunks are the
// same: whole records, nothing left out, nothing twice.
func TestChunksDependOnTheTextAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b,c", ",", "\n", "a\n", "\r\n", `"`, "\"x\ny\"", "b,c\n", strings.Repeat("z", 130)}), 0, 150)
		text := strings.Join(pieces.Draw(t, "pieces"), "")
		mark := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "mark")
		f := record.Format(rapid.IntRange(0, 1).Draw(t, "format"))
		size := record.Chunk{Bytes: rapid.IntRange(1, 20).Draw(t, "bytes"), Rows: rapid.IntRange(0, 5).Draw(t, "rows")}
		begin := func(wrap func(io.Reader) io.Reader) *record.Cutter {
			return record.NewCutter(wrap(strings.NewReader(mark+text)), f, record.Place{}, size)
		}
		want, places := chunks(t, begin(iotest.HalfReader))
		if strings.Join(want, "") != text {
			t.Fatalf("%q is cut into %q", text, want)
		}
		same := func(how string, c *record.Cutter, want []string) {
			if got, _ := chunks(t, c); strings.Join(got, "|") != strings.Join(want, "|") {
				t.Fatalf("%s %q, not %q", how, got, want)
			}
		}
		same("byte by byte", begin(iotest.OneByteReader), want)
		for i, at := range places {
			c := begin(iotest.DataErrReader)
			if err := c.Forward(at); err != nil {
				t.Fatal(err)
			}
			same(fmt.Sprintf("read on to %v", at), c, want[i+1:])
			after := strings.NewReader((mark + text)[at.Offset:])
			same(fmt.Sprintf("begun at %v", at), record.NewCutter(after, f, at, size), want[i+1:])
		}
		records := count(f, text)
		for i, chunk := range want {
			inChunk := count(f, chunk)
			if size.Rows > 0 && inChunk > size.Rows {
				t.Fatalf("%d records in chunk %d", inChunk, i)
			}
			records -= inChunk
		}
		if records != 0 {
			t.Fatalf("%d records more in one piece than in chunks", records)
		}
	})
}

// count counts the records of a text.
func count(f record.Format, text string) (records int) {
	for rest := []byte(text); len(rest) > 0; records++ {
		_, rest, _ = record.Next(f, rest)
	}
	return records
}

func TestCutterSkipsLongRecords(t *testing.T) {
	long := strings.Repeat("x", record.MaxRecord+100)
	c := record.NewCutter(strings.NewReader("a\n"+long+"\nb\n"+long), record.JSON, record.Place{}, record.Chunk{Bytes: 10})
	var got []string
	for {
		at := c.At()
		chunk, err := c.Next(nil)
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.Is(err, record.ErrTooLong) {
			chunk = []byte("long")
		} else if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d:%s", at.Line, chunk))
	}
	same(t, []string{"1:a\n", "2:long", "3:b\n", "4:long"}, got)
	same(t, int64(4), c.At().Line)
}

func TestCutterReportsErrors(t *testing.T) {
	for _, stop := range []int{0, 5, record.MaxRecord + 100} {
		stream := func() io.Reader {
			return io.MultiReader(strings.NewReader(strings.Repeat("x", stop)), iotest.ErrReader(io.ErrUnexpectedEOF))
		}
		c := record.NewCutter(stream(), record.CSV, record.Place{}, record.Chunk{Bytes: 4 << 10})
		if _, err := c.Next(nil); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("after %d bytes: %v", stop, err)
		}
		c = record.NewCutter(stream(), record.CSV, record.Place{}, record.Chunk{Bytes: 4 << 10})
		if err := c.Forward(record.Place{Offset: 1 << 30}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("reading on after %d bytes: %v", stop, err)
		}
	}
}

// A header is the first record that is not blank, wherever it ends.
func TestHeader(t *testing.T) {
	long := strings.Repeat("x", record.MaxRecord)
	for _, test := range []struct {
		name, text string
		want       string // the header, the line it begins on and that after it; or the error
	}{
		{"a line", "a,b\n1,2\n", `"a,b" 1 2`},
		{"nothing after it", "a,b", `"a,b" 1 1`},
		{"two lines", "\"a\r\nb\",c\r\n1,2\n", `"\"a\r\nb\",c" 1 3`},
		{"blank lines before it", "\ufeff\n \t\r\na,b\n", `"a,b" 3 4`},
		{"the longest", long + "\n1\n", fmt.Sprintf("%q 1 2", long)},
		{"nothing", "", "EOF"},
		{"blank lines only", "\ufeff\n \r\n", "EOF"},
		{"too long", long + "x\n1\n", record.ErrTooLong.Error()},
		{"much too long", "\n" + long + long, record.ErrTooLong.Error()},
		{"too long at the end", long + "x", record.ErrTooLong.Error()},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := record.NewCutter(strings.NewReader(test.text), record.CSV, record.Place{}, record.Chunk{Bytes: 4})
			header, line, err := c.Header()
			got := fmt.Sprintf("%q %d %d", header, line, c.At().Line)
			if err != nil {
				got = err.Error()
			}
			same(t, test.want, got)
		})
	}
}

// Reading on to a place tells when the stream is another.
func TestForwardNoticesOtherStreams(t *testing.T) {
	cut := func(text string) *record.Cutter {
		return record.NewCutter(strings.NewReader(text), record.JSON, record.Place{}, record.Chunk{Bytes: 2})
	}
	c := cut("a\nb\nc\n")
	for range 2 {
		if _, err := c.Next(nil); err != nil {
			t.Fatal(err)
		}
	}
	to := c.At()
	for text, want := range map[string]string{
		"a\nb\nother": "", "a\nB\nc\n": "what had been read before is no longer the same", "a\nb": "it ends after 3 bytes, but 4 had been read before",
	} {
		got := ""
		if err := cut(text).Forward(to); err != nil {
			got = err.Error()
		}
		same(t, want, got)
	}
	if err := cut("x").Forward(record.Place{}); err != nil {
		t.Error(err)
	}
}

// The chunks that a cutter gave stay as they are.
func TestChunksAreTheCallers(t *testing.T) {
	c := record.NewCutter(strings.NewReader("a\nb\n"), record.JSON, record.Place{}, record.Chunk{Bytes: 2})
	memory := make([]byte, 0, 10)
	first, err := c.Next(memory)
	if err != nil || &first[0] != &memory[:1][0] {
		t.Fatal("not in the memory that was given", err)
	}
	if _, err := c.Next(nil); err != nil || !bytes.Equal(first, []byte("a\n")) {
		t.Errorf("%q, %v", first, err)
	}
}

func ExampleCutter() {
	stream := strings.NewReader("headcount\n3\nmany\n4\n")
	c := record.NewCutter(stream, record.CSV, record.Place{}, record.Chunk{Bytes: 8})
	header, line, _ := c.Header()
	fmt.Printf("line %d: %q\n", line, header)
	for {
		at := c.At()
		chunk, err := c.Next(nil)
		if err != nil {
			break // io.EOF
		}
		fmt.Printf("line %d: %q\n", at.Line, chunk)
	}
	// Output:
	// line 1: "headcount"
	// line 2: "3\nmany\n"
	// line 4: "4\n"
}
