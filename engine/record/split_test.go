package record_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/record"

	"pgregory.net/rapid"
)

// split cuts a stream that arrives in pieces of the given sizes, in turn.
func split(f record.Format, data []byte, sizes ...int) []string {
	var records []string
	var held []byte
	cut := func(whole []byte) {
		for len(whole) > 0 {
			var one []byte
			var lines int
			one, whole, lines = record.Next(f, whole)
			records = append(records, fmt.Sprintf("%d:%s", lines, one))
		}
	}
	for i := 0; len(data) > 0; i++ {
		n := min(sizes[i%len(sizes)], len(data))
		held, data = append(held, data[:n]...), data[n:]
		whole := record.Complete(f, held, false)
		cut(held[:whole])
		held = held[whole:]
	}
	cut(held[:record.Complete(f, held, true)])
	return records
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("x", record.MaxRecord)
	lines := strings.Repeat("x\n", record.MaxRecord/2)
	for _, c := range []struct {
		name   string
		format record.Format
		stream string
		want   []string
	}{
		{"nothing", record.CSV, "", nil},
		{"JSON lines", record.JSON, "{\"a\":\n1}\r\n\n{", []string{"1:{\"a\":", "1:1}", "1:", "1:{"}},
		{"CSV lines", record.CSV, "a,b\r\nc\n\n,", []string{"1:a,b", "1:c", "1:", "1:,"}},
		{"quotes", record.CSV, "a,\"b\nc\"\r\n\"\"\"\n\"\nd", []string{"2:a,\"b\nc\"", "2:\"\"\"\n\"", "1:d"}},
		{"quotes at the end", record.CSV, "a\n\"b\nc\"", []string{"1:a", "2:\"b\nc\""}},
		{"a line break at the end", record.CSV, "a\n\"b\nc\"\r", []string{"1:a", "2:\"b\nc\""}},
		{"a quote that is not closed", record.CSV, "\"a\nb\nc", []string{"1:\"a", "1:b", "1:c"}},
		{"text after a closing quote", record.CSV, "x,\"a\nb\"c\nd\n", []string{"1:x,\"a", "1:b\"c", "1:d"}},
		{"a quote within a cell", record.CSV, "5\" x\nd,\"a\nb\"\n", []string{"1:5\" x", "2:d,\"a\nb\""}},
		{"a quote within a cell after one of two lines", record.CSV, "\"a\nb\",c\"d\ne\n", []string{"1:\"a", "1:b\",c\"d", "1:e"}},
		{"a carriage return after a closing quote", record.CSV, "\"a\nb\"\rc\n", []string{"1:\"a", "1:b\"\rc"}},
		{"a quote that is not closed, before others", record.CSV, "\"a,1\n\"b, c\",2\n\"d\ne\",3\n", []string{"1:\"a,1", "1:\"b, c\",2", "2:\"d\ne\",3"}},
		{"a byte order mark", record.CSV, "\ufeff\"a\nb\",c\nd\n", []string{"2:\ufeff\"a\nb\",c", "1:d"}},
		{"a long line", record.CSV, long + "y\nz\n", []string{"1:" + long + "y", "1:z"}},
		{"a quote that is closed too late", record.CSV, "\"" + lines + "\"\n", append(append([]string{"1:\"x"}, repeated("1:x", record.MaxRecord/2-1)...), "1:\"")},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, size := range []int{len(c.stream) + 1, 1 << 18, 1, 2, 3, 7} {
				if size < 100 && len(c.stream) > 1000 {
					continue // it would take too long
				}
				same(t, c.want, split(c.format, []byte(c.stream), size))
			}
		})
	}
}

func repeated(s string, n int) []string {
	return strings.Split(strings.Repeat(s+" ", n)[:n*(len(s)+1)-1], " ")
}

// Whatever the pieces, the records are the same, and nothing of the stream is lost.
func TestSplitInAnyPieces(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", ",", "\"", "\n", "\r\n", "\r", "\"\"", ",\"", "\",", "\"\n", "\ufeff"})
	rapid.Check(t, func(t *rapid.T) {
		f := record.Format(rapid.IntRange(0, 1).Draw(t, "format"))
		stream := strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "parts"), "")
		sizes := rapid.SliceOfN(rapid.IntRange(1, 9), 1, 9).Draw(t, "sizes")
		whole, pieces := split(f, []byte(stream), len(stream)+1), split(f, []byte(stream), sizes...)
		if fmt.Sprint(whole) != fmt.Sprint(pieces) {
			t.Fatalf("%q is split into %q, and in pieces into %q", stream, whole, pieces)
		}
		lines := 0
		for rest := []byte(stream); len(rest) > 0; {
			one, after, n := record.Next(f, rest)
			if !bytes.HasPrefix(rest, one) || !bytes.HasSuffix(rest, after) || len(bytes.Trim(rest[len(one):len(rest)-len(after)], "\r\n")) > 0 {
				t.Fatalf("%q is cut into %q and %q", rest, one, after)
			}
			rest, lines = after, lines+n
		}
		want := strings.Count(stream, "\n")
		if stream != "" && !strings.HasSuffix(stream, "\n") {
			want++
		}
		if lines != want {
			t.Fatalf("%q has %d lines, not %d", stream, want, lines)
		}
	})
}

// When more than MaxRecord bytes hold no whole record, they hold no line break.
func TestCompleteOfTooMuch(t *testing.T) {
	for _, stream := range []string{strings.Repeat("x", record.MaxRecord+1), "\"" + strings.Repeat("x", record.MaxRecord), "\"a\"," + strings.Repeat("\"\"", record.MaxRecord/2)} {
		same(t, 0, record.Complete(record.CSV, []byte(stream), false))
		same(t, len(stream)+1, record.Complete(record.CSV, []byte(stream+"\n"), false))
		same(t, 2, record.Complete(record.CSV, []byte("\"\n"+stream), false))
	}
	same(t, 0, record.Complete(record.CSV, []byte("\"\n"+strings.Repeat("x", record.MaxRecord-2)), false))
}

func TestBlank(t *testing.T) {
	for text, want := range map[string]bool{"": true, " \t\r\n": true, "\ufeff": true, "\ufeff x": false, ",": false, "{}": false} {
		same(t, want, record.Blank([]byte(text)))
	}
}
