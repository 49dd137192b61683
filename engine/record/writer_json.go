package record

import (
	"strconv"
	"unicode/utf8"

	"chiefly/engine/rule"
)

func jsonVerdict(quotedID string, v rule.Verdict, m rule.Mode) string {
	text := quotedID + `:{"verdict":"` + v.String() + `"`
	if m != rule.NoMode {
		text += `,"mode":"` + m.String() + `"`
	}
	return text
}

func jsonReason(r *rule.Rule, points int, effect string) string {
	text := `{"rule":` + quoted(r.ID) + `,"points":` + strconv.Itoa(points)
	if effect != "" {
		text += `,"effect":` + quoted(effect)
	}
	return text + `,"because":` + quoted(r.Because) + "}"
}

func (w *Writer) appendJSON(dst []byte, row *Row, r *rule.Result) []byte {
	dst = append(dst, '{')
	if len(row.Organisation) > 0 {
		dst = append(appendQuoted(append(dst, `"organisation":`...), row.Organisation), ',')
	}
	dst = append(dst, `"recommendation":"`...)
	dst = append(dst, w.set.Recommendation(r)...)
	dst = append(dst, `","roles":{`...)
	for i := range w.roles {
		dst = w.jsonRole(comma(dst, i), &w.roles[i], r, &r.Roles[i])
	}
	dst = append(dst, `},"sequence":[`...)
	dst = w.jsonIDs(dst, r.Sequence)
	dst = append(dst, `],"combined":[`...)
	for i, group := range r.Combined {
		dst = append(w.jsonIDs(append(comma(dst, i), '['), group), ']')
	}
	dst = append(dst, `],"undecided":`...)
	dst = strconv.AppendInt(dst, int64(len(r.Undecided)), 10)
	if w.explain {
		dst = append(dst, `,"undecided_rules":[`...)
		for i, rule := range r.Undecided {
			dst = append(comma(dst, i), w.quoted[rule]...)
		}
		dst = append(dst, ']')
	}
	return append(dst, '}', '\n')
}

func (w *Writer) jsonRole(dst []byte, role *role, r *rule.Result, result *rule.RoleResult) []byte {
	dst = append(dst, role.verdicts[result.Verdict][result.Mode]...)
	if w.explain && result.ModeRow != nil {
		dst = append(dst, `,"mode_because":`...)
		dst = appendQuoted(dst, result.ModeRow.Because)
	}
	dst = append(dst, `,"score":`...)
	dst = strconv.AppendInt(dst, int64(result.Score), 10)
	if w.explain {
		dst = append(dst, `,"reasons":[`...)
		dst = append(w.appendReasons(dst, role, r.Fired, ","), ']')
	}
	return append(dst, '}')
}

func (w *Writer) jsonIDs(dst []byte, roles []int) []byte {
	for i, index := range roles {
		dst = append(comma(dst, i), w.roles[index].quoted...)
	}
	return dst
}

// comma appends a comma before every item but the first.
func comma(dst []byte, i int) []byte {
	if i == 0 {
		return dst
	}
	return append(dst, ',')
}

func quoted(text string) string { return string(appendQuoted(nil, text)) }

// appendQuoted appends a text as a JSON string. Bytes that are no UTF-8 are
// replaced.
func appendQuoted[T string | []byte](dst []byte, text T) []byte {
	const digits = "0123456789abcdef"
	plain := 0
	for plain < len(text) && text[plain] >= ' ' && text[plain] < utf8.RuneSelf && text[plain] != '"' && text[plain] != '\\' {
		plain++
	}
	dst = append(append(dst, '"'), text[:plain]...)
	for i := plain; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ':
			dst = append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			var size int
			dst, size = appendRune(dst, text[i:])
			i += size - 1
		}
	}
	return append(dst, '"')
}

// appendRune appends the first character of a text, or the replacement character
// for a byte that is no UTF-8, and returns how many bytes of text that took.
func appendRune[T string | []byte](dst []byte, text T) ([]byte, int) {
	var first [utf8.UTFMax]byte
	c, size := utf8.DecodeRune(first[:copy(first[:], text)])
	return utf8.AppendRune(dst, c), size
}
