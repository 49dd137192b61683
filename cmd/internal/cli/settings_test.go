package cli

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"chiefly/engine/source"
)

// settle reads the settings of the quiz command, which has them all.
func settle(t *testing.T, config string, environ map[string]string, args ...string) (*settings, error) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", dir)
	name, text, _ := strings.Cut(config, "|")
	if name != "" {
		write(t, filepath.Join(dir, name), text)
	}
	for variable, value := range environ {
		t.Setenv(variable, value)
	}
	return (&app{}).settings(commandOf(t, args...))
}

func TestSettings(t *testing.T) {
	type env = map[string]string
	defaults := settings{Format: "text", Color: "auto"}
	with := func(change func(*settings)) settings {
		s := defaults
		change(&s)
		return s
	}
	const usual = "chiefly/config.yaml|"
	for name, test := range map[string]struct {
		config  string
		environ env
		args    []string
		want    settings
	}{
		"none":                             {"", nil, nil, defaults},
		"the usual file":                   {usual + "format: json\nwidth: 60\nfull: true\ncolor: never\nplain: true\ncontent: house\n", nil, nil, settings{Format: "json", Width: 60, Full: true, Color: "never", Plain: true, Content: "house"}},
		"the usual file in TOML":           {"chiefly/config.toml|format = 'json'\nwidth = 60\nfull = true\n", nil, nil, with(func(s *settings) { s.Format, s.Width, s.Full = "json", 60, true })},
		"the usual file in JSON":           {`chiefly/config.json|{"questions": "q.yaml", "rules": "r.yaml"}`, nil, nil, with(func(s *settings) { s.Questions, s.Rules = "q.yaml", "r.yaml" })},
		"an empty file":                    {usual + "# nothing\n", nil, nil, defaults},
		"environment over file":            {usual + "format: json\nwidth: 60\n", env{"CHIEFLY_FORMAT": "markdown", "CHIEFLY_PLAIN": "1"}, nil, with(func(s *settings) { s.Format, s.Width, s.Plain = "markdown", 60, true })},
		"flag over environment":            {usual + "format: json\nfull: true\n", env{"CHIEFLY_FORMAT": "markdown"}, []string{"--format", "text", "--full=false"}, defaults},
		"flag over file, by its default":   {usual + "width: 60\n", nil, []string{"--width", "0"}, defaults},
		"an empty variable is none":        {usual + "format: json\n", env{"CHIEFLY_FORMAT": "", "CHIEFLY_WIDTH": ""}, nil, with(func(s *settings) { s.Format = "json" })},
		"a named file":                     {"mine.toml|format = 'json'", nil, []string{"--config", "mine.toml"}, with(func(s *settings) { s.Format = "json" })},
		"a file named by the environment":  {"mine.toml|format = 'json'", env{"CHIEFLY_CONFIG": "mine.toml"}, nil, with(func(s *settings) { s.Format = "json" })},
		"a named file over the usual one":  {usual + "format: json\n", env{"CHIEFLY_CONFIG": "/dev/null/x.yaml"}, []string{"--config", "chiefly/config.yaml"}, with(func(s *settings) { s.Format = "json" })},
		"the largest width":                {"", nil, []string{"--width", "1000"}, with(func(s *settings) { s.Width = 1000 })},
		"answers are no settings":          {"", env{"CHIEFLY_ANSWER_HEADCOUNT": "5"}, nil, defaults},
		"variables that nobody knows":      {"", env{"CHIEFLY_NONSENSE": "5"}, nil, defaults},
		"a folder that does not exist yet": {"", nil, []string{"--content", "nowhere"}, with(func(s *settings) { s.Content = "nowhere" })},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := settle(t, test.config, test.environ, test.args...)
			if err != nil {
				t.Fatal(err)
			}
			same(t, test.want, *got)
		})
	}
}

func TestSettingsRefused(t *testing.T) {
	type env = map[string]string
	for name, test := range map[string]struct {
		config  string
		environ env
		args    []string
		code    int
		want    string
	}{
		"format by flag":        {"", nil, []string{"--format", "jsn"}, 2, `--format: there is no format "jsn"; did you mean "json"?`},
		"no format by flag":     {"", nil, []string{"--format", ""}, 2, `--format: there is no format ""; one of text, markdown, html, pdf, csv, json`},
		"format by environment": {"", env{"CHIEFLY_FORMAT": "docx"}, nil, 2, `CHIEFLY_FORMAT: there is no format "docx"`},
		"colour":                {"", env{"CHIEFLY_COLOR": "yes"}, nil, 2, `CHIEFLY_COLOR: there is no color "yes"`},
		"width":                 {"", nil, []string{"--width", "1001"}, 2, `--width: width must be a number from 0 to 1000, not "1001"`},
		"no width":              {"", env{"CHIEFLY_WIDTH": "wide"}, nil, 2, `CHIEFLY_WIDTH: width must be a number from 0 to 1000, not "wide"`},
		"below no width":        {"", env{"CHIEFLY_WIDTH": "-1"}, nil, 2, `CHIEFLY_WIDTH: width must be a number from 0 to 1000, not "-1"`},
		"full":                  {"", env{"CHIEFLY_FULL": "perhaps"}, nil, 2, `CHIEFLY_FULL: full must be true or false, not "perhaps"`},
		"the file":              {"chiefly/config.yaml|width: wide\nfull: maybe\nfrmat: json\ncolor: [auto]\n", nil, nil, 3, `config.yaml:1:8: width must be a number from 0 to 1000, not "wide"`},
		"a broken file":         {"chiefly/config.toml|width =", nil, nil, 3, "config.toml:1:"},
		"a file that is a list": {"chiefly/config.yaml|- 1", nil, nil, 3, "config.yaml:1:1: the settings file must be a mapping, not a list"},
		"no file":               {"", nil, []string{"--config", "nowhere.yaml"}, 2, "reading the settings: open nowhere.yaml: no such file or directory"},
		"no settings file":      {"a.txt|x", nil, []string{"--config", "a.txt"}, 2, "reading the settings: a.txt: the name must end in .yaml, .yml, .json or .toml"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := settle(t, test.config, test.environ, test.args...)
			if err == nil {
				t.Fatalf("accepted as %+v", s)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("refused with %v, want %s", err, test.want)
			}
			code, problems := 0, source.List(nil)
			var f *failure
			if errors.As(err, &f) {
				code = f.code
			} else if errors.As(err, &problems) {
				code = exitInvalid
			}
			same(t, test.code, code)
		})
	}
	t.Run("all of a file at once", func(t *testing.T) {
		_, err := settle(t, "chiefly/config.yaml|width: wide\nfull: maybe\nfrmat: json\ncolor: [auto]\n", nil)
		var problems source.List
		if !errors.As(err, &problems) || len(problems) != 4 {
			t.Errorf("told %v", err)
		}
	})
}
