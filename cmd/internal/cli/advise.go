package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/report"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

const adviseLong = `Gives advice for organisations whose answers stand in files, one advice a file.

An answers file holds lines such as "headcount: 120". An answer may be exact, a
range (100-250, 500+, <15), a list of options of which one is true ([software,
hardware]), or unknown; for questions that take several options a list is the
exact set. What is not known can be left out: rules that need it stay undecided,
and the advice names them. "chiefly show questions" lists questions and options.

The advice also says for each role the fewest answers that would change it and,
where answers are not known, how settled it is and what to find out first. That
looks at all possible answers; --no-outlook does without it.

--set wins over the environment (CHIEFLY_ANSWER_HEADCOUNT=120), the environment
over the file. "-" reads standard input. With several files and --format json
the advices follow each other, one JSON object a file.

-o FILE writes a file in the format of its ending: .txt, .md, .html, .pdf, .csv or
.json. With the name of a folder each organisation gets a file of its own in it,
called like its answers. What is there already is left alone without --force.

--what-if tries an answer out: the advice as it is beside the advice with it, and
the rules that make the difference.`

const adviseExample = `  chiefly advise acme.yaml
  chiefly advise acme.yaml --set headcount=400 --format markdown > advice.md
  chiefly advise --set technology_role=product --set engineers=15
  cat acme.json | chiefly advise - --format json
  chiefly advise acme.yaml -o acme.html
  chiefly advise *.yaml -o reports/ --format pdf
  chiefly advise acme.yaml --picture org -o acme.svg
  chiefly advise acme.yaml --what-if headcount=400 --what-if priorities=growth`

// An advising is what to advise on, and what to write.
type advising struct {
	assignments []string
	whatIf      []string
	noOutlook   bool
	output      output
	picture     string // a picture in place of the report, or empty
}

func (a *app) adviseCommand() *cobra.Command {
	var x advising
	cmd := &cobra.Command{
		Use:     "advise FILE...",
		Short:   "Give advice for files of answers",
		Long:    adviseLong,
		Example: adviseExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.watched(cmd, args, func() error { return a.advise(cmd, args, &x) })
		},
	}
	a.addAnswers(cmd, &x.assignments)
	addNoOutlook(cmd, &x.noOutlook)
	addWatch(cmd)
	addOutput(cmd, &x.output, adviceFormats...)
	addPicture(cmd, &x.picture)
	a.addWhatIf(cmd, &x.whatIf)
	addSettings(cmd, contentSettings...)
	addSettings(cmd, reportSettings...)
	return cmd
}

// addAnswers declares the flag that answers questions.
func (a *app) addAnswers(cmd *cobra.Command, assignments *[]string) {
	cmd.Flags().StringArrayVar(assignments, "set", nil, "answer a question, as `id=value`; may be repeated")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("set", a.completeAssignment))
}

// addNoOutlook declares the flag that does without the answer space.
func addNoOutlook(cmd *cobra.Command, without *bool) {
	cmd.Flags().BoolVar(without, "no-outlook", false, "do not look for what would change the advice, and how settled it is")
}

func (a *app) advise(cmd *cobra.Command, files []string, x *advising) error {
	o := &x.output
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	if err := checkFiles(cmd, files, x.assignments); err != nil {
		return err
	}
	if err := choosePicture(cmd, s, o, x.picture); err != nil {
		return err
	}
	if err := a.chooseWhatIf(cmd, s, o, files, x.whatIf); err != nil {
		return err
	}
	if err := a.chooseOutput(cmd, s, o, files); err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	sets, err := a.readAnswers(e, files, x.assignments)
	known, err := a.kept.answers.or(a, answered{e, sets}, err)
	if err != nil {
		return err
	}
	if len(x.whatIf) > 0 {
		return a.whatIf(s, o, known.engine, known.sets[0], x.whatIf, x.noOutlook)
	}
	if x.picture != "" {
		return a.writePictures(o, known.engine, known.sets, x.picture)
	}
	look := func(flow.Answers) *engine.Outlook { return nil }
	if !x.noOutlook {
		look = a.outlooks(known.engine, known.engine.Outlook)
	}
	return a.writeAdvice(s, o, known.engine, known.sets, look)
}

// answered is answers, and the content whose questions they answer.
type answered struct {
	engine *engine.Engine
	sets   []*answers.Set
}

// outlooks returns what finds the outlook for answers. It never fails: an advice is good
// without one, and says why there is none.
func (a *app) outlooks(e *engine.Engine, of func(*space.Space, flow.Answers) (*engine.Outlook, error)) func(flow.Answers) *engine.Outlook {
	s, failed := a.space(e)
	return func(answers flow.Answers) *engine.Outlook {
		if failed != nil {
			return &engine.Outlook{Unavailable: failed.Error()}
		}
		o, err := of(s, answers)
		if err != nil {
			return &engine.Outlook{Unavailable: err.Error()}
		}
		return o
	}
}

