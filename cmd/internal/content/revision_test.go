package content

import (
	"errors"
	"testing"
)

func TestWithoutGitThereAreNoCommits(t *testing.T) {
	t.Setenv("PATH", "")
	if _, err := FindCommit("HEAD"); !errors.Is(err, ErrNoGit) {
		t.Errorf("%v, not %v", err, ErrNoGit)
	}
}

// What git would take for an option is no revision.
func TestOptionsAreNoRevisions(t *testing.T) {
	for _, name := range []string{"", "-p", "--output=stolen"} {
		if c, err := FindCommit(name); err == nil {
			t.Errorf("%q: %v", name, c)
		}
	}
}

// No more of a file is kept than content may have, but that there is more is seen.
func TestBeginning(t *testing.T) {
	var b beginning
	piece := make([]byte, 1<<20)
	for range 100 {
		if n, err := b.Write(piece); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	if got := b.Len(); got != mostOfFile {
		t.Errorf("%d bytes, not %d", got, mostOfFile)
	}
}
