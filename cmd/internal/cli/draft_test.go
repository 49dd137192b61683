package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/prompt"
	"chiefly/cmd/internal/prompt/prompttest"
)

const offer = "An earlier quiz was not finished. Go on with it?"

// earlier puts a draft where a quiz looks for it, and returns its path.
func earlier(t *testing.T, text string) string {
	t.Helper()
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	path := filepath.Join(state, "chiefly", "tea.draft.yaml")
	write(t, path, text)
	return path
}

func TestDraftIsGoneOnWith(t *testing.T) {
	const draft = "organisation: Old\npeople: 3\nleaf: black\nhot: yes\nkettles: 2\n"
	rest := []prompttest.Step{step("What goes in?", prompttest.Labels("Milk")), satisfied}
	tests := map[string]struct {
		resume bool
		known  []string
		steps  []prompttest.Step
		want   string
	}{
		"asked":         {false, nil, []prompttest.Step{step(offer, prompttest.Label("Yes, go on with 4 answers"))}, "people=3 kettles=2 leaf=black extras=[milk] hot=yes"},
		"told":          {true, nil, nil, "people=3 kettles=2 leaf=black extras=[milk] hot=yes"},
		"command wins":  {true, []string{"leaf=green", "people=5"}, nil, "people=5 kettles=2 leaf=green extras=[milk] hot=yes"},
		"unknown wins":  {true, []string{"leaf=unknown"}, nil, "people=3 kettles=2 leaf=unknown extras=[milk] hot=yes"},
		"required: not": {true, []string{"hot=unknown"}, nil, "people=3 kettles=2 leaf=black extras=[milk] hot=yes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := earlier(t, draft)
			q := newTable(t, test.known, append(test.steps, rest...)...)
			if err := q.run(test.resume); err != nil {
				t.Fatal(err)
			}
			q.script.Done()
			same(t, []string{test.want, test.want, "Old"}, []string{q.knows(), onDisk(t, q.flow, path), q.organisation})
			if err := q.draft.remove(); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(path); !os.IsNotExist(err) {
				t.Error("the draft is left behind")
			}
		})
	}
	t.Run("what the command says is told", func(t *testing.T) {
		earlier(t, draft)
		q := newTable(t, []string{"people=3"})
		r := &recorder{}
		q.prompter = r
		if err := q.offerDraft(false); !errors.Is(err, errStop) {
			t.Fatal(err)
		}
		same(t, prompt.Select{Title: offer, Options: []prompt.Option{{Label: "Yes, go on with 4 answers", Description: "Those given with the command win over them."},
			{Label: "No, begin anew", Description: "The earlier answers are kept in a file."}}}, r.seen)
	})
}

func TestDraftIsPutAside(t *testing.T) {
	path := earlier(t, "people: 3\n")
	aside := strings.Replace(path, ".draft.", ".old.", 1)
	write(t, aside, "an older one")
	q := newTable(t, nil, step(offer, prompttest.Label("No, begin anew")), step("How many drink", prompttest.Type("5")), step("Which leaf?", prompttest.Interrupt()))
	if err := q.run(false); !errors.Is(err, prompt.ErrInterrupted) {
		t.Fatal(err)
	}
	second := strings.Replace(path, ".draft.", ".old-2.", 1)
	same(t, []string{"an older one", "people: 3\n", "people=5"}, []string{readFile(t, aside), readFile(t, second), onDisk(t, q.flow, path)})
	same(t, "The earlier answers are kept in "+second+".", q.script.Said[0])
}

func TestDraftCannotBePutAside(t *testing.T) {
	q := newTable(t, nil)
	q.draft = &draft{usual: "/dev/null/tea.draft.yaml", path: "/dev/null/tea.draft.yaml"}
	q.beginAnew()
	q.keep()
	q.keep()
	if len(q.script.Said) != 1 || !strings.HasPrefix(q.script.Said[0], "Your answers cannot be saved as you go: ") {
		t.Errorf("said %q", q.script.Said)
	}
	if err := q.draft.remove(); err != nil {
		t.Error(err)
	}
}

// A draft that was saved once but not to the end does not hold all answers.
func TestDraftThatCannotBeSavedAnyMore(t *testing.T) {
	t.Chdir(t.TempDir())
	q := newTable(t, []string{"people=3"})
	q.keep()
	place := q.draft.path
	q.draft.path = "/dev/null/tea.draft.yaml"
	q.keep()
	q.draft.path = place
	err := (&app{}).stopped(commandOf(t), q.quiz, prompt.ErrInterrupted)
	same(t, "stopped; 1 answer is saved in chiefly-answers.yaml", err.Error())
	same(t, "people=3", onDisk(t, q.flow, "chiefly-answers.yaml"))
}

