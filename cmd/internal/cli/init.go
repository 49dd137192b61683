package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/scaffold"
	"chiefly/engine/source"
)

const initLong = `Makes a folder in which to write questions and rules of your own: copies of the
built-in ones with their tests, guides for authors, and what editors need to
complete and check the files while you type.

--extend makes short files instead, which build on the built-in ones and say only
what is different: most houses need no more.

Nothing is ever overwritten. Where one of the files is there already, nothing is
written, and all that are there are listed.`

func (a *app) initCommand() *cobra.Command {
	var extend bool
	cmd := &cobra.Command{
		Use:     "init [DIR]",
		Short:   "Make a folder for questions and rules of your own",
		Long:    initLong,
		Example: "  chiefly init house --extend\n  chiefly test --content house",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.init(append(args, ".")[0], extend)
		},
	}
	cmd.Flags().BoolVar(&extend, "extend", false, "build on the built-in content instead of copying it")
	return cmd
}

func (a *app) init(dir string, extend bool) error {
	files, err := scaffold.Files(extend)
	if err != nil {
		return err
	}
	err = scaffold.Write(dir, files)
	var there scaffold.Exists
	if errors.As(err, &there) {
		f := &failure{code: exitUsage}
		for _, name := range there {
			f.add("nothing has been written; name another folder", "%s is there already", name)
		}
		return f
	}
	if err != nil {
		return fail(exitUsage, "nothing has been written", "%w", err)
	}
	for _, f := range files {
		fmt.Fprintln(a.Out, source.Printable(f.Name))
	}
	fmt.Fprintf(a.Err, "hint: chiefly test --content %s --watch runs the tests at each save; README.md says what else there is\n", shellQuote(dir))
	return nil
}
