package engine_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

func builtInIn(t *testing.T, language wording.Language) *engine.Engine {
	t.Helper()
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), language)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestBuiltInContentIsAllInGerman(t *testing.T) {
	e := builtInIn(t, "de")
	if e.Language() != "de" {
		t.Errorf("the language is %q", e.Language())
	}
	for _, m := range e.Untranslated() {
		t.Errorf("%s: no %s in German", m.At.Pos, m.What)
	}
	if got := e.Languages(); !slices.Equal(got, []wording.Language{"de", "en"}) {
		t.Errorf("the languages are %v", got)
	}
}

// TestTranslationChangesWordsOnly gives the same answers to both languages: whatever is no
// text must be the same.
func TestTranslationChangesWordsOnly(t *testing.T) {
	english, german := builtInIn(t, ""), builtInIn(t, "de")
	if english.Digest() != german.Digest() {
		t.Errorf("the digests are %s and %s", english.Digest(), german.Digest())
	}
	for n := range 40 {
		known := flow.Answers{}
		for i, q := range english.Flow().Questions {
			if (n+i)%5 == 0 {
				continue
			}
			known[q.ID] = someAnswer(q, n*31+i*17)
		}
		want, got := decided(t, english.Advise(known)), decided(t, german.Advise(known))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("answers %d:\n%s", n, diff)
		}
	}
}

// someAnswer returns one answer of many.
func someAnswer(q *flow.Question, n int) flow.Answer {
	switch q.Type {
	case flow.Integer:
		sizes := []int64{0, 3, 12, 40, 90, 300, 800, 6000, 4000000}
		at := min(max(sizes[n%len(sizes)], q.Min), q.Max)
		return q.Integers(at, at)
	case flow.Choices:
		return q.Picked(n%len(q.Options), (n/7)%len(q.Options))
	}
	return q.OneOf(n % len(q.Options))
}

// worded are the fields of an advice that hold texts of the content or of the program.
var worded = []string{"language", "headline", "title", "because", "mode_because", "text", "ask", "experience", "topic_title", "for_title"}

// decided returns the JSON form of an advice without its texts.
func decided(t *testing.T, a *engine.Advice) any {
	t.Helper()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var form any
	if err := json.Unmarshal(data, &form); err != nil {
		t.Fatal(err)
	}
	return withoutTexts(form)
}

func withoutTexts(form any) any {
	switch form := form.(type) {
	case map[string]any:
		for key, value := range form {
			if slices.Contains(worded, key) {
				delete(form, key)
			} else {
				form[key] = withoutTexts(value)
			}
		}
	case []any:
		for i, value := range form {
			form[i] = withoutTexts(value)
		}
	}
	return form
}

const (
	shipFlow = "flow: ship\nversion: 1.0.0\ntitle: A ship\nquestions:\n" +
		"  - {id: crew, type: integer, min: 1, max: 9000, unit: man/men, ask: How many?, why: It matters.}\n" +
		"  - {id: old, type: yes_no, ask: Old?, why: It matters.}\n"
	shipRules = "rule_set: crew\nversion: 1.0.0\nflow: ship\ntitle: Officers\nthresholds: {hire: 1, later: 0}\nroles: [{id: mate, title: mate}]\n" +
		"rules: [{id: many, when: crew > 5, points: {mate: 1}, because: You are many., sources: [log]}]\nsources: [{id: log, title: The log}]\n"
)

