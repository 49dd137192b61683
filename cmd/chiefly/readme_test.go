package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
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
// the exit code N. A block fenced as "yaml FILE" is that file, or what is added to
// it; a transcript after it must read it.
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
			ran := ""
			unread := map[string]bool{}
			for _, block := range blocks(string(text)) {
				switch {
				case block.kind == "console":
					transcript(t, dir, block.text)
					ran += block.text
					maps.DeleteFunc(unread, func(file string, _ bool) bool {
						top, _, _ := strings.Cut(file, "/")
						return strings.Contains(block.text, top)
					})
				case block.kind == "yaml" && block.file != "":
					add(t, filepath.Join(dir, block.file), block.text)
					unread[block.file] = !strings.HasPrefix(block.file, ".") // those are read by TestGuide
				case block.kind == "yaml" && name != "README.md":
					t.Errorf("no test reads this block; say of which file it is:\n%s", block.text)
				}
			}
			if ran == "" {
				t.Error("there is no transcript")
			}
			for file, is := range unread {
				if is {
					t.Errorf("no transcript reads %s after the block of it", file)
				}
			}
		})
	}
}

// TestReadmeOfAFolder runs the transcripts in the README that "chiefly init" writes, in
// the folder. What editors know is then as it was.
func TestReadmeOfAFolder(t *testing.T) {
	for _, flag := range []string{"", " --extend"} {
		dir := t.TempDir()
		run(t, dir, "chiefly init"+flag)
		run(t, dir, "cp -r .chiefly before")
		text, err := os.ReadFile(filepath.Join(dir, "README.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks(string(text)) {
			transcript(t, dir, block.text)
		}
		if got := run(t, dir, "diff -r before .chiefly"); got != "" {
			t.Errorf("the schemas are others after the commands of the README:\n%s", got)
		}
	}
}

// A block is a fenced block of a guide.
type block struct{ kind, file, text string }

var fence = regexp.MustCompile("(?ms)^```([a-z]+)(?: ([^\n]+))?\n(.*?)^```")

func blocks(text string) (all []block) {
	for _, found := range fence.FindAllStringSubmatch(text, -1) {
		all = append(all, block{found[1], found[2], found[3]})
	}
	return all
}

// add does what the reader of a guide does with an example: the lines go into the file
// under the headings that it has, and others to its end.
func add(t *testing.T, name, example string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	file := string(text)
	headings := regexp.MustCompile(`(?m)^[a-z_]+:.*\n`)
	ends := append(headings.FindAllStringIndex(example, -1)[1:], []int{len(example)})
	for i, at := range headings.FindAllStringIndex(example, -1) {
		heading, rest := example[at[0]:at[1]], example[at[1]:ends[i][0]]
		if before, after, found := strings.Cut("\n"+file, "\n"+heading); found {
			file = (before + "\n" + heading + rest + after)[1:]
		} else {
			file += heading + rest
		}
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(file), 0o600)); err != nil {
		t.Fatal(err)
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
	cmd.Env = append(os.Environ(), "LC_ALL=C", "HOME="+dir, "XDG_CONFIG_HOME="+dir, "CHIEFLY_CACHE="+filepath.Join(dir, ".cache"))
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
