package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine/source"
)

// An output is where a command writes its results: the file that -o names, or standard
// output. A file is written whole or not at all, and one that is there already is
// overwritten only with --force.
type output struct {
	name    string
	force   bool
	formats []string
	written []string // by this run, which --watch overwrites
}

// endings are the formats by the endings of names.
var endings = map[string]string{
	".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
	".pdf": "pdf", ".csv": "csv", ".json": "json", ".svg": "svg",
}

// usualEndings are those that names are given here, by format.
var usualEndings = map[string]string{
	"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf", "csv": ".csv", "json": ".json", "svg": ".svg",
}

// addOutput declares -o and --force for a command that can write formats.
func addOutput(cmd *cobra.Command, o *output, formats ...string) {
	o.formats = formats
	cmd.Flags().StringVarP(&o.name, "output", "o", "", "write to this `file`, in the format that its ending says (default: standard output)")
	cmd.Flags().BoolVar(&o.force, "force", false, "let -o overwrite a file that is there already")
}

// format returns the format to write: what --format says, else what the ending of the
// file does. Without a file, or with a folder, it is the setting.
func (o *output) format(cmd *cobra.Command, setting string) (string, error) {
	flag := cmd.Flags().Lookup("format")
	if o.name == "" || o.isFolder() || flag != nil && flag.Changed {
		return setting, nil
	}
	ending := strings.ToLower(filepath.Ext(o.name))
	format := endings[ending]
	if slices.Contains(o.formats, format) {
		return format, nil
	}
	if _, content := source.FormatOf(o.name); content && format == "" {
		return "", fmt.Errorf("--output: %s is the name of a file with content or answers; end it in one of %s", source.Quote(o.name), o.endings())
	}
	return "", fmt.Errorf("--output: the ending of %s names no format that this command writes; end it in one of %s", source.Quote(o.name), o.endings())
}

// endings lists the endings of the formats that can be written.
func (o *output) endings() string {
	var found []string
	for _, format := range o.formats {
		found = append(found, usualEndings[format])
	}
	return strings.Join(found, ", ")
}

// isFolder reports whether results go into a folder, a file each.
func (o *output) isFolder() bool {
	info, err := os.Stat(o.name)
	return o.name != "" && (os.IsPathSeparator(o.name[len(o.name)-1]) || err == nil && info.IsDir())
}

// file returns the name of the file for a result: the one that -o says or, in a folder,
// one made of a stem. Whatever the stem holds, the file lies in that folder. It is
// empty for standard output.
func (o *output) file(stem, format string) string {
	if !o.isFolder() {
		return o.name
	}
	return filepath.Join(o.name, safeName(stem)+usualEndings[format])
}

// mostOfName is the longest name of a file made here, in bytes, without its ending.
const mostOfName = 100

// safeName makes a name of a file out of any text: letters, digits and single marks
// between them.
func safeName(text string) string {
	safe := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !safe(r) })
	name := strings.Join(words, "-")
	if name == "" {
		return "advice"
	}
	return name[:min(len(name), mostOfName)]
}

// writeOne writes what a command says about one organisation. In a folder the file is
// called like its answers.
func (a *app) writeOne(o *output, set *answers.Set, format string, data []byte) error {
	return a.writeResult(o, o.file(stem(set.File), format), format, data)
}

// writeResult writes one result to a file, or to standard output where the name is empty,
// and says what file it wrote.
func (a *app) writeResult(o *output, name, format string, data []byte) error {
	if name == "" {
		return a.writeOut(format, data)
	}
	if err := o.put(name, data); err != nil {
		return err
	}
	o.written = append(o.written, name)
	fmt.Fprintf(a.Err, "wrote %s\n", source.Printable(name))
	return nil
}

// writeOut writes to standard output. A PDF on a terminal is of no use.
func (a *app) writeOut(format string, data []byte) error {
	if _, terminal := prompt.Columns(a.Out); terminal && format == "pdf" {
		return fail(exitUsage, "name a file: -o FILE.pdf", "a PDF cannot be read on a terminal")
	}
	_, err := a.Out.Write(data)
	return err
}

// put writes a file that is not there yet, or that may be overwritten.
func (o *output) put(name string, data []byte) error {
	err := answers.Create(name, data)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := o.check(name); err != nil {
		return err
	}
	return answers.WriteFile(name, data)
}

// check refuses to write to what is there already, if it may not be overwritten. Links,
// devices and folders never are: what they lead to was not named. An empty name is
// standard output.
func (o *output) check(name string) error {
	info, err := os.Lstat(name)
	switch {
	case name == "", errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fail(exitUsage, "", "%s is no ordinary file", name)
	case !o.force && !slices.Contains(o.written, name):
		return fail(exitUsage, "use --force to overwrite it", "%s is there already", name)
	}
	return nil
}
