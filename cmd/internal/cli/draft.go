package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A draft is the file that holds the answers of a quiz under way.
type draft struct {
	path   string // empty where there is no place for one
	saved  bool   // in this quiz
	failed bool   // saving did not work, which has been said
}

// newDraft finds the place for the draft of a flow: the user's state folder.
func newDraft(f *flow.Flow) *draft {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return &draft{}
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return &draft{path: filepath.Join(dir, "chiefly", f.ID+".draft.yaml")}
}

func (d *draft) save(data []byte) error {
	if d.path == "" {
		return errors.New("there is no home folder")
	}
	if err := os.MkdirAll(filepath.Dir(d.path), 0o700); err != nil {
		return err
	}
	err := answers.WriteFile(d.path, data)
	d.saved = d.saved || err == nil
	return err
}

// read returns the text of the draft, or nil when there is none.
func (d *draft) read() (*source.File, error) {
	if d.path == "" {
		return nil, nil
	}
	file, err := answers.Open(d.path, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return file, err
}

func (d *draft) remove() error {
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) && d.path != "" {
		return fmt.Errorf("removing the draft: %w", err)
	}
	return nil
}

// putAside keeps a draft that the person does not go on with, under another
// name, so that a wrong key press loses nothing.
func (d *draft) putAside() (string, error) {
	aside := d.path[:len(d.path)-len(".draft.yaml")] + ".old.yaml"
	return aside, os.Rename(d.path, aside)
}

// offerDraft goes on with the draft of an earlier quiz if the person wants to.
// Answers given on the command line win over those of the draft.
func (q *quiz) offerDraft(resume, prefilled bool) error {
	file, err := q.draft.read()
	if err != nil {
		return fail(exitInvalid, "remove or mend the file", "reading the draft: %w", err)
	}
	if file == nil {
		if resume {
			q.prompter.Say("There is no quiz to go on with; this one begins anew.")
		}
		return nil
	}
	reader := answers.Reader{Flow: q.flow}
	set, err := reader.Read(file)
	var problems source.List
	if errors.As(err, &problems) {
		q.prompter.Say("Some answers of the draft no longer fit the questions and will be asked again:\n" + problems.Render())
	}
	if !resume {
		resume, err = q.wantsDraft(set, prefilled)
		if err != nil {
			return err
		}
	}
	if !resume {
		aside, err := q.draft.putAside()
		if err != nil {
			return fail(exitInvalid, "", "putting the draft aside: %w", err)
		}
		q.prompter.Say("The earlier answers are kept in " + aside + ".")
		return nil
	}
	known := q.session.Answers()
	for id, a := range set.Answers {
		if known[id].IsZero() {
			q.session = q.session.Answer(q.flow.Question(id), a)
		}
	}
	if q.organisation == "" {
		q.organisation = set.Organisation
	}
	q.draft.saved = true
	return nil
}

func (q *quiz) wantsDraft(set *answers.Set, prefilled bool) (bool, error) {
	yes := fmt.Sprintf("Yes, go on with %s", count(len(set.Answers), "answer", "answers"))
	if prefilled {
		yes += ", after those given now"
	}
	picked, err := q.prompter.Select(prompt.Select{
		Title:   "An earlier quiz was not finished. Go on with it?",
		Options: []prompt.Option{{Label: yes}, {Label: "No, begin anew"}},
	})
	return picked == 0, err
}
