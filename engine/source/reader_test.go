package source_test

import (
	"testing"

	"chiefly/engine/source"
)

func TestIsID(t *testing.T) {
	for name, want := range map[string]bool{"a": true, "a1_b": true, "a_": true, "": false, "1a": false, "_a": false, "A": false, "a-b": false, "a b": false, "é": false, "a\n": false} {
		if source.IsID(name) != want {
			t.Errorf("IsID(%q) is %v", name, !want)
		}
	}
}

func TestMapReadsValues(t *testing.T) {
	var r source.Reader
	m := r.Map(parse(t, source.YAML, `
text: some text
number_as_text: 12
id: an_id
int: -12
plus: +3
yes: true
no: False
capital: True
shout: TRUE
list: [a, b]
texts: [a, 1, true]
`), "the file")
	same(t, "some text", m.Text("text").Value)
	same(t, "2:7", m.NeedText("text").Node.Pos.String())
	same(t, "12", m.NeedText("number_as_text").Value)
	same(t, "an_id", m.NeedID("id").Value)
	n, given := m.Int("int")
	same(t, []any{int64(-12), true}, []any{n, given})
	n, given = m.NeedInt("plus")
	same(t, []any{int64(3), true}, []any{n, given})
	same(t, []bool{true, true, true, false, false}, []bool{m.Bool("yes"), m.Bool("capital"), m.Bool("shout"), m.Bool("no"), m.Bool("absent")})
	same(t, 2, len(m.List("list")))
	same(t, 2, len(m.NeedList("list")))
	var texts []string
	for _, s := range m.Texts("texts") {
		texts = append(texts, s.Value)
	}
	same(t, []string{"a", "1", "true"}, texts)
	m.Close()
	same(t, []string(nil), lines(r.Problems))
}

func TestMapOfWhatIsNotThere(t *testing.T) {
	var r source.Reader
	m := r.Map(parse(t, source.YAML, "{}"), "the file")
	n, given := m.Int("int")
	same(t, []any{int64(0), false}, []any{n, given})
	same(t, []any{false, false, 0, 0}, []any{m.Text("text").Given(), m.Bool("bool"), len(m.List("list")), len(m.Texts("texts"))})
	same(t, []string(nil), lines(r.Problems))
}

func TestMapReportsAllProblemsAtOnce(t *testing.T) {
	var r source.Reader
	m := r.Map(parse(t, source.YAML, `null_text:
list_text: [a]
empty_text: ''
bad_id: Über
empty_id: ''
fraction: 1.5
grouped: 1_000
hex: 0x10
quoted: '12'
huge: 99999999999999999999
list_int: []
bad_bool: yes
scalar_list: a
empty_list: []
bad_texts: [a, ~, {}, b]
txet: typo
12: number
`), "the file")
	m.Text("null_text")
	m.Text("list_text")
	m.NeedText("empty_text")
	m.NeedText("no_text")
	m.NeedID("bad_id")
	m.NeedID("empty_id")
	for _, key := range []string{"fraction", "grouped", "hex", "quoted", "huge", "list_int"} {
		if n, ok := m.Int(key); n != 0 || ok {
			t.Errorf("Int(%q) is %d, %v", key, n, ok)
		}
	}
	m.NeedInt("no_int")
	same(t, false, m.Bool("bad_bool"))
	m.List("scalar_list")
	m.NeedList("empty_list")
	m.NeedList("no_list")
	same(t, 2, len(m.Texts("bad_texts")))
	m.Text("text")
	m.Close()
	same(t, []string{
		`file:1:1: the file has no "no_int" (add a line "no_int: ...")`,
		`file:1:1: the file has no "no_list" (add a line "no_list: ...")`,
		`file:1:1: the file has no "no_text" (add a line "no_text: ...")`,
		`file:1:11: "null_text" has no value (write a value or remove the key)`,
		`file:2:12: "list_text" must be a text, not a list`,
		`file:3:13: "empty_text" is empty (write a text)`,
		`file:4:9: "Über" is not an id (use lower-case letters, digits and underscores, beginning with a letter)`,
		`file:5:11: "empty_id" is empty (write a text)`,
		`file:6:11: "fraction" must be a whole number, not "1.5" (write digits only, such as 250)`,
		`file:7:10: "grouped" must be a whole number, not "1_000" (write digits only, such as 250)`,
		`file:8:6: "hex" must be a whole number, not "0x10" (write digits only, such as 250)`,
		`file:9:9: "quoted" must be a whole number, not "12" (write digits only, such as 250)`,
		`file:10:7: "huge" must be a whole number, not "99999999999999999999" (write digits only, such as 250)`,
		`file:11:11: "list_int" must be a whole number, not a list (write digits only, such as 250)`,
		`file:12:11: "bad_bool" must be true or false, not a text (write true or false)`,
		`file:13:14: "scalar_list" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`,
		`file:14:13: "empty_list" is an empty list`,
		`file:15:16: "an item of bad_texts" must be a text, not nothing`,
		`file:15:19: "an item of bad_texts" must be a text, not a mapping`,
		`file:16:1: unknown key "txet" in the file (did you mean "text"?)`,
		`file:17:1: unknown key "12" in the file (one of null_text, list_text, empty_text, no_text, bad_id, empty_id, fraction, ` +
			`grouped, hex, quoted, huge, list_int, no_int, bad_bool, scalar_list, empty_list, no_list, bad_texts, text)`,
	}, lines(r.Problems))
}

func TestNeedReportsAnEmptyValueOnce(t *testing.T) {
	var r source.Reader
	m := r.Map(parse(t, source.YAML, "a:\nb: ~\n"), "the file")
	m.NeedText("a")
	m.NeedInt("b")
	same(t, []string{
		`file:1:3: "a" has no value (write a value or remove the key)`,
		`file:2:4: "b" has no value (write a value or remove the key)`,
	}, lines(r.Problems))
}

func TestMapOfAnotherKindIsReportedOnceAndEmpty(t *testing.T) {
	var r source.Reader
	m := r.Map(parse(t, source.YAML, "[a]"), "a question")
	m.NeedText("id")
	m.NeedInt("min")
	m.NeedList("options")
	m.Close()
	same(t, []string{`file:1:1: a question must be a mapping, not a list (write it as lines of "key: value")`}, lines(r.Problems))
}
