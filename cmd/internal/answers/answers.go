// Package answers reads what is known about an organisation from files, the
// environment and flags, and writes it back.
//
// Viper lays the three over each other: a flag wins over the environment, the
// environment over the file. Everything else about reading is stricter than
// viper is: files go through package source, so that an unknown, repeated or
// empty key, a value of the wrong type, a number out of range or an option that
// does not exist is reported in its place, all at once, and nothing is converted
// by guess.
package answers

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/viper"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// envPrefix begins the name of every environment variable that answers a
// question: CHIEFLY_ANSWER_HEADCOUNT answers headcount.
const envPrefix = "CHIEFLY_ANSWER_"

// Keys of an answers file that are no questions.
const (
	OrganisationKey = "organisation" // the name to show
	flowKey         = "flow"         // the flow that the answers belong to
)

// MaxName is the longest name of an organisation, in characters.
const MaxName = 200

// Variable returns the name of the environment variable for a key.
func Variable(key string) string { return envPrefix + strings.ToUpper(key) }

// InEnvironment reports whether an entry of the environment, "NAME=value",
// answers a question. An empty value does not.
func InEnvironment(entry string) bool {
	name, value, _ := strings.Cut(entry, "=")
	return strings.HasPrefix(name, envPrefix) && value != ""
}

// A Set is what is known about one organisation.
type Set struct {
	// File is the name of the file read, or "" when there was none.
	File string
	// Organisation is its name, or "".
	Organisation string
	Answers      flow.Answers
}

// A Reader reads answers to the questions of a flow.
type Reader struct {
	Flow *flow.Flow
	// Set is assignments "id=value", which win over everything else. Flag is where they
	// come from; empty for --set.
	Set  []string
	Flag string
	// Environ is the environment, as os.Environ returns it, in which variables
	// that answer no question are looked for. It is nil to leave the environment
	// aside.
	Environ []string
}

// Read reads one file, and lays the environment and the assignments over it. A
// nil file stands for none. What is wrong is returned as a source.List, also
// with values of the file that something else overrides.
func (r *Reader) Read(file *source.File) (*Set, error) {
	l := layers{reader: r, viper: viper.NewWithOptions(viper.KeyDelimiter("\x1f")), entries: map[string]any{}}
	set := &Set{Answers: flow.Answers{}}
	if file != nil {
		set.File = file.Name
		l.file(file)
	}
	if r.Environ != nil {
		l.environment()
	}
	l.assignments()
	set.Organisation = l.organisation()
	for _, q := range r.Flow.Questions {
		if a := l.answer(q); !a.IsZero() {
			set.Answers[q.ID] = a
		}
	}
	return set, l.Problems.Err()
}

// layers is one reading: viper's layers, and what is wrong so far.
type layers struct {
	source.Reader
	reader  *Reader
	viper   *viper.Viper
	entries map[string]any // *source.Node by key: viper's lowest layer
}

// A text is a value from a flag or from the environment.
type text struct {
	origin string // "--set" or the name of the variable
	value  string
}

// file puts the entries of a file into viper's lowest layer.
func (l *layers) file(file *source.File) {
	format, known := source.FormatOf(file.Name)
	if !known {
		format = sniff(file.Data)
	}
	root, problems := source.Parse(file, format)
	l.Problems = append(l.Problems, problems...)
	if root == nil || root.Kind == source.Null {
		return
	}
	m := l.Map(root, "an answers file")
	for i, key := range m.Node.Keys {
		value := m.Node.Items[i]
		switch {
		case key.Value == flowKey:
			l.belongs(value)
		case !l.isKey(key.Value):
			l.Report(key, l.suggest(key.Value), "there is no question %s", source.Quote(key.Value))
		case l.entries[key.Value] == nil: // the first one of a repeated key
			l.entries[key.Value] = value
		}
	}
	if err := l.viper.MergeConfigMap(maps.Clone(l.entries)); err != nil {
		l.Problems = append(l.Problems, source.Diagnostic{File: file.Name, Message: err.Error()})
	}
}

// isKey reports whether a name is a question or the organisation.
func (l *layers) isKey(name string) bool {
	return name == OrganisationKey || l.reader.Flow.Question(name) != nil
}

// keys returns what can be set: the organisation and all questions.
func (l *layers) keys() []string { return append(l.reader.Flow.IDs(), OrganisationKey) }