func TestDraftPlaces(t *testing.T) {
	f := teaEngine(t).Flow()
	t.Setenv("XDG_STATE_HOME", "/state")
	same(t, "/state/chiefly/tea.draft.yaml", newDraft(f).path)
	t.Setenv("XDG_STATE_HOME", "")
	t.Setenv("HOME", "/home/x")
	same(t, "/home/x/.local/state/chiefly/tea.draft.yaml", newDraft(f).path)
	t.Setenv("HOME", "")
	d := newDraft(f)
	if _, err := d.save(nil); err == nil || err.Error() != "there is no home folder" {
		t.Errorf("without a home saving gives %v", err)
	}
	if _, err := d.read(); err == nil {
		t.Error("without a home there is a draft")
	}
}

func TestDraftsOfTwoQuizzes(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	f := teaEngine(t).Flow()
	one, two := newDraft(f), newDraft(f)
	save := func(d *draft, text string, moves bool) {
		t.Helper()
		if moved, err := d.save([]byte(text)); err != nil || moved != moves {
			t.Fatalf("%s: moved %v, %v", text, moved, err)
		}
	}
	save(one, "one 1", false)
	save(one, "one 2", false)
	save(two, "two 1", true)
	save(two, "two 2", false)
	save(one, "one 3", false)
	same(t, []string{"one 3", "two 2"}, []string{readFile(t, one.usual), readFile(t, two.path)})
	same(t, strings.Replace(one.usual, ".draft.", ".draft-2.", 1), two.path)
	for _, d := range []*draft{one, two, one} {
		if err := d.remove(); err != nil {
			t.Error(err)
		}
	}
	save(one, "one 4", false)
	three := newDraft(f)
	if _, err := three.read(); err != nil {
		t.Fatal(err)
	}
	save(three, "three 1", false) // goes on with the draft of one, which has to move
	if err := one.remove(); err != nil || readFile(t, three.path) != "three 1" {
		t.Errorf("another quiz's draft is removed, %v", err)
	}
	save(one, "one 5", true)
}

// commandOf returns the quiz command with flags parsed.
func commandOf(t *testing.T, args ...string) *cobra.Command {
	t.Helper()
	a := &app{}
	cmd, rest, err := a.rootCommand().Find(append([]string{"quiz"}, args...))
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func TestCommandsToGoOn(t *testing.T) {
	for _, test := range []struct {
		args  []string
		words []string
		want  string
	}{
		{nil, []string{"quiz", "--resume"}, "chiefly quiz --resume"},
		{[]string{"--plain", "--full=false", "--format", "json"}, []string{"quiz", "--resume"}, "chiefly quiz --resume --format json --full=false --plain"},
		{[]string{"--plain", "--full", "--width", "60", "--color=never"}, []string{"advise", "a.yaml"}, "chiefly advise a.yaml --full --width 60 --color never"},
		{[]string{"--content", "my house", "--config", "c.yaml"}, []string{"advise", "it's.yaml"}, `chiefly advise 'it'\''s.yaml' --config c.yaml --content 'my house'`},
		{[]string{"--set", "people=3", "--answers", "b.yaml", "--resume", "--save", "c.yaml"}, []string{"advise", ""}, "chiefly advise ''"},
	} {
		same(t, test.want, commandLine(commandOf(t, test.args...), test.words...))
	}
	t.Setenv("CHIEFLY_ANSWER_PEOPLE", "3")
	q := newTable(t, []string{"people=10-20", "leaf=green"})
	same(t, "chiefly advise a.yaml --set people=10-20", repeatCommand(commandOf(t), q.quiz, "a.yaml"))
	t.Setenv("CHIEFLY_ANSWER_ORGANISATION", "Tea & Co")
	q.organisation = "Renamed"
	same(t, "chiefly advise a.yaml --set organisation=Renamed --set people=10-20", repeatCommand(commandOf(t), q.quiz, "a.yaml"))
}

// What is not interrupted is a fault, which is told as it is, and where the
// answers are.
func TestStoppedByAFault(t *testing.T) {
	a := &app{}
	if err := a.stopped(commandOf(t), newTable(t, nil).quiz, errStop); !errors.Is(err, errStop) || errors.As(err, new(*failure)) {
		t.Errorf("the fault becomes %v", err)
	}
	q := newTable(t, []string{"people=3"})
	q.keep()
	err := a.stopped(commandOf(t), q.quiz, errStop)
	var told *failure
	if !errors.As(err, &told) || !errors.Is(err, errStop) {
		t.Fatalf("the fault becomes %v", err)
	}
	same(t, []string{errStop.Error() + "; 1 answer is saved in " + q.draft.path, "go on with: chiefly quiz --resume"}, append([]string{err.Error()}, told.hints...))
}
