package engine_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// FuzzLoadFlow holds that no flow file makes Load panic, that every problem in it
// lies inside the file, and that a flow without problems can be replayed.
func FuzzLoadFlow(f *testing.F) {
	text := firm(f)["questions/firm.yaml"].Data
	f.Add(text)
	for i, line := range strings.SplitAfter(string(text), "\n") { // and the file without one of its lines
		if i%3 == 0 {
			f.Add([]byte(strings.Replace(string(text), line, "", 1)))
		}
	}
	for _, small := range []string{"", "[]", "flow: f", "questions: {}", "questions: [[]]", "sections: [5, {id: S}]", "flow: f\nversion: 1\nquestions: [{id: a, type: choice, options: [{}]}]"} {
		f.Add([]byte(small))
	}
	const rules = "rule_set: r\nversion: 1.0.0\nflow: firm\nthresholds: {hire: 2, later: 1}\nroles: [{id: a, title: a}]\n" +
		"rules: [{id: a, when: true, points: {a: 1}, because: B., sources: [s]}]\nsources: [{id: s, title: S}]\n"
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := engine.Load(fstest.MapFS{"questions/q.yaml": {Data: data}, "rules/r.yaml": {Data: []byte(rules)}})
		var problems source.List
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		for _, p := range problems {
			if p.File == "questions/q.yaml" && p.Pos.IsValid() && (p.Pos.Line > len(lines) || p.Pos.Col < 1 || p.Pos.Col > len([]rune(lines[p.Pos.Line-1]))+1) {
				t.Errorf("outside the file: %s\n%q", p.Error(), data)
			}
		}
		if err != nil {
			return
		}
		s := e.Session(nil)
		for q := s.Next(); q != nil; q = s.Next() {
			s = s.Answer(q, flow.Unknown)
		}
		e.Advise(s.Answers())
	})
}
