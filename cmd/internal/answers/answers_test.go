package answers_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/source"
)

// read reads a file, which may be empty for none, and returns the answers as
// text, in the order of the flow, or what is wrong.
func read(t *testing.T, name, text string, environ map[string]string, assignments ...string) (string, []string) {
	t.Helper()
	f := hiringFlow(t)
	r := answers.Reader{Flow: f, Set: assignments}
	for variable, value := range environ {
		t.Setenv(variable, value)
		r.Environ = append(r.Environ, variable+"="+value)
	}
	var file *source.File
	if name != "" {
		file = source.NewFile(name, []byte(text))
	}
	set, err := r.Read(file)
	var problems source.List
	if err != nil && !errors.As(err, &problems) {
		t.Fatalf("the error is no list: %v", err)
	}
	var lines []string
	for _, d := range problems {
		lines = append(lines, d.Error())
	}
	var known []string
	if set.Organisation != "" {
		known = append(known, set.Organisation)
	}
	for _, q := range f.Questions {
		if a, given := set.Answers[q.ID]; given {
			known = append(known, q.ID+"="+q.Format(a))
		}
	}
	return strings.Join(known, " "), lines
}

func TestReadLayers(t *testing.T) {
	env := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m["CHIEFLY_ANSWER_"+pairs[i]] = pairs[i+1]
		}
		return m
	}
	const file = "organisation: ' Acme\t & Co '\nflow: hiring\nheadcount: 10\nfield: [software, retail]\ngoals: []\n"
	for name, c := range map[string]struct {
		text    string
		environ map[string]string
		set     []string
		want    string
	}{
		"nothing":                       {"", nil, nil, ""},
		"the file":                      {file, nil, nil, "Acme & Co headcount=10 field=[software, retail] goals=[]"},
		"environment over file":         {file, env("HEADCOUNT", "100-250"), nil, "Acme & Co headcount=100-250 field=[software, retail] goals=[]"},
		"flag over environment":         {file, env("HEADCOUNT", "100-250"), []string{"headcount=<15"}, "Acme & Co headcount=<15 field=[software, retail] goals=[]"},
		"flag over file":                {file, nil, []string{"goals=cost, growth", " field =retail"}, "Acme & Co headcount=10 field=retail goals=[growth, cost]"},
		"the last flag":                 {file, nil, []string{"headcount=1", "headcount=2"}, "Acme & Co headcount=2 field=[software, retail] goals=[]"},
		"each from elsewhere":           {"headcount: 10\n", env("LISTED", "yes"), []string{"debt=-5"}, "headcount=10 debt=-5 listed=yes"},
		"unknown over a known answer":   {file, nil, []string{"headcount=unknown"}, "Acme & Co headcount=unknown field=[software, retail] goals=[]"},
		"an empty variable is none":     {file, env("HEADCOUNT", ""), nil, "Acme & Co headcount=10 field=[software, retail] goals=[]"},
		"an empty variable of no use":   {file, env("NONSENSE", ""), nil, "Acme & Co headcount=10 field=[software, retail] goals=[]"},
		"a value with an equals sign":   {"", nil, []string{"headcount=>=100"}, "headcount=100+"},
		"an option that is called none": {"field: none\n", nil, []string{"goals=none"}, "field=none goals=[]"},
		"a name that is a number":       {"organisation: 42\n", nil, nil, "42"},
		"a comment alone":               {"# nothing yet\n", nil, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := read(t, "a.yaml", c.text, c.environ, c.set...)
			same(t, c.want, got)
			same(t, []string(nil), problems)
		})
	}
	t.Run("no file", func(t *testing.T) {
		got, problems := read(t, "", "", nil, "headcount=3")
		same(t, "headcount=3", got)
		same(t, []string(nil), problems)
	})
	t.Run("the environment is left aside", func(t *testing.T) {
		t.Setenv("CHIEFLY_ANSWER_HEADCOUNT", "3")
		got, _ := read(t, "a.yaml", "headcount: 10\n", nil)
		same(t, "headcount=10", got)
	})
}

// Everything that is wrong is told at once, wherever it comes from.
func TestReadProblems(t *testing.T) {
	const text = `organisation: [a]
flow: coffee
hedcount: 5
headcount: many
field: softwear
goals: growth
goals: [cost]
listed:
`
	got, problems := read(t, "a.yaml", text, map[string]string{"CHIEFLY_ANSWER_HEDCOUNT": "5", "CHIEFLY_ANSWER_DEBT": "lots"}, "debt", "orgnisation=x", "listed=maybe")
	same(t, "", got)
	for i, want := range []string{
		`a.yaml:7:1: key "goals" is given twice`,
		`a.yaml:1:15: the organisation must be a name, not a list`,
		`a.yaml:2:7: these answers belong to flow "coffee", not to hiring`,
		`a.yaml:3:1: there is no question "hedcount" (did you mean "headcount"?)`,
		`CHIEFLY_ANSWER_HEDCOUNT: this variable answers no question (did you mean CHIEFLY_ANSWER_HEADCOUNT?)`,
		`--set debt: there is no = in it (write --set headcount=120, say)`,
		`--set orgnisation=x: there is no question "orgnisation" (did you mean "organisation"?)`,
		`a.yaml:4:12: headcount: "many" is not a whole number`,
		`CHIEFLY_ANSWER_DEBT: debt: "lots" is not a whole number`,
		`a.yaml:6:8: goals: `,
		`a.yaml:5:8: field: "softwear" is not an option of field`,
		`--set listed=maybe: listed: "maybe" is not an option of listed`,
	} {
		found := false
		for _, p := range problems {
			found = found || strings.HasPrefix(p, want)
		}
		if !found {
			t.Errorf("problem %d is not told: %s\n%s", i, want, strings.Join(problems, "\n"))
		}
	}
}