// organisation returns the name that the highest layer gives.
func (l *layers) organisation() string {
	name, node := "", &source.Node{}
	switch v := l.viper.Get(OrganisationKey).(type) {
	case *source.Node:
		name, node = v.Value, v
		if v.Kind == source.Null || v.Kind >= source.Sequence {
			l.Report(v, "write a name, or remove the key", "the organisation must be a name, not %s", v.Kind)
			return ""
		}
	case text:
		name, node = v.value, &source.Node{File: source.NewFile(v.origin, nil)}
	case string:
		name, node = v, &source.Node{File: source.NewFile(Variable(OrganisationKey), nil)}
	}
	if utf8.RuneCountInString(name) > MaxName {
		l.Report(node, "", "the name has more than %d characters", MaxName)
	}
	return strings.Join(strings.Fields(name), " ")
}

func (l *layers) belongs(n *source.Node) {
	if id := l.reader.Flow.ID; n.Value != id {
		l.Report(n, "answer that flow with --content or --questions, or correct the line", "these answers belong to flow %s, not to %s", source.Quote(n.Value), id)
	}
}

func (l *layers) suggest(id string) string {
	if near := source.Nearest(id, append(l.keys(), flowKey)); near != "" {
		return "did you mean " + source.Quote(near) + "?"
	}
	return "chiefly show questions lists them"
}

// environment binds every key to its variable, and reports variables that answer
// no question.
func (l *layers) environment() {
	names := map[string]bool{}
	for _, key := range l.keys() {
		name := Variable(key)
		names[name] = true
		if err := l.viper.BindEnv(key, name); err != nil {
			l.complain(name, err.Error(), "")
		}
	}
	for _, entry := range l.reader.Environ {
		name, _, _ := strings.Cut(entry, "=")
		if !InEnvironment(entry) || names[name] {
			continue
		}
		hint := "chiefly show questions lists them"
		if near := source.Nearest(strings.ToUpper(name), slices.Sorted(maps.Keys(names))); near != "" {
			hint = "did you mean " + near + "?"
		}
		l.complain(name, "this variable answers no question", hint)
	}
}

func (l *layers) complain(origin, message, hint string) {
	l.Problems = append(l.Problems, source.Diagnostic{File: origin, Message: message, Hint: hint})
}

// assignments puts "id=value" texts into viper's highest layer.
func (l *layers) assignments() {
	flag := cmp.Or(l.reader.Flag, "--set")
	for _, assignment := range l.reader.Set {
		id, value, ok := strings.Cut(assignment, "=")
		id = strings.TrimSpace(id)
		origin := flag + " " + assignment
		switch {
		case !ok:
			l.complain(origin, "there is no = in it", "write "+flag+" headcount=120, say")
		case !l.isKey(id):
			l.complain(origin, "there is no question "+source.Quote(id), l.suggest(id))
		default:
			l.viper.Set(id, text{origin, value})
		}
	}
}

// answer reads what the highest layer says of a question. What the file says is
// read in any case, so that a mistake in it does not go unseen.
func (l *layers) answer(q *flow.Question) flow.Answer {
	var inFile flow.Answer
	if node, ok := l.entries[q.ID].(*source.Node); ok {
		inFile = q.Read(&l.Reader, node)
	}
	switch v := l.viper.Get(q.ID).(type) {
	case text:
		return l.parse(q, v)
	case string: // from the environment
		return l.parse(q, text{Variable(q.ID), v})
	}
	return inFile
}

func (l *layers) parse(q *flow.Question, t text) flow.Answer {
	a, err := q.Parse(t.value)
	var wrong *flow.InvalidAnswer
	if errors.As(err, &wrong) {
		l.complain(t.origin, q.ID+": "+wrong.Problem, wrong.Hint)
	}
	return a
}

// sniff guesses the format of a text that has no file name: JSON begins with a
// bracket, TOML assigns with =, the rest is YAML.
func sniff(data []byte) source.Format {
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "{") {
			return source.JSON
		}
		equals, colon := strings.Index(line, "="), strings.Index(line, ":")
		if equals > 0 && (colon < 0 || equals < colon) {
			return source.TOML
		}
		break
	}
	return source.YAML
}

// Open reads a file by name; "-" is standard input. It reads no more than Parse
// accepts.
func Open(name string, stdin *os.File) (*source.File, error) {
	if name == "-" {
		data, err := readLimited(stdin)
		return source.NewFile("standard input", data), err
	}
	if _, known := source.FormatOf(name); !known {
		return nil, fmt.Errorf("%s: the name of an answers file must end in .yaml, .yml, .json or .toml", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := readLimited(f)
	if err != nil {
		return nil, err
	}
	return source.NewFile(name, data), nil
}
