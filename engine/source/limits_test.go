package source_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"chiefly/engine/source"
)

func TestParseLimits(t *testing.T) {
	nested := func(open, inner, shut string, depth int) string {
		return strings.Repeat(open, depth) + inner + strings.Repeat(shut, depth)
	}
	const deep = "lists and mappings nest too deep (write it flatter; 64 levels are allowed)"
	for _, c := range []struct {
		name   string
		format source.Format
		text   string
		want   []string
	}{
		{"YAML lists, 64 deep", source.YAML, nested("[", "1", "]", 64), nil},
		{"YAML lists, 65 deep", source.YAML, nested("[", "1", "]", 65), []string{"file:1:65: " + deep}},
		{"YAML mappings, 65 deep", source.YAML, nested("{a: ", "1", "}", 65), []string{"file:1:257: " + deep}},
		{"YAML blocks, 64 deep", source.YAML, nested("- ", "1", "", 64), nil},
		{"YAML blocks, 65 deep", source.YAML, nested("- ", "1", "", 65), []string{"file:1:129: " + deep}},
		{"JSON lists, 64 deep", source.JSON, nested("[", "1", "]", 64), nil},
		{"JSON lists, 65 deep", source.JSON, nested("[", "1", "]", 65), []string{"file:1:65: " + deep}},
		{"JSON mappings, 64 deep", source.JSON, nested(`{"a":`, "1", "}", 64), nil},
		{"JSON mappings, 65 deep", source.JSON, nested(`{"a":`, "1", "}", 65), []string{"file:1:321: " + deep}},
		{"TOML lists, 64 deep", source.TOML, "a=" + nested("[", "1", "]", 63), nil},
		{"TOML lists, 65 deep", source.TOML, "a=" + nested("[", "1", "]", 64), []string{"file:1:67: " + deep}},
		{"TOML inline tables, 65 deep", source.TOML, "a=" + nested("{a=", "1", "}", 64), []string{"file:1:192: " + deep}},
		{"TOML dotted keys, 64 deep", source.TOML, "a" + strings.Repeat(".a", 63) + "=1", nil},
		{"TOML dotted keys, 65 deep", source.TOML, "a" + strings.Repeat(".a", 64) + "=1", []string{"file:1:127: " + deep}},
		{"a file of the largest size", source.YAML, "#" + strings.Repeat("x", source.MaxBytes-1), nil},
		{"a file a byte larger", source.YAML, "#" + strings.Repeat("x", source.MaxBytes),
			[]string{"file: the file is larger than 1048576 bytes (split it, or remove what does not belong in it)"}},
		{"a file of 10 MB", source.JSON, strings.Repeat("[", 10_000_000),
			[]string{"file: the file is larger than 1048576 bytes (split it, or remove what does not belong in it)"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, c.want, problems(c.format, c.text)) })
	}
}

// Files made to exhaust a reader. Each is read or refused with no more memory
// than its length explains.
func TestParseBombs(t *testing.T) {
	series := func(form string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, strings.ReplaceAll(form, "#", "%[1]d"), i)
		}
		return b.String()
	}
	laughs, chain := "a0: &a0 [x]\n", "a0: &a0 {k: 1}\n"
	for i := range 30 {
		laughs += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), i)
		chain += fmt.Sprintf("a%d: &a%d {<<: [*a%d, *a%d], k%d: 1}\n", i+1, i+1, i, i, i)
	}
	for _, c := range []struct {
		name     string
		format   source.Format
		text     string
		megabyte uint64 // allocated at most
		want     string // the first problem
	}{
		{"aliases of aliases", source.YAML, laughs, 2, "file:1:5: an anchor (&a0) is not allowed (write the value out where it is used)"},
		{"chain of merges", source.YAML, chain, 2, "file:1:5: an anchor (&a0) is not allowed (write the value out where it is used)"},
		{"alias of itself", source.YAML, "a: &a [*a]", 1, "file:1:4: an anchor (&a) is not allowed (write the value out where it is used)"},
		{"50,000 keys", source.YAML, series("key#: 1\n", 50_000), 100, ""},
		{"50,000 anchors", source.YAML, series("- &a# 1\n", 50_000), 200, "file:1:3: an anchor (&a0) is not allowed (write the value out where it is used)"},
		{"lists, 100,000 deep", source.YAML, strings.Repeat("[", 100_000), 4, "file:1:65: lists and mappings nest too deep (write it flatter; 64 levels are allowed)"},
		{"blocks, 100,000 deep", source.YAML, strings.Repeat("- ", 100_000), 4, "file:1:129: lists and mappings nest too deep (write it flatter; 64 levels are allowed)"},
		{"keys, 100,000 deep", source.YAML, strings.Repeat("? ", 100_000), 4, "file:1:129: lists and mappings nest too deep (write it flatter; 64 levels are allowed)"},
		{"huge text", source.YAML, "a: " + strings.Repeat("x", 1_000_000), 40, ""},
		{"huge text of escapes", source.YAML, `a: "` + strings.Repeat(`\n`, 500_000) + `"`, 40, ""},
		{"documents", source.YAML, strings.Repeat("---\n", 200_000), 40, "file:2:1: the file holds more than one document (keep one document a file, without a second ---)"},
		{"one key again and again, on one line", source.YAML, "{" + strings.Repeat("a: 1, ", 50_000) + "}", 400, `file:1:8: key "a" is given twice (it is given first on line 1; keep one)`},
		{"JSON, 1,000,000 deep", source.JSON, strings.Repeat("[", 1_000_000), 8, "file:1:65: lists and mappings nest too deep (write it flatter; 64 levels are allowed)"},
		{"JSON, one key again and again, on one line", source.JSON, `{` + strings.Repeat(`"":1,`, 100_000) + `"":1}`, 400, `file:1:7: key "" is given twice (it is given first on line 1; keep one)`},
		{"JSON, a long list on one line", source.JSON, "[" + strings.Repeat("1,", 200_000) + "1]", 250, ""},
		{"TOML, 1,000,000 deep", source.TOML, "a=" + strings.Repeat("[", 1_000_000), 40, "file:1:10003: not TOML: arrays and inline tables are nested more than the maximum of 10000 levels deep"},
		{"TOML, dotted keys 200,000 deep", source.TOML, "a" + strings.Repeat(".a", 200_000) + "=1", 500, "file:1:127: lists and mappings nest too deep (write it flatter; 64 levels are allowed)"},
		{"TOML, empty lists on one line", source.TOML, "a=[" + strings.Repeat("[],", 150_000) + "]", 250, ""},
		{"TOML, many tables", source.TOML, series("k#.a=1\n", 80_000), 150, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, list := source.Parse(source.NewFile("file", []byte(c.text)), c.format)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > c.megabyte {
				t.Errorf("reading %d bytes allocates %d MB, more than %d", len(c.text), used, c.megabyte)
			}
			first := ""
			if len(list) > 0 {
				first = list[0].Error()
			}
			same(t, c.want, first)
		})
	}
}
