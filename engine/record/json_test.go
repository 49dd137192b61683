package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
)

func TestJSONRecords(t *testing.T) {
	f := smallFlow(t)
	for _, c := range []struct {
		record, want string
		fast         bool
	}{
		{`{"organisation":"Acme","people":120,"debt":0,"field":"software","goals":["growth","cost"],"listed":true}`, "Acme people=120 debt=0 field=software goals=[growth, cost] listed=yes", true},
		{`{"listed":false,"goals":[],"people":"100-250"}`, " people=100-250 goals=[] listed=no", true},
		{` { "people" : 120 , "goals" : [ "growth" , "cost" ] } ` + "\r", " people=120 goals=[growth, cost]", true},
		{`{"people":"500+","field":["software","none"]}`, " people=500+ field=[software, none]", true},
		{`{"people":"<15","field":"none","goals":"none"}`, " people=<15 field=none goals=[]", true},
		{`{"people":"1-5000","listed":"yes"}`, " people=unknown listed=yes", true},
		{`{"people":"unknown","goals":"unknown","listed":"no","field":"unknown"}`, " people=unknown field=unknown goals=unknown listed=no", true},
		{`{"goals":["a_goal_with_a_long_nose","a_goal_with_a_long_name"]}`, " goals=[a_goal_with_a_long_name, a_goal_with_a_long_nose]", true},
		{`{"field":["software","retail","none"],"people":1}`, " people=1 field=unknown", true},
		{`{"flow":"small","people":7}`, " people=7", true},
		{`{"organisation":"  A\u00fc \ud83d\ude00\t\"B\"\n ","people":7}`, "Aü 😀 \"B\" people=7", true},
		{`{"organisation":"Müller & Söhne","people":7}`, "Müller & Söhne people=7", true},
		{`{"organisation":"Acme  & Co","people":7}`, "Acme & Co people=7", true},
		{`{"organisation":"","people":7}`, " people=7", true},
		{"\ufeff{\"people\":7}", " people=7", false},
		{`{"organisation":42,"people":7}`, "42 people=7", false},
		{`{"organisation":"\ud800x","people":7}`, "\ufffdx people=7", false},
		{`{"p\u0065ople":"1,200","debt":-5}`, " people=1200 debt=-5", false},
		{`{"people":"2.5k","debt":"-5..7","listed":"Y"}`, " people=2500 debt=-5..7 listed=yes", false},
		{`{"people":120.0}`, " people=120", false},
	} {
		var row record.Row
		if err := record.NewJSONReader(f).Read([]byte(c.record), &row); err != nil {
			t.Errorf("%s: %v", c.record, err)
			continue
		}
		same(t, c.want, text(f, &row))
		if got := record.NewWays(f).Fast([]byte(c.record), &row); got != c.fast {
			t.Errorf("%s: read the fast way: %v", c.record, got)
		}
	}
}

