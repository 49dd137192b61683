package document_test

import (
	"bytes"
	"fmt"
	"log"

	"chiefly/engine/document"
)

// The same document gives the same bytes.
func ExamplePDF() {
	d := document.Document{Kind: "Advice for", For: "Example Pumps", Title: "Hire a COO now.", Sections: []document.Section{
		{ID: "why", Title: "Why", Blocks: []document.Block{document.Paragraph{Text: document.Plain("The chief executive has no time left.")}}}}}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := document.PDF(b, d, document.A4); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%s, the same twice: %t\n", first.Bytes()[:8], bytes.Equal(first.Bytes(), second.Bytes()))
	// Output: %PDF-1.3, the same twice: true
}
