package prompt

import (
	"strings"
	"testing"
)

// TestPromptsInGerman holds that the line-by-line prompts speak the language and take its
// words.
func TestPromptsInGerman(t *testing.T) {
	p, out := plainOver("9\nzebra\n\nf\nkeine\n", 80)
	p.language = "de"
	if got, err := p.Select(Select{Title: "Welche Farbe?", Help: "Irgendeine.", Options: options("Rot", "Blau", "Fliederfarben"), Default: -1}); err != nil || got != 2 {
		t.Errorf("%d, %v", got, err)
	}
	if got, err := p.MultiSelect(MultiSelect{Title: "Welche Farben?", Options: options("Rot", "Blau", "Grün"), Back: true}); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	for _, want := range []string{
		"(geben Sie eine Nummer ein; ? Hilfe)", "Es gibt keine Nummer 9; bitte geben Sie eine von 1 bis 3 ein.", `Nichts beginnt mit "zebra"`,
		"Bitte geben Sie eine Antwort ein.", "Antwort übernommen: Fliederfarben", "(geben Sie Nummern ein, etwa 1, 3, oder keine; < zurück)", "Antwort übernommen: keine",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not there:\n%s", want, out)
		}
	}
}

func TestListsInGerman(t *testing.T) {
	for _, test := range []struct {
		multi   bool
		columns int
		want    string
	}{
		{false, 100, "[auf/ab: bewegen, Eingabetaste: wählen, ? Hilfe, Umschalt-Tab: zurück]"},
		{true, 100, "[auf/ab: bewegen, Leertaste: ankreuzen, Eingabetaste: fertig, ? Hilfe, Umschalt-Tab: zurück]"},
		{true, 40, "[auf/ab, Leertaste, Eingabe, ? Hilfe]"},
	} {
		l := newList(listing{language: "de", options: options("Rot", "Blau"), help: "Ja.", back: true, multi: test.multi, indent: 2}, test.columns, 24)
		if l.hint != test.want {
			t.Errorf("the hint is %s, want %s", l.hint, test.want)
		}
		if back := l.rows[2].label; back != "< Zurück" {
			t.Errorf("the way back is %q", back)
		}
		if got := l.searchLine("gelb"); !strings.HasPrefix(got, "Suche: gelb (nicht gefunden") {
			t.Errorf("the search line is %q", got)
		}
	}
}