// ship is content in English with more files beside it.
func ship(files map[string]string) fs.FS {
	all := fstest.MapFS{"questions/ship.yaml": {Data: []byte(shipFlow)}, "rules/crew.yaml": {Data: []byte(shipRules)}}
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

func TestLanguageOfContent(t *testing.T) {
	flowDE := "translates: ship\nlanguage: de\nquestions: {crew: {ask: Wie viele?, unit: Mann/Mann}}\n"
	rulesDE := "translates: crew\nlanguage: de\nroles: {mate: Steuermann}\n"
	both := map[string]string{"questions/ship.de.yaml": flowDE, "rules/crew.de.yaml": rulesDE}
	for name, c := range map[string]struct {
		files    map[string]string
		language wording.Language
		want     string // the advice in short, or what is wrong
	}{
		"as it is":              {both, "", "-: Hire a full-time mate now. How many? 1,200 men; Old? Yes"},
		"translated":            {both, "de", "de: Besetzen Sie jetzt die Position Steuermann in Vollzeit. Wie viele? 1.200 Mann; Old? Ja"},
		"only the rules":        {map[string]string{"rules/crew.de.yaml": rulesDE}, "de", "de: Besetzen Sie jetzt die Position Steuermann in Vollzeit. How many? 1.200 men; Old? Ja"},
		"only the flow":         {map[string]string{"questions/ship.de.yaml": flowDE}, "de", "de: Besetzen Sie jetzt die Position mate in Vollzeit. Wie viele? 1.200 Mann; Old? Ja"},
		"its own":               {both, "en", "-: Hire a full-time mate now. How many? 1,200 men; Old? Yes"},
		"one that it lacks":     {both, "fr", `the content is not in language "fr" [de en]`},
		"a flow that says so":   {map[string]string{"questions/ship.yaml": "language: de\n" + shipFlow}, "", "de: Besetzen Sie jetzt die Position mate in Vollzeit. How many? 1.200 men; Old? Ja"},
		"and is asked for it":   {map[string]string{"questions/ship.yaml": "language: de\n" + shipFlow}, "de", "de: Besetzen Sie jetzt die Position mate in Vollzeit. How many? 1.200 men; Old? Ja"},
		"and lacks English":     {map[string]string{"questions/ship.yaml": "language: de\n" + shipFlow}, "en", `the content is not in language "en" [de]`},
		"one without our words": {map[string]string{"rules/crew.fr.yaml": "translates: crew\nlanguage: fr\nroles: {mate: second}\n"}, "fr", "fr: Hire a full-time second now. How many? 1,200 men; Old? Yes"},
		"no code":               {map[string]string{"questions/ship.yaml": "language: German\n" + shipFlow}, "", `questions/ship.yaml:1:11: "German" is not the code of a language (write two lower-case letters, such as en or de)`},
		"a mistake":             {map[string]string{"rules/crew.de.yaml": rulesDE + "rules: {man: Ja.}\n"}, "de", `rules/crew.de.yaml:4:9: the original has no rule "man" (did you mean "many"?)`},
		"a mistake not asked":   {map[string]string{"rules/crew.de.yaml": rulesDE + "rules: {man: Ja.}\n"}, "", "-: Hire a full-time mate now. How many? 1,200 men; Old? Yes"},
		"no translation, though it is called one": {map[string]string{"rules/crew.de.yaml": shipRules}, "de",
			"rules/crew.de.yaml:1:1: the translation has no \"language\" (add a line \"language: ...\")"},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := engine.LoadIn(ship(c.files), c.language)
			var got string
			if err == nil {
				got = inShort(e)
			} else {
				got, _, _ = strings.Cut(err.Error(), "\n")
			}
			var unknown *engine.UnknownLanguage
			if errors.As(err, &unknown) {
				got += " " + codes(unknown.Known)
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func codes(languages []wording.Language) string {
	var all []string
	for _, l := range languages {
		all = append(all, string(l))
	}
	return "[" + strings.Join(all, " ") + "]"
}

// inShort advises a ship of 1200.
func inShort(e *engine.Engine) string {
	crew, old := e.Flow().Question("crew"), e.Flow().Question("old")
	a := e.Advise(flow.Answers{"crew": crew.Integers(1200, 1200), "old": old.OneOf(1)})
	language := a.Language
	if language == "" {
		language = "-"
	}
	text := string(language) + ": " + a.Headline
	for i, answer := range a.Answers {
		if i > 0 {
			text += ";"
		}
		text += " " + answer.Ask + " " + answer.Text
	}
	return text
}

// TestHousesAreTranslatedWithTheirBase holds that a file that builds on another is shown in
// the words of both translations.
func TestHousesAreTranslatedWithTheirBase(t *testing.T) {
	files := map[string]string{
		"rules/crew.yaml":    shipRules + "arrangements: [{id: dogs, when: needed.mate, note: watch, because: Keep it.}]\n",
		"rules/crew.de.yaml": "translates: crew\nlanguage: de\ntitle: Offiziere\nroles: {mate: Steuermann}\nrules: {many: Sie sind viele.}\narrangements: {dogs: Halten.}\ntopics: {watch: Wache}\n",
		"rules/house.yaml": "rule_set: house\nversion: 1.0.0\nextends: ./crew.yaml\nchange: {rules: [{id: many, points: {mate: 2}}]}\nrules: [{id: old, when: old, points: {mate: 3}, because: You are old., sources: [log]}]\n" +
			"arrangements: [{before: dogs, id: cats, when: old, note: watch, because: Sleep.}]\n",
		"rules/house.de.yaml": "translates: house\nlanguage: de\nrules: {old: Sie sind alt.}\n",
	}
	e, err := engine.LoadIn(ship(files), "de")
	var problems source.List
	if errors.As(err, &problems) {
		t.Fatal(problems.Render())
	} else if err != nil {
		t.Fatal(err)
	}
	a := e.Advise(flow.Answers{"crew": e.Flow().Question("crew").Integers(9, 9), "old": e.Flow().Question("old").OneOf(1)})
	mate := a.Roles.Role("mate")
	if a.Notes[0].TopicTitle != "Wache" || a.Notes[0].Text != "Sleep." {
		t.Errorf("the notes are %+v", a.Notes)
	}
	if missing := e.Untranslated(); len(missing) != 1 || missing[0].What != "arrangements.cats.because" {
		t.Errorf("missing: %+v", missing)
	}
	if mate.Title != "Steuermann" || mate.Score != 5 || mate.Reasons[0].Because != "Sie sind alt." || mate.Reasons[1].Because != "Sie sind viele." {
		t.Errorf("%+v", mate)
	}
}

func TestWeightsAsInPrint(t *testing.T) {
	for want, reason := range map[string]engine.Reason{"−1.204": {Points: -1204}, "+40": {Points: 40}, "0": {}, "Muss": {Effect: engine.EffectRequire}, "Veto": {Effect: engine.EffectRuleOut}} {
		if got := reason.PrintedWeight("de"); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