func TestJSONProblems(t *testing.T) {
	f := smallFlow(t)
	for text, want := range map[string]string{
		`{}`:                      `nothing is known about the organisation (answer one question at least)`,
		`{"people":"unknown"}`:    `nothing is known about the organisation (answer one question at least)`,
		`{"organisation":"Acme"}`: `nothing is known about the organisation (answer one question at least)`,
		`[{"people":5}]`:          `column 1: a record must be an object, not a list (write it as {"id": value, ...})`,
		`null`:                    `column 1: a record must be an object, not nothing (write it as {"id": value, ...})`,
		`{"people":5`:             `column 12: not JSON: the record ends too early (close every bracket and quote)`,
		`{"people":5,"people":5}`: `column 13: key "people" is given twice (it is given first on line 1; keep one)`,
		`{"flow":"small","flow":"small","people":5}`:                     `column 17: key "flow" is given twice (it is given first on line 1; keep one)`,
		`{"organisation":" ","organisation":"x","people":5}`:             `column 21: key "organisation" is given twice (it is given first on line 1; keep one)`,
		`{"ä":1,"peple":5,"people":5}`:                                   `column 2: there is no question "ä"; column 8: there is no question "peple" (did you mean "people"?)`,
		`{"flow":"large","people":5}`:                                    `column 9: the record belongs to flow "large", not to small (write "small", or leave the key out)`,
		`{"organisation":["x"],"people":5}`:                              `column 17: the organisation must be a name, not a list (write a name, or leave the key out)`,
		`{"organisation":"\u001b","people":5}`:                           `column 17: the name holds the control character U+001B`,
		`{"people":5,"organisation":"` + strings.Repeat("ä", 201) + `"}`: `column 28: the name has more than 200 characters`,
		`{"people":null,"field":"softwear","goals":["growth","costs"]}`:  `column 11: people: there is no value (write unknown, or leave the question out); column 24: field: "softwear" is not an option of field (did you mean "software"?); column 53: goals: "costs" is not an option of goals (did you mean "cost"?)`,
		"{\"people\":5,\"organisation\":\"\xff\"}":                       `column 29: the record is not UTF-8 text (save it with the encoding UTF-8)`,
		`{"people":5} {}`:                       `column 14: not JSON: invalid character '{' after top-level value`,
		`{"people":"4000-6000"}`:                `column 11: people: 4000-6000 is out of range (write a whole number from 1 to 5000, a range such as 100-250, 500+ or <15, or unknown)`,
		`{"goals":["a_goal_wxth_a_long_name"]}`: `column 11: goals: "a_goal_wxth_a_long_name" is not an option of goals (did you mean "a_goal_with_a_long_name"?)`,
		strings.Repeat("x", record.MaxRecord+1): `the record is longer than 1048576 bytes (check for a missing line break or quote)`,
	} {
		err := record.NewJSONReader(f).Read([]byte(text), new(record.Row))
		var invalid *record.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%.99s: %v", text, err)
			continue
		}
		same(t, want, err.Error())
	}
}

// The fast way asks for each quote and colon, also where the text before it is known.
func TestFastJSONIsStrict(t *testing.T) {
	ways := record.NewWays(smallFlow(t))
	for _, text := range []string{
		`{"field":"software/,"people":5}`, `{"field":"softwarex,"people":5}`, `{"field":software,"people":5}`, `{"field":"software`,
		`{"goals":["growth/,"cost"]}`, `{"goals":["growth"/"cost"]}`, `{"goals":["growth","cost/]}`, `{"goals":["growth"`, `{"goals":["growth`,
		`{"listed/:true}`, `{"listed"/true}`, `{"listed":true/}`, `{"listed":"true/}`, `{"listed`, `{"listed"`, `{"listed":`, `{"listed":true`, `{"`, `{""`,
	} {
		if ways.Fast([]byte(text), new(record.Row)) {
			t.Errorf("%s is accepted", text)
		}
	}
	f := builtIn(t).Flow()
	ways = record.NewWays(f)
	for _, q := range f.Questions {
		for _, id := range q.OptionIDs() {
			if text := `{"` + q.ID + `":` + id + `}`; ways.Fast([]byte(text), new(record.Row)) {
				t.Errorf("%s is accepted", text)
			}
		}
	}
}

// What is read the fast way is what the full decoder reads, for organisations of
// the built-in flow in all shapes; and nearly all of them are read the fast way.
func TestFastJSONIsFullJSON(t *testing.T) {
	f := builtIn(t).Flow()
	g := mixed(f, 3)
	r, ways := record.NewJSONReader(f), record.NewWays(f)
	var drawn, fast, full record.Row
	slow := 0
	for range 2000 {
		g.Next(&drawn)
		line := g.Append(nil, record.JSON, &drawn)
		if err := r.Read(line, &fast); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		if err := ways.Full(line, &full); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		same(t, text(f, &full), text(f, &fast))
		same(t, text(f, &drawn), text(f, &fast))
		if !ways.Fast(line, &fast) {
			slow++
		}
	}
	if slow > 0 {
		t.Errorf("%d of 2000 records are read the slow way", slow)
	}
}

