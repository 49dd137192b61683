package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"
)

// mostOfPage is how large a page may be, in bytes.
const mostOfPage = 200_000

// TestPagesAreSmallAndTheSameEachTime makes the fullest pages on the realistic
// organisations.
func TestPagesAreSmallAndTheSameEachTime(t *testing.T) {
	files, err := filepath.Glob("testdata/organisations/*.yaml")
	if err != nil || len(files) < 13 {
		t.Fatalf("%d organisations, %v", len(files), err)
	}
	for _, file := range files {
		page := func() []byte {
			out, err := exec.Command("chiefly", "advise", file, "--full", "--format", "html", "--no-outlook").Output()
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		first := page()
		if len(first) > mostOfPage {
			t.Errorf("the page on %s has %d bytes", file, len(first))
		}
		if !bytes.Equal(first, page()) {
			t.Errorf("two pages on %s differ", file)
		}
	}
}
