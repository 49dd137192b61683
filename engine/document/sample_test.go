package document

import (
	"fmt"

	"chiefly/engine"
	"chiefly/engine/picture"
)

// sample is an advice as a report to a board has it, with everything that a document can
// hold, in German for its long words.
func sample() Document {
	d := Document{Language: "de", Kind: "Empfehlung", For: "Nordlicht Pumpen GmbH", Title: "Stellen Sie jetzt eine Person als COO in Vollzeit ein und warten Sie mit CTO und CPO",
		Lead: []Text{
			{{Text: "Die Geschäftsführung ist der Engpass: "}, {Text: "mehr als die Hälfte der Zeit", Strong: true}, {Text: " geht in den laufenden Betrieb, und vier von sechs Bereichen berichten unmittelbar an sie."}},
			{{Text: "Warum, steht unter "}, {Text: "Die Gründe", Link: "#reasons"}, {Text: "; womit anzufangen ist, unter "}, {Text: "Die ersten 90 Tage", Link: "#first"}, {Text: "."}},
		},
		Foot: []string{"Inhalt: rules/chiefs.yaml 3.2, questions/chiefs.yaml 3.2; Prüfsumme 5f2a09c1", "Dieselben Antworten ergeben dasselbe Dokument."},
		Sources: []Source{
			{Title: "Riding Shotgun: The Role of the COO", Publisher: "Bennett & Miles, Stanford Business Press", Address: "https://www.sup.org/books/business/riding-shotgun"},
			{Title: "Second in Command: The Misunderstood Role of the Chief Operating Officer", Publisher: "Harvard Business Review", Address: "https://hbr.org/2006/05/second-in-command-the-misunderstood-role-of-the-chief-operating-officer?utm_source=a&utm_medium=b", Remark: "verkauft, was es empfiehlt"},
		}}
	d.Sections = append(d.Sections,
		Section{ID: "verdict", Title: "Was dafür und was dagegen spricht", Blocks: []Block{
			Callout{Title: "COO: jetzt besetzen", Text: Text{{Text: "24 Punkte von 20 nötigen. "}, {Text: "Auch mit jeder anderen Antwort auf die offenen Fragen bleibt es dabei."}}, Tone: For},
			Callout{Title: "CTO: noch nicht", Text: Plain("9 Punkte von 15 nötigen. Stattdessen: die leitende Entwicklerin zur technischen Leitung machen und einmal im Quartal von außen prüfen lassen."), Tone: Against},
			Callout{Title: "Noch nicht bekannt", Text: Plain("Ob ein Verkauf geplant ist. Die Antwort kann die Empfehlung ändern."), Tone: Notable},
			Callout{Title: "Zum Vergleich", Text: Plain("Ohne Titel und Ton.")},
			Figure{Picture: picture.Scores(advice()), Caption: "Punkte je Position und Schwellen"},
		}},
		Section{ID: "reasons", Title: "Die Gründe", Blocks: []Block{
			Heading{Text: "Chief Operating Officer"},
			List{Items: []Item{
				{Label: "+8", Text: Text{{Text: "Die Geschäftsführung verbringt mehr als die Hälfte ihrer Zeit mit dem Betrieb"}, {Text: " (", Cites: nil}, {Text: "ceo_time >= 50", Code: true}, {Text: ")", Cites: []int{1, 2}}}, Tone: For},
				{Label: "+6", Text: Text{{Text: "Mehrere Standorte mit eigener Fertigung", Cites: []int{2}}}, Tone: For},
				{Label: "−4", Text: Plain("Es gibt schon eine Werkleitung, die einen Teil der Aufgaben trägt; sie wird in den nächsten achtzehn Monaten voraussichtlich in den Ruhestand gehen, was den Abzug wieder aufhebt."), Tone: Against},
			}},
			List{Items: []Item{
				{Label: "Offen geblieben:", Text: Plain("ob ein Verkauf geplant ist"), Tone: Notable},
				{Text: Plain("Ohne Bezeichnung")},
			}},
			Paragraph{Text: Plain("Abzüge zählen wie Gründe dafür. Was nicht beantwortet ist, zählt nicht."), Muted: true},
			Figure{Picture: picture.Growth(path()), Caption: "Wie sich die Empfehlung mit der Zahl der Beschäftigten ändert"},
		}},
		Section{ID: "arrangement", Title: "Wer an wen berichtet", Blocks: []Block{Figure{Picture: picture.Organisation(advice()), Caption: "Heute und wie empfohlen"}}},
		Section{ID: "first", Title: "Die ersten 90 Tage", Blocks: []Block{
			Paragraph{Text: Plain("Die Reihenfolge folgt den Gründen, die am meisten wiegen. Jeder Schritt endet mit etwas, das die Geschäftsführung prüfen kann, bevor der nächste beginnt, und keiner setzt voraus, dass ein anderer Bereich vorher umgebaut wird.")},
			List{Numbered: true, Items: numbered(11)},
		}},
		Section{ID: "answers", Title: "Die Antworten", Blocks: []Block{longTable()}},
		Section{ID: "changes", Title: "Was die Empfehlung ändern würde", Blocks: []Block{
			Table{Head: []string{"Antwort", "COO", "CTO", "CPO"}, Numbers: []bool{false, true, true, true}, Rows: [][]Text{
				{Plain("heute"), Plain("24"), Plain("9"), Plain("1.204")}, {Plain("mit 400 Beschäftigten"), Plain("31"), Plain("14"), Plain("7")}}},
			Paragraph{Text: Plain("Ελληνικά, кириллица, česky, română (ș, ț), ≥ 20 → −3 %, 漢字 und \u202eunsichtbares\u202c bleiben sichtbar.")},
		}})
	return d
}

