package record

import (
	"unicode/utf16"
	"unicode/utf8"
)

// escapes are the characters that stand for others behind a backslash.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// del is the one control character that JSON allows in a text as it stands, and
// package source does not.
const del = 0x7f

// unescape appends the text of the JSON string whose opening quote stands before
// p, and returns where the string ends. It returns -1 for what is no string, and
// for half a surrogate pair, of which decoders make different things.
func unescape(dst, data []byte, p int) ([]byte, int) {
	for p < len(data) {
		switch c := data[p]; {
		case c == '"':
			return dst, p + 1
		case c < ' ' || c == del:
			return dst, -1
		case c != '\\':
			dst = append(dst, c)
			p++
		case p+1 < len(data) && data[p+1] == 'u':
			r := codeUnit(data, p)
			p += 6
			if utf16.IsSurrogate(r) {
				r = utf16.DecodeRune(r, codeUnit(data, p))
				p += 6
			}
			if r < 0 || r == utf8.RuneError {
				return dst, -1
			}
			dst = utf8.AppendRune(dst, r)
		default:
			if p+1 == len(data) || escapes[data[p+1]] == 0 {
				return dst, -1
			}
			dst = append(dst, escapes[data[p+1]])
			p += 2
		}
	}
	return dst, -1
}

// codeUnit returns the number that an escape such as \u00e9 at p stands for, or
// -1 where there is none.
func codeUnit(data []byte, p int) rune {
	if p+6 > len(data) || data[p] != '\\' || data[p+1] != 'u' {
		return -1
	}
	var r rune
	for _, c := range data[p+2 : p+6] {
		switch {
		case c-'0' <= 9:
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return r
}

// literal reports whether what stands between two quotes stands for itself.
func literal(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c == '\\' || c == del {
			return false
		}
	}
	return true
}
