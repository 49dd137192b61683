//go:build programs

package document

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// written writes a document to a file.
func written(t *testing.T, d Document, paper Paper) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, made(t, d, paper), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// output runs a program of the packages qpdf and poppler-utils, and returns what it says.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%s: %v\n%s%s", command, err, out, stderr.String())
	}
	return string(out)
}

// Others find no fault with our files, whatever the texts.
func TestProgramsCheckPDF(t *testing.T) {
	hostile := sample()
	hostile.For, hostile.Title = strings.Repeat("x", 10_000), "(\\) \u202e\x00 << /JS (app.alert\\(1\\)) >> endobj \U0001f600"
	for _, d := range []Document{sample(), {}, hostile} {
		for _, paper := range []Paper{A4, Letter} {
			file := written(t, d, paper)
			if out := output(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors found") {
				t.Error(out)
			}
			if out := output(t, "pdffonts", file); len(regexp.MustCompile(`(?m)CID TrueType +Identity-H +yes `).FindAllString(out, -1)) != 3 {
				t.Errorf("not all fonts are embedded:\n%s", out)
			}
		}
	}
}

// Others read what a document says, in the order in which it is read: titles, running
// text and lists line by line, and tables row by row.
func TestProgramsReadPDF(t *testing.T) {
	got := words(output(t, "pdftotext", "-layout", written(t, sample(), A4), "-"))
	for _, text := range []string{
		"Empfehlung Nordlicht Pumpen GmbH Stellen Sie jetzt eine Person als COO in Vollzeit ein und warten Sie mit CTO und CPO Die Geschäftsführung ist der Engpass: mehr als die Hälfte der Zeit geht",
		"Was dafür und was dagegen spricht COO: jetzt besetzen 24 Punkte von 20 nötigen.",
		"+8 Die Geschäftsführung verbringt mehr als die Hälfte ihrer Zeit mit dem Betrieb (ceo_time >= 50) [1] [2] +6 Mehrere Standorte",
		"Woche 1. Mit den Leitungen von Fertigung, Einkauf und Versand je einen halben Tag verbringen und aufschreiben, worüber heute nur die Geschäftsführung entscheidet. 2. Woche 2.",
		"Nr. Frage Antwort Punkte 1 Wie viele Menschen arbeiten am Standort 1",
		"heute 24 9 1.204 mit 400 Beschäftigten 31 14 7 Ελληνικά, кириллица, česky, română (ș, ț), ≥ 20 → −3 %, □□ und □unsichtbares□ bleiben sichtbar.",
		"Quellen 1. Riding Shotgun: The Role of the COO, Bennett & Miles",
	} {
		_, after, found := strings.Cut(got, text)
		if !found {
			t.Fatalf("%q is missing, or not where it is read:\n%s", text, got)
		}
		got = after
	}
}

// Others are told what the document is.
func TestProgramsDescribePDF(t *testing.T) {
	file := written(t, sample(), Letter)
	out := output(t, "pdfinfo", file)
	for _, want := range []string{"Title: Stellen Sie jetzt", "Subject: Empfehlung", "Page size: 612 x 792 pts (letter)", "JavaScript: no"} {
		if !strings.Contains(words(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "Date:") {
		t.Errorf("there is a date:\n%s", out)
	}
}
