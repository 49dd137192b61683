package record

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode"
	"unicode/utf8"

	"chiefly/engine/flow"
)

// blanks returns where white space that begins at p ends.
func blanks(data []byte, p int) int {
	for p < len(data) && data[p] <= ' ' && (data[p] == ' ' || data[p] == '\t' || data[p] == '\n' || data[p] == '\r') {
		p++
	}
	return p
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// zeros has the high bit set of the lowest byte of x that is zero; higher bits
// may be set as well.
func zeros(x uint64) uint64 { return (x - ones) &^ x & highs }

// quote returns where the next double quote stands, from p on, or -1.
func quote(data []byte, p int) int {
	for ; p+8 <= len(data); p += 8 {
		if found := zeros(binary.LittleEndian.Uint64(data[p:]) ^ '"'*ones); found != 0 {
			return p + bits.TrailingZeros64(found)/8
		}
	}
	for ; p < len(data); p++ {
		if data[p] == '"' {
			return p
		}
	}
	return -1
}

// maxDigits keeps numbers within an int64.
const maxDigits = 18

// integer reads digits from p on, and returns the number and where they end: at
// p itself for anything but a number as JSON writes it.
func integer(data []byte, p int) (v int64, end int) {
	end = p
	for n := 8; n == 8; end += n {
		var part uint64
		part, n = digits(word(data, end))
		v = v*powers[n] + int64(part)
	}
	if n := end - p; n > maxDigits || n > 1 && data[p] == '0' {
		return 0, p
	}
	return v, end
}

// powers are those of ten.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}

// word returns the 8 bytes of data at p, with zeros after its end.
func word(data []byte, p int) uint64 {
	if p+8 <= len(data) {
		return binary.LittleEndian.Uint64(data[p:])
	}
	var full [8]byte
	copy(full[:], data[p:])
	return binary.LittleEndian.Uint64(full[:])
}

// digits returns the number that the first bytes of x stand for, and how many they
// are. It adds up pairs of digits, then pairs of pairs, then both halves, so that
// numbers of all lengths take the same branches.
func digits(x uint64) (v uint64, n int) {
	x ^= '0' * ones
	n = bits.TrailingZeros64((x|(x+(0x7f-9)*ones))&highs) / 8
	x <<= (8 - uint(n)) * 8
	x = x*10 + x>>8
	const pair = 0x000000ff000000ff
	return ((x&pair)*(100+1_000_000<<32) + (x>>16&pair)*(1+10_000<<32)) >> 32, n
}

// integers reads 120, 100-250, 500+ and <15 in plain digits. It returns the zero
// Answer for anything else.
func (q *question) integers(text []byte) flow.Answer {
	if len(text) > 0 && text[0] == '<' {
		if v, end := integer(text, 1); end > 1 && end == len(text) {
			return q.within(q.Min, v-1)
		}
		return flow.Answer{}
	}
	lo, end := integer(text, 0)
	switch {
	case end == 0:
	case end == len(text):
		return q.within(lo, lo)
	case text[end] == '+' && end+1 == len(text):
		return q.within(lo, q.Max)
	case text[end] == '-':
		if hi, last := integer(text, end+1); last > end+1 && last == len(text) {
			return q.within(lo, hi)
		}
	}
	return flow.Answer{}
}

// within returns a range, or the zero Answer where it is empty or leaves the
// range of the question.
func (q *question) within(lo, hi int64) flow.Answer {
	if lo < q.Min || hi > q.Max {
		return flow.Answer{}
	}
	return q.Integers(lo, hi)
}

// chosen returns the answer that a list of options gives, or the zero Answer
// where the question does not take it.
func (q *question) chosen(set uint64) flow.Answer {
	if q.Type == flow.Integer || q.Type == flow.Choices && bits.OnesCount64(set) > q.MaxPicks {
		return flow.Answer{}
	}
	return q.Chosen(set)
}

// tidyName puts a name into the row that stands for itself in JSON and CSV and
// needs no tidying up, as nearly all names do. It reports false for any other.
func (r *Row) tidyName(text []byte) bool {
	if len(text) == 0 || len(text) > MaxName || text[0] == '\'' {
		return false
	}
	last := byte(' ')
	for _, c := range text {
		if c < ' ' || c >= 0x7f || c == '\\' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	if last == ' ' {
		return false
	}
	r.Organisation = append(r.Organisation[:0], text...)
	return true
}

// name puts a name into the row, with single blanks for all white space. It
// returns what is wrong with the name, or "".
func (r *Row) name(text []byte) (wrong string) {
	blank, runes := false, 0
	name := r.Organisation[:0]
	for i := 0; i < len(text); runes++ {
		c := rune(text[i])
		size := 1
		if c >= utf8.RuneSelf {
			if c, size = utf8.DecodeRune(text[i:]); c == utf8.RuneError && size == 1 {
				return "the name is not UTF-8 text"
			}
		}
		switch {
		case unicode.IsSpace(c):
			blank = len(name) > 0
		case c < ' ' || c == 0x7f:
			return fmt.Sprintf("the name holds the control character %U", c)
		default:
			if blank {
				name, blank = append(name, ' '), false
			}
			name = append(name, text[i:i+size]...)
		}
		i += size
	}
	r.Organisation = name
	if runes > MaxName {
		return fmt.Sprintf("the name has more than %d characters", MaxName)
	}
	return ""
}
