package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/document"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// envPrefix begins the names of the variables that hold settings:
// CHIEFLY_FORMAT sets format.
const envPrefix = "CHIEFLY_"

// A setting is one of the tool's own settings: a flag, a variable and a line in
// the configuration file, in this order of precedence.
type setting struct {
	name    string
	usage   string
	options []string // allowed values; none for any
	flag    bool     // takes no value on the command line
	number  bool
}

var settingsKnown = []setting{
	{name: "content", usage: "read flows and rules from `dir`/questions and dir/rules instead of the built-in ones"},
	{name: "questions", usage: "read the flow from this `file`"},
	{name: "rules", usage: "read the rule set from this `file`"},
	{name: "population", usage: "weigh answers by how common this `file` says they are; uniform: all alike"},
	{name: "lang", usage: "show content in this `language`, such as de"},
	{name: "format", usage: "write the advice as `format`: text, markdown, html, pdf, csv or json", options: adviceFormats},
	{name: "paper", usage: "give a PDF pages of this `size`: a4 (the default) or letter", options: []string{"a4", letterPaper}},
	{name: "full", usage: "show every rule, not only the strongest", flag: true},
	{name: "width", usage: "wrap text at this many `columns`, but no fewer than 36 and no more than 160 (default: the terminal's width, else 80)", number: true},
	{name: "color", usage: "show colours `when`: auto, always or never", options: []string{"auto", "always", "never"}},
	{name: "order", usage: "ask in this `order`: natural (the default), or best: in each section first what tells most", options: []string{naturalOrder, bestOrder}},
	{name: "all", usage: "ask every question, also those that can no longer change the advice", flag: true},
	{name: "plain", usage: "ask line by line, as suits screen readers and simple terminals", flag: true},
}

// Settings of one kind, for the commands that have them.
var (
	contentSettings = []string{"content", "questions", "rules", "lang"}
	reportSettings  = []string{"format", "paper", "full", "width", "color"}
	quizSettings    = []string{"order", "all", "plain"}
)

func settingNamed(name string) setting {
	return settingsKnown[slices.IndexFunc(settingsKnown, func(s setting) bool { return s.name == name })]
}

// addSettings declares settings as flags of a command.
func addSettings(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		s := settingNamed(name)
		switch {
		case s.flag:
			cmd.Flags().Bool(name, false, s.usage)
		case s.number:
			cmd.Flags().Int(name, 0, s.usage)
		default:
			cmd.Flags().String(name, "", s.usage)
		}
		if s.options != nil {
			cobra.CheckErr(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(s.options, cobra.ShellCompDirectiveNoFileComp)))
		}
	}
}

// settings are the values in force.
type settings struct {
	Content, Questions, Rules string
	Population                string
	Lang                      string
	Locale                    wording.Language // of the terminal, for a command that speaks it; or empty
	Format, Paper             string
	Full                      bool
	Width                     int
	Color                     string
	Plain                     bool
	Order                     string
	All                       bool
}

// notASetting marks a flag that has the name of a setting, but is the command's own,
// such as a format with other values.
const notASetting = "not a setting"

// settings reads the settings for a command: its flags win over the
// environment, the environment over the configuration file.
func (a *app) settings(cmd *cobra.Command) (*settings, error) {
	v := viper.New()
	v.SetDefault("format", "text")
	v.SetDefault("color", "auto")
	for _, s := range settingsKnown {
		if err := v.BindEnv(s.name, envPrefix+strings.ToUpper(s.name)); err != nil {
			return nil, err
		}
	}
	if err := readConfig(v, cmd); err != nil {
		return nil, err
	}
	var bindErr error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		_, own := f.Annotations[notASetting]
		if !own && slices.ContainsFunc(settingsKnown, func(s setting) bool { return s.name == f.Name }) {
			bindErr = errors.Join(bindErr, v.BindPFlag(f.Name, f))
		}
	})
	if bindErr != nil {
		return nil, bindErr
	}
	if err := validate(v, cmd); err != nil {
		return nil, err
	}
	return &settings{Content: v.GetString("content"), Questions: v.GetString("questions"), Rules: v.GetString("rules"), Population: v.GetString("population"), Lang: v.GetString("lang"), Locale: localeOf(cmd), Format: v.GetString("format"), Paper: v.GetString("paper"),
		Full: v.GetBool("full"), Width: v.GetInt("width"), Color: v.GetString("color"), Plain: v.GetBool("plain"), Order: v.GetString("order"), All: v.GetBool("all")}, nil
}

