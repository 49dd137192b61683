// Package engine turns answers about an organisation into advice that explains
// itself.
//
// Begin with [Load], which reads flows and rule sets from a file system and
// returns an [Engine]. [Engine.Advise] takes [flow.Answers] and returns an
// [Advice]: plain data, with a stable JSON form, in which every score is the sum
// of the points of the rules that are listed with it. [Engine.Session] replays a
// questionnaire over the answers given so far and says what to ask next.
// [Engine.Explain] says of each rule why it counted or did not.
//
// What is not known stays not known: an answer is a set of possible values,
// conditions over it are true, false or undecided, and a rule that is undecided
// does not count but is listed with the answers that would decide it. See
// package flow for answers and package rule for conditions.
//
// The engine is pure. It reads no environment, flags, clock or files beyond the
// fs.FS it is given, and the same content and answers give the same bytes. An
// Engine is safe for concurrent use.
//
// It knows no role and no question of its own: both are content, and the
// built-in content lives in the packages questions and rules.
package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

// Where content lies in the file system given to Load.
const (
	QuestionsDir = "questions"
	RulesDir     = "rules"
)

// An Engine is a flow and a rule set over it.
type Engine struct {
	flow       *flow.Flow
	set        *rule.Set
	population *space.Population
	flowFile   *source.File
	rulesFile  *source.File
	digest     string
}

// Load reads the flows in questions/*.yaml and the rule set in rules/*.yaml.
// Files whose names end in _test.yaml are left aside. There must be one rule
// set; the flow is the one that it names. Files in questions whose names end in
// _population.yaml are no flows: they say how common answers are among the
// organisations that advice is for. There may be one for each flow.
//
// A problem with the content is returned as a [source.List] with everything
// that is wrong; any other error says why the files could not be read.
func Load(fsys fs.FS) (*Engine, error) {
	questions, populations, err := readDir(fsys, QuestionsDir, populationSuffix)
	if err != nil {
		return nil, err
	}
	rules, _, err := readDir(fsys, RulesDir, "")
	if err != nil {
		return nil, err
	}
	if len(rules) > 1 {
		return nil, source.List{{File: rules[1].Name, Message: "there are two rule files: " + rules[0].Name + " and " + rules[1].Name,
			Hint: "keep one rule file in the folder, or load one alone"}}
	}
	var l contentLoader
	e := l.load(questions, populations, rules[0])
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	return e, nil
}

// populationSuffix ends the names of files that hold populations, before .yaml.
const populationSuffix = "_population"

// readDir reads the YAML files of a folder, in the order of their names. Those whose names
// end in a suffix, unless it is empty, are kept apart from the others.
func readDir(fsys fs.FS, dir, suffix string) (files, apart []*source.File, err error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		format, known := source.FormatOf(name)
		base := strings.TrimSuffix(name, path.Ext(name))
		if entry.IsDir() || !known || format != source.YAML || strings.HasSuffix(base, "_test") {
			continue
		}
		data, err := readFile(fsys, path.Join(dir, name))
		if err != nil {
			return nil, nil, fmt.Errorf("reading content: %w", err)
		}
		file := source.NewFile(displayName(fsys, path.Join(dir, name)), data)
		if suffix != "" && strings.HasSuffix(base, suffix) {
			apart = append(apart, file)
		} else {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return nil, nil, source.List{{File: displayName(fsys, dir), Message: "the folder holds no YAML file", Hint: "put a file such as " + path.Join(dir, "mine.yaml") + " there"}}
	}
	return files, apart, nil
}

// A Namer is a file system that knows its files by other names than their paths
// in it. Load shows those names in positions and problems.
type Namer interface {
	// DisplayName returns the name that people know a file by.
	DisplayName(path string) string
}

func displayName(fsys fs.FS, path string) string {
	if n, ok := fsys.(Namer); ok {
		return n.DisplayName(path)
	}
	return path
}

// readFile reads no more of a file than is needed to see that it is too large.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, source.MaxBytes+4))
}

// A contentLoader collects the problems of all files.
type contentLoader struct {
	problems source.List
}

