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

	"chiefly/engine/extend"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/engine/space"
	"chiefly/engine/wording"
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
	digest     string

	flowContent, rulesContent *built

	languages    []wording.Language
	untranslated []wording.Missing
}

// Load reads the flows in questions/*.yaml and the rule set in rules/*.yaml.
// Files whose names end in _test.yaml are left aside. There must be one rule
// set; the flow is the one that it names. Either may build on other files, see
// package extend and [Library]; a rule file that another builds on is part of that
// one. Files in questions whose names end in
// _population.yaml are no flows: they say how common answers are among the
// organisations that advice is for. There may be one for each flow.
//
// A problem with the content is returned as a [source.List] with everything
// that is wrong; any other error says why the files could not be read.
//
// Texts are in the language that they were written in; see [LoadIn] for others.
func Load(fsys fs.FS) (*Engine, error) { return LoadIn(fsys, "") }

func load(fsys fs.FS, l *contentLoader) (*Engine, error) {
	questions, populations, err := l.readDir(fsys, QuestionsDir, populationSuffix)
	if err != nil {
		return nil, err
	}
	rules, _, err := l.readDir(fsys, RulesDir, "")
	if err != nil {
		return nil, err
	}
	e := l.load(questions, populations, rules)
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	if err := l.speaks(e); err != nil {
		return nil, err
	}
	return e, nil
}

// populationSuffix ends the names of files that hold populations, before .yaml.
const populationSuffix = "_population"

