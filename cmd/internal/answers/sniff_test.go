package answers

import (
	"testing"

	"chiefly/engine/source"
)

func TestSniff(t *testing.T) {
	for text, want := range map[string]source.Format{
		"":                                 source.YAML,
		"# nothing\n":                      source.YAML,
		"headcount: 5\n":                   source.YAML,
		"\n# a = b\nheadcount: 5 # = 6\n":  source.YAML,
		"organisation: a = b\n":            source.YAML,
		"headcount = 5\n":                  source.TOML,
		"# a: b\nurl = 'http://x'\n":       source.TOML,
		"\n  {\"headcount\": 5}":           source.JSON,
		"= 5\n":                            source.YAML,
		"[answers]\n":                      source.YAML,
		"prose without any mark\na = b\n":  source.YAML,
		"\"headcount\" = 5\r\nx = 1\r\n":   source.TOML,
		"---\nheadcount = 5\nheadcount: 5": source.YAML,
	} {
		if got := sniff([]byte(text)); got != want {
			t.Errorf("%q is taken for format %v, want %v", text, got, want)
		}
	}
}