func (l *contentLoader) load(questions, populations []*source.File, rules *source.File) *Engine {
	root := l.parse(rules)
	var flows []*flow.Flow
	var files []*source.File
	for _, file := range questions {
		if node := l.parse(file); node != nil {
			f, problems := flow.Load(node, rule.Compile)
			l.problems = append(l.problems, problems...)
			flows, files = append(flows, f), append(files, file)
		}
	}
	if root == nil || len(flows) == 0 {
		return nil
	}
	sound := len(l.problems) == 0
	chosen := l.choose(flows, files, root)
	if chosen < 0 {
		return nil
	}
	e := &Engine{flow: flows[chosen], digest: digest(files[chosen], rules), flowFile: files[chosen], rulesFile: rules}
	var problems source.List
	e.set, problems = rule.Load(root, e.flow)
	l.problems = append(l.problems, problems...)
	if sound { // else much would be wrong with populations that is not
		e.population = l.population(populations, flows, e.flow)
	}
	return e
}

// population returns the population of a flow, or nil. Those of other flows are left
// aside.
func (l *contentLoader) population(files []*source.File, flows []*flow.Flow, of *flow.Flow) *space.Population {
	var chosen *source.File
	var population *space.Population
	for _, file := range files {
		root := l.parse(file)
		if root == nil {
			continue
		}
		switch id := rule.FlowID(root); {
		case id != of.ID && slices.ContainsFunc(flows, func(f *flow.Flow) bool { return f.ID == id }):
		case id == of.ID && chosen != nil:
			l.problems = append(l.problems, source.Diagnostic{File: file.Name,
				Message: fmt.Sprintf("a population of flow %s is in %s already", source.Quote(id), chosen.Name), Hint: "keep one file for each flow"})
		default:
			p, problems := space.LoadPopulation(root, of)
			l.problems = append(l.problems, problems...)
			chosen, population = file, p
		}
	}
	return population
}

func (l *contentLoader) parse(file *source.File) *source.Node {
	node, problems := source.Parse(file, source.YAML)
	l.problems = append(l.problems, problems...)
	if node != nil && node.Kind == source.Null {
		l.problems = append(l.problems, node.Diagnose("the file is empty", `a flow begins with a line "flow: id", a rule set with "rule_set: id"; the built-in files are whole examples`))
		return nil
	}
	return node
}

// choose returns the index of the flow that a rule file names, or -1.
func (l *contentLoader) choose(flows []*flow.Flow, files []*source.File, root *source.Node) int {
	name := rule.FlowID(root)
	if name == "" {
		return 0 // loading the rule file reports it
	}
	chosen := -1
	var ids []string
	for i, f := range flows {
		ids = append(ids, f.ID)
		switch {
		case f.ID != name:
		case chosen < 0:
			chosen = i
		default:
			l.problems = append(l.problems, source.Diagnostic{File: files[i].Name,
				Message: fmt.Sprintf("flow %s is in %s already", source.Quote(name), files[chosen].Name), Hint: "keep one file for each flow"})
		}
	}
	if chosen < 0 && !slices.Contains(ids, "") { // a flow without an id has been reported
		var r source.Reader
		r.Report(r.Map(root, "the rule file").Get("flow"), source.Suggest(name, ids), "there is no flow %s", source.Quote(name))
		l.problems = append(l.problems, r.Problems...)
	}
	return chosen
}

// digest identifies content by its bytes: "sha256:" and 64 hexadecimal digits.
func digest(files ...*source.File) string {
	hash := sha256.New()
	for _, f := range files {
		fmt.Fprintf(hash, "%d\n", len(f.Data))
		hash.Write(f.Data)
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil))
}

// Flow returns the questionnaire.
func (e *Engine) Flow() *flow.Flow { return e.flow }

// Rules returns the rule set.
func (e *Engine) Rules() *rule.Set { return e.set }

// Population returns how common answers are among the organisations that the content
// is for, or nil where it does not say. It changes no advice, and is no part of Digest.
func (e *Engine) Population() *space.Population { return e.population }

// FlowFile returns the file that the flow was read from.
func (e *Engine) FlowFile() *source.File { return e.flowFile }

// RulesFile returns the file that the rule set was read from.
func (e *Engine) RulesFile() *source.File { return e.rulesFile }

// Digest identifies the content by its bytes, as Advice.Content.Digest does.
func (e *Engine) Digest() string { return e.digest }

// Session begins a questionnaire with what is known already.
func (e *Engine) Session(known flow.Answers) flow.Session { return flow.NewSession(e.flow, known) }

// Missing returns the required questions that are asked and have no known
// answer.
func (e *Engine) Missing(answers flow.Answers) []*flow.Question {
	return slices.DeleteFunc(e.flow.Asked(answers), func(q *flow.Question) bool {
		return !q.Required || !answers[q.ID].IsUnknown()
	})
}
