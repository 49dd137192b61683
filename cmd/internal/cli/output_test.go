package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"pgregory.net/rapid"
)

// TestFilesStayInTheirFolder gives files any name: they never leave the folder, are never
// hidden, and hold nothing that a shell or a system reads in a way of its own.
func TestFilesStayInTheirFolder(t *testing.T) {
	dir := t.TempDir()
	o := &output{name: dir}
	check := func(t interface{ Errorf(string, ...any) }, stem string) {
		file := o.file(stem, "html")
		if filepath.Dir(file) != dir {
			t.Errorf("%q leads to %s", stem, file)
		}
		if base := filepath.Base(file); strings.Trim(base, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != "" ||
			base[0] == '.' || base[0] == '-' || len(base) > 120 || strings.Count(base, ".") != 1 {
			t.Errorf("%q is called %q", stem, base)
		}
	}
	for _, stem := range []string{"", ".", "..", "../..", "/etc/passwd", `..\..\x`, "a/../../b", ".hidden", "-rf", "a\x00b", "a\nb", "\u202ex", strings.Repeat("x", 10_000), "日本", "C:x", "a b", "~"} {
		check(t, stem)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.String().Draw(t, "stem")) })
}

func TestFileNames(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ stem, format, want string }{
		{"acme", "html", "acme.html"}, {"04_manufacturer_120_erp", "pdf", "04_manufacturer_120_erp.pdf"}, {"brief-cto", "markdown", "brief-cto.md"},
		{"Acme & Sons", "text", "Acme-Sons.txt"}, {"", "json", "advice.json"}, {"-", "csv", "advice.csv"}, {"..", "svg", "advice.svg"},
	} {
		if got := (&output{name: dir}).file(c.stem, c.format); got != filepath.Join(dir, c.want) {
			t.Errorf("%q as %s is %s, want %s", c.stem, c.format, got, c.want)
		}
	}
	if got := (&output{name: "a.html"}).file("acme", "html"); got != "a.html" {
		t.Errorf("a file of its own name is %s", got)
	}
	if got := (&output{}).file("acme", "html"); got != "" {
		t.Errorf("standard output is %s", got)
	}
}

func TestFormatOfOutput(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, flag, want, wrong string
	}{
		{"", "", "text", ""}, {"a.html", "", "html", ""}, {"A.HTML", "", "html", ""}, {"a.htm", "", "html", ""}, {"a.b.md", "", "markdown", ""},
		{"a.html", "json", "json", ""}, {dir, "", "text", ""}, {"nowhere/", "", "text", ""}, {dir, "json", "json", ""},
		{"a.pdf", "", "", "names no format that this command writes; end it in one of .html, .json, .md, .txt"}, {"a", "", "", "names no format"},
		{"a.yaml", "", "", "is the name of a file with content or answers"}, {"a.toml", "", "", "is the name of a file with content or answers"},
	} {
		var o output
		cmd := &cobra.Command{}
		cmd.Flags().String("format", "", "")
		addOutput(cmd, &o, "html", "json", "markdown", "text")
		o.name = c.name
		setting := "text"
		if c.flag != "" {
			setting = c.flag
			if err := cmd.Flags().Set("format", c.flag); err != nil {
				t.Fatal(err)
			}
		}
		got, err := o.format(cmd, setting)
		if got != c.want || c.wrong == "" != (err == nil) || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("-o %q --format %q: %q, %v", c.name, c.flag, got, err)
		}
	}
}

// TestPut writes over nothing but what it may.
func TestPut(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(in("there"), []byte("before"), 0o600))
	must(t, os.Mkdir(in("folder"), 0o700))
	must(t, os.Symlink(in("outside"), in("link")))
	for name, c := range map[string]struct {
		force        bool
		wrong, holds string
	}{
		"new":     {false, "", "after"},
		"there":   {false, "is there already", "before"},
		"folder":  {true, "is no ordinary file", ""},
		"link":    {true, "is no ordinary file", ""},
		"no/file": {true, "no such file or directory", ""},
	} {
		o := &output{force: c.force}
		err := o.put(in(name), []byte("after"))
		if c.wrong == "" != (err == nil) || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v", name, err)
		}
		if data, _ := os.ReadFile(in(name)); string(data) != c.holds {
			t.Errorf("%s holds %q", name, data)
		}
	}
	for _, o := range []*output{{force: true}, {written: []string{in("there")}}} {
		must(t, os.WriteFile(in("there"), []byte("before"), 0o600))
		must(t, o.put(in("there"), []byte("after")))
		if data, _ := os.ReadFile(in("there")); string(data) != "after" {
			t.Errorf("there holds %q", data)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 4 {
		t.Errorf("%d files are left in the folder, want 4: %v", len(entries), entries)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
