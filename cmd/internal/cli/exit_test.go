package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/cobra"

	"chiefly/engine/source"
)

func TestExitCodes(t *testing.T) {
	one := source.Diagnostic{File: "a.yaml", Pos: source.Pos{Line: 2, Col: 3}, Message: "wrong", Hint: "do right", Line: "a b c"}
	for name, test := range map[string]struct {
		err  error
		code int
		want string
	}{
		"done":                  {nil, 0, ""},
		"any error":             {errors.New("no\n\tspace\x1b[31m"), 2, "chiefly: no\nchiefly: space\ufffd[31m\n"},
		"a failure":             {fail(exitMissing, "ask", "%w", fs.ErrNotExist), 4, "chiefly: file does not exist\nhint: ask\n"},
		"a failure in an error": {fmt.Errorf("outer: %w", fail(exitInterrupted, "", "inner")), 130, "chiefly: outer: inner\n"},
		"usage":                 {wrongUsage(&cobra.Command{Use: "chiefly"}, errors.New("no such flag")), 2, "chiefly: no such flag\nhint: chiefly --help shows how to call it\n"},
		"a problem":             {source.List{one}, 3, "a.yaml:2:3: wrong\n    2 | a b c\n      |   ^\n  hint: do right\n"},
		"problems":              {source.List{one, {Message: "more"}}, 3, "a.yaml:2:3: wrong\n    2 | a b c\n      |   ^\n  hint: do right\nmore\nchiefly: 2 problems\n"},
		"problems of a failure": {fail(exitUsage, "there", "reading: %w", source.List{{Message: "more"}}), 2, "more\nhint: there\n"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "err")
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			same(t, test.code, (&app{Streams: Streams{Err: f}}).report(test.err))
			same(t, test.want, readFile(t, path))
		})
	}
}