// checkFiles refuses a call without any answers, and one that would read standard
// input twice.
func checkFiles(cmd *cobra.Command, files, assignments []string) error {
	if len(files) == 0 && len(assignments) == 0 && !slices.ContainsFunc(os.Environ(), answers.InEnvironment) {
		return wrongUsage(cmd, errors.New("no answers: name a file, - for standard input, or use --set"))
	}
	if i := slices.Index(files, "-"); i >= 0 && slices.Contains(files[i+1:], "-") {
		return wrongUsage(cmd, errors.New("standard input (-) can be named only once"))
	}
	return nil
}

// readAnswers reads all files before any advice is given, so that all problems
// are reported and nothing is done by halves.
func (a *app) readAnswers(e *engine.Engine, names, assignments []string) ([]*answers.Set, error) {
	if len(names) == 0 {
		names = []string{""} // one organisation, without a file
	}
	return a.readSets(e, &answers.Reader{Flow: e.Flow(), Set: assignments, Environ: os.Environ()}, names)
}

// readSets is like readAnswers, by a reader that is there already.
func (a *app) readSets(e *engine.Engine, reader *answers.Reader, names []string) ([]*answers.Set, error) {
	var sets []*answers.Set
	var problems source.List
	for _, name := range names {
		set, err := a.readSet(reader, name)
		var found source.List
		if errors.As(err, &found) {
			problems = append(problems, found...)
		} else if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if err := missing(e, sets); err != nil {
		return nil, err
	}
	for _, set := range sets {
		a.noteParked(e, set)
	}
	return sets, nil
}

// readSet reads the answers in a file, or those given otherwise where name is
// empty. A file that cannot be opened is one problem among others.
func (a *app) readSet(reader *answers.Reader, name string) (*answers.Set, error) {
	if name == "" {
		return reader.Read(nil)
	}
	file, err := answers.Open(name, a.In)
	var at *fs.PathError
	switch {
	case errors.As(err, &at):
		return nil, source.List{{File: name, Message: at.Err.Error()}}
	case err != nil:
		return nil, source.List{{File: name, Message: strings.TrimPrefix(err.Error(), name+": ")}}
	}
	return reader.Read(file)
}

// noteParked tells which answers are not looked at, since with the others their
// questions are not asked.
func (a *app) noteParked(e *engine.Engine, set *answers.Set) {
	var ids []string
	for _, q := range e.Session(set.Answers).Parked() {
		ids = append(ids, q.ID)
	}
	if len(ids) > 0 {
		fmt.Fprintf(a.Err, "note: %snot asked with the other answers, so left aside: %s\n", source.Printable(where(set)), strings.Join(ids, ", "))
	}
}

// where names the file of a set in front of a message.
func where(set *answers.Set) string {
	if set.File == "" {
		return ""
	}
	return set.File + ": "
}

// missing returns an error for all sets that lack required answers, or of which
// nothing at all is known.
func missing(e *engine.Engine, sets []*answers.Set) error {
	f := &failure{code: exitMissing}
	for _, set := range sets {
		var ids []string
		for _, q := range e.Missing(set.Answers) {
			ids = append(ids, q.ID)
		}
		switch {
		case len(ids) > 0:
			f.add("answer them in the file, by --set, or in the terminal: chiefly quiz", "%srequired answers are missing: %s", where(set), strings.Join(ids, ", "))
		case !anyKnown(set):
			f.add("answer some, such as "+e.Flow().Questions[0].ID+"; chiefly show questions lists them all", "%snothing is known about the organisation", where(set))
		}
	}
	if f.err == nil {
		return nil
	}
	return f
}

func anyKnown(set *answers.Set) bool {
	for _, answer := range set.Answers {
		if !answer.IsUnknown() {
			return true
		}
	}
	return false
}

// reportOptions fits a report to where it goes.
func (a *app) reportOptions(s *settings) report.Options {
	o := report.Options{Width: s.Width, Full: s.Full}
	columns, terminal := prompt.Columns(a.Out)
	if o.Width == 0 && terminal {
		o.Width = min(columns, 100) // longer lines are hard to read
	}
	o.Color = s.Color == "always" || s.Color == "auto" && terminal && !s.Plain && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return o
}

// completeAssignment completes id= and then the options of the question.
func (a *app) completeAssignment(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	e, err := a.loadFor(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	id, _, chosen := strings.Cut(typed, "=")
	q := e.Flow().Question(id)
	if !chosen || q == nil {
		var found []string
		for _, id := range e.Flow().IDs() {
			found = append(found, id+"=")
		}
		return found, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
	}
	found := []string{id + "=unknown"}
	for _, option := range q.Options {
		found = append(found, id+"="+option.ID)
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// loadFor loads the content for a command by its settings.
func (a *app) loadFor(cmd *cobra.Command) (*engine.Engine, error) {
	s, err := a.settings(cmd)
	if err != nil {
		return nil, err
	}
	return a.load(s)
}