// letterPaper is the value of the setting paper for the paper of North America.
const letterPaper = "letter"

// paper is the size of the pages of a PDF.
func (s *settings) paper() document.Paper {
	if s.Paper == letterPaper {
		return document.Letter
	}
	return document.A4
}

// validate checks every value, wherever it comes from. The configuration file
// has been checked in its place before.
func validate(v *viper.Viper, cmd *cobra.Command) error {
	for _, s := range settingsKnown {
		raw, given := v.Get(s.name), v.IsSet(s.name)
		if !given {
			continue
		}
		if message := s.problem(fmt.Sprint(raw)); message != "" {
			where := envPrefix + strings.ToUpper(s.name)
			if f := cmd.Flags().Lookup(s.name); f != nil && f.Changed {
				where = "--" + s.name
			}
			return wrongUsage(cmd, fmt.Errorf("%s: %s", where, message))
		}
	}
	return nil
}

// problem says what is wrong with a value, or returns "".
func (s setting) problem(value string) string {
	switch {
	case value == "" && s.options == nil:
		return ""
	case s.options != nil && !slices.Contains(s.options, value):
		return noSuch(s.name, value, s.options).Error()
	case s.number:
		if n, err := strconv.Atoi(value); err != nil || n < 0 || n > 1000 {
			return fmt.Sprintf("%s must be a number from 0 to 1000, not %s", s.name, source.Quote(value))
		}
	case s.flag:
		if _, err := strconv.ParseBool(value); err != nil {
			return fmt.Sprintf("%s must be true or false, not %s", s.name, source.Quote(value))
		}
	}
	return ""
}

// readConfig puts the configuration file into viper's lowest layer. A file that
// was named must exist; the one in the usual place need not.
func readConfig(v *viper.Viper, cmd *cobra.Command) error {
	name, named := os.Getenv(envPrefix+"CONFIG"), true
	if f := cmd.Flags().Lookup("config"); f != nil && f.Changed {
		name = f.Value.String()
	}
	if name == "" {
		named = false
		if name = usualConfig(); name == "" {
			return nil
		}
	}
	if _, known := source.FormatOf(name); !known {
		return fail(exitUsage, "", "reading the settings: %s: the name must end in .yaml, .yml, .json or .toml", name)
	}
	file, err := answers.Open(name, nil)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return fail(exitUsage, "", "reading the settings: %w", err)
	}
	values, problems := parseConfig(file)
	if err := problems.Err(); err != nil {
		return err
	}
	return v.MergeConfigMap(values)
}

// usualConfig returns the configuration file in the user's configuration
// folder that exists, or "".
func usualConfig() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	for _, ext := range []string{".yaml", ".toml", ".json"} {
		name := filepath.Join(dir, "chiefly", "config"+ext)
		if _, err := os.Stat(name); err == nil {
			return name
		}
	}
	return ""
}

func parseConfig(file *source.File) (map[string]any, source.List) {
	format, _ := source.FormatOf(file.Name)
	root, problems := source.Parse(file, format)
	values := map[string]any{}
	if root == nil || root.Kind == source.Null {
		return values, problems
	}
	r := source.Reader{Problems: problems}
	m := r.Map(root, "the settings file")
	for _, s := range settingsKnown {
		text := m.Text(s.name)
		if !text.Given() {
			continue
		}
		if message := s.problem(text.Value); message != "" {
			r.Report(text.Node, "", "%s", message)
		}
		values[s.name] = text.Value
	}
	m.Close()
	return values, r.Problems
}