func TestBrokenRecordsAreRefused(t *testing.T) {
	f := builtIn(t).Flow()
	g := mixed(f, 4)
	var row, read record.Row
	readers := map[record.Format]record.Reader{record.JSON: record.NewJSONReader(f), record.CSV: csvReader(t, f, string(g.Header(record.CSV)))}
	for format, r := range readers {
		breaks := recordtest.Breaks(format)
		if len(breaks) < 20 {
			t.Errorf("%v is broken in %d ways only", format, len(breaks))
		}
		for _, b := range breaks {
			for range 20 {
				g.Next(&row)
				line := g.AppendBroken(nil, format, b, &row)
				line = bytes.TrimSuffix(line, []byte("\n"))
				var invalid *record.Invalid
				if err := r.Read(line, &read); !errors.As(err, &invalid) || len(invalid.Problems) == 0 {
					t.Errorf("%v, %s: %v\n%s", format, b.Name, err, line)
				}
				for _, p := range invalid.Problems {
					if p.Message == "" || p.Line != 0 || p.Column < 0 || p.Column > len(line)+1 {
						t.Errorf("%v, %s: %+v", format, b.Name, p)
					}
				}
			}
		}
	}
}

func TestRowsAreUsedAgain(t *testing.T) {
	f := smallFlow(t)
	r := record.NewJSONReader(f)
	row := record.Row{Organisation: []byte("before"), Answers: make(flow.Row, 99)}
	for _, c := range [][2]string{{`{"people":5,"organisation":"A"}`, "A people=5"}, {`{"listed":true}`, " listed=yes"}, {`{"listed":true,"debt":-3}`, " debt=-3 listed=yes"}} {
		if err := r.Read([]byte(c[0]), &row); err != nil {
			t.Fatal(err)
		}
		same(t, c[1], text(f, &row))
	}
}

// FuzzJSON holds that the fast way gives what the full decoder gives, and the full
// decoder what encoding/json and Question.Parse give.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"organisation":"Acme","people":120,"debt":-0,"field":"software","goals":["growth","cost"],"listed":true}`,
		`{"organisation":"A\u0062\ud83d\ude00\ud800\"","p\u0065ople":1}`, `{"people":1,"people":2}`, `{"goals":["cost","cost"]}`, `{"nobody":1}`, `{"goals":["a""b"]}`,
		`{"people":1.0}`, `{"people":1e2}`, `{"people":-1}`, `{"people":01}`, `{"people":+1}`, `{"people":0x1}`, `{"people":99999999999999999999}`, `{"people":"1_000"}`, `{"people":"<6"}`, `{"people":"7-9"}`,
		"{\"organisation\":\"\xff\",\"people\":1}", "{\"organisation\":\"\x7f\",\"people\":1}", `{"organisation":"` + strings.Repeat("x ", 4000) + `"}`, `{"listed":tru}`, `{"listed":falsefalse}`, `{"people":1,}`, `{"people":1}}`,
		`{"field":["software"],"goals":"none"}`, `{"flow":"small","people":1}`, `{"flow":"large"}`, `[]`, ``, ` `, `{"people" : 1 , "field":null}`, `{"listed":{"a":[1]}}`, `{"field":["none","unknown"]}`, "{\"people\":\n1}",
	} {
		f.Add([]byte(seed))
	}
	questions := smallFlow(f)
	ways := record.NewWays(questions)
	f.Fuzz(func(t *testing.T, data []byte) {
		var fast, full record.Row
		isFast := ways.Fast(data, &fast)
		err := ways.Full(data, &full)
		if isFast && (err != nil || text(questions, &fast) != text(questions, &full)) {
			t.Fatalf("%q: the fast way reads %q, the full one %q, %v", data, text(questions, &fast), text(questions, &full), err)
		}
		if err != nil {
			return
		}
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		var values map[string]any
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&values); err != nil || !json.Valid(data) {
			t.Fatalf("%q is accepted and not valid: %v", data, err)
		}
		name, _ := values["organisation"]
		want := ""
		if name != nil {
			want = strings.Join(strings.Fields(fmt.Sprint(name)), " ")
		}
		for _, q := range questions.Questions {
			value, given := values[q.ID]
			if !given {
				continue
			}
			a, err := q.Parse(asText(value))
			if err != nil {
				t.Fatalf("%q: %v", data, err)
			}
			want += " " + q.ID + "=" + q.Format(a)
		}
		if got := text(questions, &full); got != want {
			t.Fatalf("%q is read as %q, want %q", data, got, want)
		}
	})
}

// asText writes a value of encoding/json as Question.Parse reads it.
func asText(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	var items []string
	for _, item := range list {
		items = append(items, fmt.Sprint(item))
	}
	return "[" + strings.Join(items, ",") + "]"
}
