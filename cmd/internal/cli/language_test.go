package cli

import (
	"strings"
	"testing"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/content"
	"chiefly/cmd/internal/prompt/prompttest"
	"chiefly/engine/flow"
)

// TestQuizInGerman holds what a person meets in a quiz in another language: questions,
// progress, entries of ours, refusals and the review.
func TestQuizInGerman(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	e, err := content.Choice{}.LoadIn("de")
	if err != nil {
		t.Fatal(err)
	}
	known := &answers.Set{Answers: flow.Answers{}}
	for _, q := range e.Flow().Questions {
		known.Answers[q.ID] = flow.Unknown
	}
	for _, id := range []string{"headcount", "priorities", "technical_founder"} {
		delete(known.Answers, id)
	}
	script := prompttest.NewScript(t,
		step("Wie viele Menschen", prompttest.Type("Ich weiß es nicht")),
		step("am meisten erreichen? (höchstens 3)", prompttest.Labels("Mehr Umsatz", "Nichts davon")),
		step("am meisten erreichen?", prompttest.Labels("Mehr Umsatz")),
		step("Gründungsteam", prompttest.Label("Ja")),
		step("Bitte prüfen Sie Ihre Antworten", prompttest.Label("Alles richtig: die Empfehlung zeigen")))
	q := &table{newQuiz(script, e.Flow(), known), script}
	if err := q.run(false); err != nil {
		t.Fatal(err)
	}
	script.Done()
	if got := q.session.Answers(); !got["headcount"].IsUnknown() || got["priorities"] != e.Flow().Question("priorities").Picked(4) {
		t.Errorf("the answers are %s", q.knows())
	}
	same(t, []string{"„Nichts davon“ passt zu keinem anderen Eintrag; wählen Sie entweder das eine oder das andere"}, script.Refused)
	said := strings.Join(script.Said, "\n")
	for _, want := range []string{"Mit < kommen Sie zur vorigen Frage zurück. Strg-C hält an", "Frage 1 von höchstens ", "Das Wichtigste"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}

func TestLanguageOfTheTerminal(t *testing.T) {
	for _, c := range []struct{ all, messages, lang, command, want string }{
		{"", "", "", "advise", ""},
		{"", "", "de_DE.UTF-8", "advise", "de"},
		{"", "", "de", "quiz", "de"},
		{"", "", "de.UTF-8", "explain", "de"},
		{"", "fr_FR", "de_DE", "chiefly", "fr"},
		{"C", "fr_FR", "de_DE", "advise", ""},
		{"C.UTF-8", "", "de_DE", "advise", ""},
		{"", "", "POSIX", "advise", ""},
		{"", "", "../../etc", "advise", ""},
		{"", "", "de_DE.UTF-8", "prove", ""},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		root := (&app{}).rootCommand()
		cmd, _, err := root.Find(strings.Fields(strings.TrimPrefix(c.command, "chiefly")))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(localeOf(cmd)); got != c.want {
			t.Errorf("%+v gives %q", c, got)
		}
	}
}