func TestReadWhatIsNoAnswersFile(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"a list":              {"a.yaml", "- 1\n", "a.yaml:1:1: an answers file must be a mapping, not a list"},
		"broken":              {"a.json", `{"headcount": 1,`, "a.json:1:17: not JSON: the file ends too early"},
		"a name that is long": {"a.yaml", "organisation: " + strings.Repeat("ä", 201) + "\n", "a.yaml:1:15: the name has more than 200 characters"},
		"no name":             {"a.yaml", "organisation:\n", "a.yaml:1:14: the organisation must be a name, not nothing (write a name, or remove the key)"},
		"a key in capitals":   {"a.yaml", "Headcount: 5\n", `a.yaml:1:1: there is no question "Headcount" (did you mean "headcount"?)`},
		"nothing like it":     {"a.yaml", "xyzzyxyzzy: 5\n", `a.yaml:1:1: there is no question "xyzzyxyzzy" (chiefly show questions lists them)`},
		"a dotted key":        {"a.yaml", "headcount.x: 5\n", `a.yaml:1:1: there is no question "headcount.x"`},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := read(t, c.file, c.text, nil)
			same(t, "", strings.ReplaceAll(got, strings.Repeat("ä", 201), ""))
			if len(problems) != 1 || !strings.HasPrefix(problems[0], c.want) {
				t.Errorf("told %q, want %q", problems, c.want)
			}
		})
	}
}

func TestReadFormats(t *testing.T) {
	for name, text := range map[string]string{
		"a.yaml":         "organisation: A\nheadcount: 100-250\nfield: [software, none]\ngoals: [cost]\nlisted: yes\n",
		"a.yml":          "# x\n\norganisation: A\nheadcount: 100-250\nfield: [software, none]\ngoals: [cost]\nlisted: true\n",
		"a.json":         `{"organisation": "A", "headcount": "100-250", "field": ["software", "none"], "goals": ["cost"], "listed": true}`,
		"a.toml":         "organisation = 'A'\nheadcount = '100-250'\nfield = ['software', 'none']\ngoals = ['cost']\nlisted = true\n",
		"standard input": "# in TOML\n\norganisation = 'A'\nheadcount = '100-250'\nfield = ['software', 'none']\ngoals = ['cost']\nlisted = true\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := read(t, name, text, nil)
			same(t, "A headcount=100-250 field=[software, none] goals=[cost] listed=yes", got)
			same(t, []string(nil), problems)
		})
	}
}

func TestInEnvironment(t *testing.T) {
	for entry, want := range map[string]bool{
		"CHIEFLY_ANSWER_HEADCOUNT=5": true, "CHIEFLY_ANSWER_HEADCOUNT=": false, "CHIEFLY_ANSWER_HEADCOUNT": false, "CHIEFLY_FORMAT=json": false, "X=CHIEFLY_ANSWER_=5": false,
	} {
		if got := answers.InEnvironment(entry); got != want {
			t.Errorf("%q: %v", entry, got)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	t.Run("a file", func(t *testing.T) {
		name := path("a.yaml", "\ufeffheadcount: 5\n")
		file, err := answers.Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		same(t, []string{name, "headcount: 5\n"}, []string{file.Name, string(file.Data)})
	})
	t.Run("standard input", func(t *testing.T) {
		in, err := os.Open(path("in.yaml", "headcount: 5\n"))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		file, err := answers.Open("-", in)
		if err != nil {
			t.Fatal(err)
		}
		same(t, []string{"standard input", "headcount: 5\n"}, []string{file.Name, string(file.Data)})
	})
	t.Run("no more than is looked at", func(t *testing.T) {
		file, err := answers.Open(path("big.yaml", strings.Repeat("# a\n", 1<<20)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(file.Data) > source.MaxBytes+4 {
			t.Errorf("%d bytes were read", len(file.Data))
		}
		_, err = (&answers.Reader{Flow: hiringFlow(t)}).Read(file)
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("larger than %d bytes", source.MaxBytes)) {
			t.Errorf("the file is refused with %v", err)
		}
	})
	for name, c := range map[string]struct {
		file string
		want string
		is   error
	}{
		"not there":       {filepath.Join(dir, "nowhere.yaml"), "no such file or directory", fs.ErrNotExist},
		"a folder":        {dir + "/", "the name of an answers file must end in .yaml, .yml, .json or .toml", nil},
		"of another kind": {path("a.txt", "headcount: 5\n"), "a.txt: the name of an answers file must end in .yaml, .yml, .json or .toml", nil},
		"a folder.yaml":   {t.TempDir(), "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a folder.yaml" {
				c.file += "/x.yaml"
				if err := os.Mkdir(c.file, 0o700); err != nil {
					t.Fatal(err)
				}
				c.want = "is a directory"
			}
			_, err := answers.Open(c.file, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("opened with %v, want %s", err, c.want)
			}
		})
	}
}
