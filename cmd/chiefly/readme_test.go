package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs the transcripts in the README and in the authors' guides, so
// that they stay true. A transcript is a block fenced as "console": lines that
// begin with "$ " are typed, the others are what comes back. A line "[...]"
// stands for any lines, "[...]" in a line for anything there, and "[exit N]" for
// the exit code N.
func TestReadme(t *testing.T) {
	for _, name := range []string{"README.md", "rules/README.md", "questions/README.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/readme")); err != nil {
				t.Fatal(err)
			}
			blocks := regexp.MustCompile("(?ms)^```console\n(.*?)^```").FindAllStringSubmatch(string(text), -1)
			if len(blocks) == 0 {
				t.Fatal("there is no transcript")
			}
			for _, block := range blocks {
				transcript(t, dir, block[1])
			}
		})
	}
}

// transcript runs the commands of a block one by one.
func transcript(t *testing.T, dir, block string) {
	t.Helper()
	steps := regexp.MustCompile(`(?m)^\$ `).Split(block, -1)
	if steps[0] != "" {
		t.Fatalf("a transcript must begin with a command, not with %q", steps[0])
	}
	for _, step := range steps[1:] {
		command, want, _ := strings.Cut(step, "\n")
		got := run(t, dir, command)
		if !regexp.MustCompile(pattern(want)).MatchString(got) {
			t.Errorf("$ %s\n%s\nwant:\n%s", command, got, want)
		}
	}
}

// run runs a command line and returns what it wrote, with its exit code unless
// that is 0.
func run(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "CHIEFLY_CACHE=off")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Sprintf("%s[exit %d]\n", out, exit.ExitCode())
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// pattern turns expected output into an expression that matches all of it.
func pattern(want string) string {
	var b strings.Builder
	b.WriteString(`\A`)
	for line := range strings.Lines(want) {
		if line == "[...]\n" {
			b.WriteString(`(?:.*\n)*`)
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), `\[\.\.\.\]`, ".*"))
	}
	return b.String() + `\z`
}