// readDir reads the YAML files of a folder, in the order of their names. Those whose names
// end in a suffix, unless it is empty, are kept apart from the others, and so are
// translations.
func (l *contentLoader) readDir(fsys fs.FS, dir, suffix string) (files, apart []*source.File, err error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("reading content: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		format, known := source.FormatOf(name)
		base := bare(name)
		if entry.IsDir() || !known || format != source.YAML || strings.HasSuffix(base, "_test") {
			continue
		}
		data, err := readFile(fsys, path.Join(dir, name))
		if err != nil {
			return nil, nil, fmt.Errorf("reading content: %w", err)
		}
		file := source.NewFile(displayName(fsys, path.Join(dir, name)), data)
		original, language, translation := isTranslation(entries, base)
		if translation {
			l.translations.add(displayName(fsys, path.Join(dir, original)), language, file)
		} else if suffix != "" && strings.HasSuffix(base, suffix) {
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
	fsys     fs.FS
	problems source.List

	language     wording.Language // asked for, or empty
	own          wording.Language // of the flow itself, or empty
	translations translations
	untranslated []wording.Missing
}

func (l *contentLoader) load(questions, populations, rules []*source.File) *Engine {
	set := l.rules(rules)
	flows, files := l.flows(questions, rules)
	if set == nil || len(flows) == 0 {
		return nil
	}
	sound := len(l.problems) == 0
	chosen := l.choose(flows, files, set.root)
	if chosen < 0 {
		return nil
	}
	l.own = files[chosen].own
	e := &Engine{flow: flows[chosen], flowContent: files[chosen], rulesContent: set, digest: digest(slices.Concat(files[chosen].files(), set.files())...)}
	var problems source.List
	e.set, problems = rule.Load(set.root, e.flow)
	l.problems = append(l.problems, problems...)
	if sound { // else much would be wrong with populations that is not
		e.population = l.population(populations, flows, e.flow)
	}
	return e
}

// flows loads all flows, and returns them with what each is built from.
func (l *contentLoader) flows(files, rules []*source.File) (flows []*flow.Flow, all []*built) {
	b := builder{l, QuestionsDir, extend.Flow}
	for _, file := range files {
		content := b.build(file)
		if content == nil {
			continue
		}
		content.own = wording.Declared(content.root)
		l.declare(content.root, append(content.files(), rules...)...)
		f, problems := flow.Load(content.root, rule.Compile)
		l.problems = append(l.problems, problems...)
		flows, all = append(flows, f), append(all, content)
	}
	return flows, all
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

// parse reads the tree of a file, in the language asked for.
func (l *contentLoader) parse(file *source.File) *source.Node {
	node := l.tree(file)
	if node != nil {
		l.translate(file, node)
	}
	return node
}

func (l *contentLoader) tree(file *source.File) *source.Node {
	node, problems := source.Parse(file, source.YAML)
	l.problems = append(l.problems, problems...)
	if node != nil && node.Kind == source.Null {
		l.problems = append(l.problems, node.Diagnose("the file is empty", `a flow begins with a line "flow: id", a rule set with "rule_set: id"; the built-in files are whole examples`))
		return nil
	}
	return node
}

// rules reads the only rule file, or the only one that no other builds on.
func (l *contentLoader) rules(files []*source.File) *built {
	b := builder{l, RulesDir, extend.Rules}
	if len(files) == 1 {
		return b.build(files[0])
	}
	var all, tops []*built
	for _, file := range files {
		if built := b.build(file); built != nil {
			all = append(all, built)
		}
	}
	for _, top := range all {
		if !slices.ContainsFunc(all, func(other *built) bool { return other.isOn(top.file) }) {
			tops = append(tops, top)
		}
	}
	if len(tops) > 1 {
		l.problems = append(l.problems, source.Diagnostic{File: tops[1].file.Name, Message: "there are two rule files: " + tops[0].file.Name + " and " + tops[1].file.Name,
			Hint: "keep one rule file in the folder, or load one alone"})
	}
	if len(tops) != 1 {
		return nil
	}
	return tops[0]
}

// choose returns the index of the flow that a rule file names, or else of the only one
// that builds on that; or -1.
func (l *contentLoader) choose(flows []*flow.Flow, files []*built, root *source.Node) int {
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
			l.problems = append(l.problems, source.Diagnostic{File: files[i].file.Name,
				Message: fmt.Sprintf("flow %s is in %s already", source.Quote(name), files[chosen].file.Name), Hint: "keep one file for each flow"})
		}
	}
	if chosen < 0 {
		chosen = l.extended(name, files)
	}
	if chosen < 0 && !slices.Contains(ids, "") { // a flow without an id has been reported
		var r source.Reader
		r.Report(r.Map(root, "the rule file").Get("flow"), source.Suggest(name, ids), "there is no flow %s", source.Quote(name))
		l.problems = append(l.problems, r.Problems...)
	}
	return chosen
}

// extended returns the index of the flow that builds on the one with an id, or -1.
func (l *contentLoader) extended(id string, files []*built) int {
	chosen := -1
	for i, file := range files {
		switch {
		case !slices.ContainsFunc(file.bases, func(base *built) bool { return rule.FlowID(base.root) == id }):
		case chosen < 0:
			chosen = i
		default:
			l.problems = append(l.problems, source.Diagnostic{File: file.file.Name,
				Message: fmt.Sprintf("both %s and %s build on flow %s, so the rule file must say which to use", files[chosen].file.Name, file.file.Name, source.Quote(id)),
				Hint:    "write the id of one of them after flow: in the rule file"})
		}
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

// FlowFile returns the file that the flow was read from; where that builds on another,
// the one that does. Each question knows the file that it stands in.
func (e *Engine) FlowFile() *source.File { return e.flowContent.file }

// RulesFile returns the file that the rule set was read from; where that builds on
// another, the one that does. Each rule knows the file that it stands in.
func (e *Engine) RulesFile() *source.File { return e.rulesContent.file }

// FlowTree returns the tree that the flow was loaded from, with what it builds on.
func (e *Engine) FlowTree() *source.Node { return e.flowContent.root }

// RulesTree returns the tree that the rule set was loaded from, with what it builds on.
func (e *Engine) RulesTree() *source.Node { return e.rulesContent.root }

// Edits returns what house files do to the flow and the rule set that they build on,
// that of the file nearest to the base first. It is empty where nothing is built on.
func (e *Engine) Edits() []extend.Edit {
	return slices.Concat(e.flowContent.edits, e.rulesContent.edits)
}

// BaseFiles returns the files that the flow and the rule set build on, the nearest
// first. Both are empty where nothing is built on.
func (e *Engine) BaseFiles() (flow, rules []*source.File) {
	return e.flowContent.files()[1:], e.rulesContent.files()[1:]
}

// Digest identifies the content by its bytes, as Advice.Content.Digest does.
func (e *Engine) Digest() string { return e.digest }

// Session begins a questionnaire with what is known already.
func (e *Engine) Session(known flow.Answers) flow.Session { return flow.NewSession(e.flow, known) }

// Missing returns the required questions that are asked and have no known
// answer.
func (e *Engine) Missing(answers flow.Answers) []*flow.Question {
	return e.flow.Missing(answers)
}
