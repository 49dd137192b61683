package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/schema"
	"chiefly/engine/source"
)

const fmtLong = `Lays out YAML files of content and answers in one way: lists indented by two under
their key, long texts folded at 110 characters, keys in the order of the guides,
quotes only where they are needed, no blanks at the ends of lines. Values stay
what they are, and every comment stays where it belongs. A folder stands for all
YAML files in it; - reads standard input and writes to standard output.

A file that is laid out already is not touched. --check changes nothing, lists
the files that would change, and ends with 1 if there are any.`

const fmtExample = `  chiefly fmt house
  chiefly fmt mine.yaml acme.yaml
  chiefly fmt --check questions rules`

func (a *app) fmtCommand() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:     "fmt FILE...",
		Short:   "Lay out content and answers files",
		Long:    fmtLong,
		Example: fmtExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUsage(cmd, errors.New("name files or folders, or - for standard input"))
			}
			return a.layOut(args, check)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing; list files that would change")
	return cmd
}

// layOut lays out the files that the arguments stand for. It goes on after a file that
// has problems, and returns those of all.
func (a *app) layOut(args []string, check bool) error {
	names, err := yamlFiles(args)
	if err != nil {
		return fail(exitInvalid, "", "%w", err)
	}
	var problems source.List
	changed := 0
	for _, name := range names {
		file, err := answers.Open(name, a.In)
		if err != nil {
			return fail(exitInvalid, "", "reading %s: %w", name, err)
		}
		text, wrong := source.Layout(file, schema.Style(file))
		problems = append(problems, wrong...)
		if len(wrong) > 0 {
			continue
		}
		same := bytes.Equal(text, file.Data)
		if !same {
			changed++
		}
		if err := a.laidOut(name, text, same, check); err != nil {
			return err
		}
	}
	if err := problems.Err(); err != nil {
		return err
	}
	if check && changed > 0 {
		return fail(exitFindings, "chiefly fmt lays them out", "%s not laid out", counted(changed, "file"))
	}
	return nil
}

// laidOut writes what becomes of a file: its name for --check, its text for standard
// input, and else the file where it changes.
func (a *app) laidOut(name string, text []byte, same, check bool) error {
	var err error
	switch {
	case check && !same:
		_, err = fmt.Fprintln(a.Out, source.Printable(name))
	case check:
	case name == "-":
		_, err = a.Out.Write(text)
	case !same:
		err = rewrite(name, text)
	}
	return err
}

// rewrite replaces a file, whole or not at all. Who may read it stays the same.
func rewrite(name string, text []byte) error {
	info, err := os.Stat(name)
	if err == nil {
		err = answers.WriteFile(name, text)
	}
	if err == nil {
		err = os.Chmod(name, info.Mode().Perm())
	}
	if err != nil {
		return fail(exitUsage, "", "writing %s: %w", name, err)
	}
	return nil
}

// yamlFiles returns the files that arguments stand for: of a folder all YAML files in
// it and below, but in hidden folders.
func yamlFiles(args []string) ([]string, error) {
	var names []string
	for _, arg := range args {
		if arg == "-" {
			names = append(names, arg)
			continue
		}
		err := filepath.WalkDir(arg, func(name string, entry fs.DirEntry, err error) error {
			format, known := source.FormatOf(name)
			switch {
			case err != nil:
				return err
			case entry.IsDir() && name != arg && entry.Name()[0] == '.':
				return fs.SkipDir
			case entry.IsDir():
			case known && format == source.YAML:
				names = append(names, name)
			case name == arg:
				return fmt.Errorf("%s: only YAML files are laid out; the name must end in .yaml or .yml", name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.Compact(names), nil
}
