package record

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// idParts make ids that begin and end alike, of all lengths around 8, 16 and 32.
var idParts = rapid.SampledFrom([]string{"a", "b", "a_0z", "aaaaaaa", "aaaaaaaa", "aaaaaaab", "aaaaaaaaaaaaaaaa"})

func drawID(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(idParts, 1, 5).Draw(t, label), "")
}

// A table finds its ids, the first of equal ones, whatever comes after them, and
// nothing else.
func TestTable(t *testing.T) {
	after := rapid.SampledFrom([]string{"", "\"", ",", "|", "}", "\x00", "/", "{", "\x80", "\xff", "é", `":1,"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`, "\"" + strings.Repeat("\x00\xff", 20)})
	rapid.Check(t, func(t *rapid.T) {
		ids := []string{"", "A", "a b"} // which are no ids
		for range rapid.IntRange(0, 20).Draw(t, "ids") {
			ids = append(ids, drawID(t, "id"))
		}
		table := newTable(ids)
		id := drawID(t, "text")
		if rapid.Bool().Draw(t, "known") {
			id = rapid.SampledFrom(ids).Draw(t, "text")
		}
		want := -1
		for i, other := range ids[3:] {
			if other == id {
				want = i + 3
				break
			}
		}
		index, length := table.find([]byte(id + after.Draw(t, "after")))
		if length != len(id) {
			index = -1 // of an id that does not end there
		}
		if index != want {
			t.Fatalf("%q is found at %d of %q, not at %d", id, index, ids, want)
		}
	})
}

// A number is read like strconv does, but for leading zeros and long ones.
func TestInteger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.StringN(0, 3, -1).Draw(t, "before")
		digits := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), 0, 20, -1).Draw(t, "digits")
		after := rapid.SampledFrom([]string{"", ",", "}", "/", ":", "\x00", "\x80", "\xff", "x12345678", ",12345678"}).Draw(t, "after")
		want, err := strconv.ParseInt(digits, 10, 64)
		end := len(before) + len(digits)
		if err != nil || len(digits) > maxDigits || len(digits) > 1 && digits[0] == '0' {
			want, end = 0, len(before)
		}
		if v, at := integer([]byte(before+digits+after), len(before)); v != want || at != end {
			t.Fatalf("%q before %q is read as %d up to %d, not as %d up to %d", digits, after, v, at, want, end)
		}
	})
}