func numbered(n int) []Item {
	var items []Item
	for i := range n {
		items = append(items, Item{Label: fmt.Sprintf("Woche %d.", i+1), Text: Plain("Mit den Leitungen von Fertigung, Einkauf und Versand je einen halben Tag verbringen und aufschreiben, worüber heute nur die Geschäftsführung entscheidet.")})
	}
	return items
}

// longTable goes over a page.
func longTable() Table {
	table := Table{Caption: "Woraus die Empfehlung folgt", Head: []string{"Nr.", "Frage", "Antwort", "Punkte"}, Numbers: []bool{true, false, false, true}}
	for i := range 40 {
		answer := Text{{Text: "100 bis 249", Strong: i%7 == 0}}
		if i%9 == 4 {
			answer = Text{{Text: "Lieferverzögerungen, Qualitätssicherungsbeauftragtenwechsel, Nachtschichtzulagen"}, {Text: " und "}, {Text: "delivery_delays", Code: true}}
		}
		table.Rows = append(table.Rows, []Text{Plain(fmt.Sprint(i + 1)), {{Text: fmt.Sprintf("Wie viele Menschen arbeiten am Standort %d in Vollzeit oder Teilzeit?", i+1), Cites: []int{1 + i%2}}}, answer, Plain(fmt.Sprintf("%d,%d", 3*i, i%10))})
	}
	return table
}

// advice is that of the document, as far as pictures show it.
func advice() *engine.Advice {
	role := func(id, title, verdict string, score, hire int, points map[string]int, order ...string) *engine.Role {
		r := &engine.Role{ID: id, Title: title, Verdict: verdict, Score: score, Thresholds: engine.Thresholds{Hire: hire, Later: hire / 2}}
		for _, because := range order {
			r.Reasons = append(r.Reasons, engine.Reason{Rule: because, Points: points[because], Because: because})
		}
		return r
	}
	const busy, sites, leader = "Die Geschäftsführung verbringt mehr als die Hälfte ihrer Zeit mit dem Betrieb.", "Es gibt mehrere Standorte mit eigener Fertigung.", "Es gibt schon eine Werkleitung."
	coo := role("coo", "Chief Operating Officer", engine.VerdictHire, 24, 20, map[string]int{busy: 18, sites: 10, leader: -4}, busy, sites, leader)
	coo.Mode = "full_time"
	cto := role("cto", "Chief Technology Officer", engine.VerdictNo, 9, 15, map[string]int{sites: 9}, sites)
	cpo := role("cpo", "Chief Product Officer", engine.VerdictNo, 1204, 2000, map[string]int{busy: 1204}, busy)
	return &engine.Advice{Language: "de", Recommendation: "coo", Roles: engine.Roles{coo, cto, cpo}, Sequence: []string{"coo"}}
}

// path is how the verdicts change with the number of people.
func path() *engine.Path {
	roles := func(verdict string) engine.SegmentRoles {
		return engine.SegmentRoles{{ID: "coo", Title: "Chief Operating Officer", Verdict: verdict}, {ID: "cto", Title: "Chief Technology Officer", Verdict: engine.VerdictNo}}
	}
	return &engine.Path{ID: "headcount", Language: "de", Ask: "Wie viele Menschen arbeiten in Ihrer Organisation?", Now: 120, NowText: "120 Personen", NowRange: []int64{120, 120}, Segments: []engine.Segment{
		{From: 1, To: 99, Text: "bis 99 Personen", Roles: roles(engine.VerdictNo)}, {From: 100, To: 1_000_000, Text: "ab 100 Personen", Now: true, Roles: roles(engine.VerdictHire)}}}
}
