package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"chiefly/engine/flow"
	"chiefly/engine/record"
)

// progressSchema is the version of the checkpoint.
const progressSchema = "chiefly/batch-progress/1"

// A state is how far a run has come: what a checkpoint holds. The partial files
// may be longer than it says; what is beyond is written again.
type state struct {
	Schema string `json:"schema"`
	// Run is what the run is made of, by name. Only the same run can be gone on
	// with.
	Run      map[string]string `json:"run"`
	Force    bool              `json:"force,omitempty"`
	Position position          `json:"position"`
	Output   int64             `json:"output"`           // size of the partial output
	Errors   int64             `json:"errors,omitempty"` // size of the partial file for errors
	Shown    []string          `json:"shown,omitempty"`  // the first bad rows, to be shown at the end
	Tally    *tally            `json:"tally"`
	Seconds  float64           `json:"seconds"` // taken so far
	// Done says that everything is written, and some files may be in their places.
	Done bool `json:"done,omitempty"`
}

// begin opens the files to write, and goes on where a former run stopped or
// starts anew.
func (r *run) begin() error {
	j := r.job
	r.output = &sink{out: j.Stdout}
	var err error
	if j.Output != "" {
		if r.output, err = openSink(target(j.Output), r.plan.output.codec); err != nil {
			r.output = &sink{}
			return err
		}
	}
	if j.Errors != "" {
		if r.errors, err = openSink(target(j.Errors), r.plan.errors.codec); err != nil {
			return errors.Join(err, r.unmake())
		}
	}
	saved, err := r.load()
	switch {
	case err != nil:
	case saved != nil && j.Resume:
		err = r.goOn(saved)
	default:
		err = r.startAnew(saved)
	}
	if err != nil {
		return errors.Join(err, r.unmake())
	}
	return nil
}

// unmake removes the partial files that were not there before.
func (r *run) unmake() error {
	var err error
	for _, s := range []*sink{r.output, r.errors} {
		if s != nil && s.made {
			err = errors.Join(err, s.discard())
		}
	}
	return err
}

// startAnew begins with the first row, unless that would overwrite something.
func (r *run) startAnew(saved *state) error {
	j := r.job
	if !j.Force {
		if err := r.checkLeftovers(saved); err != nil {
			return err
		}
		if err := checkPlaces(j.Output, j.Errors, j.Summary); err != nil {
			return err
		}
	}
	if j.Resume {
		fmt.Fprintf(j.Notes, "note: there is no interrupted run to %s to go on with, so this one begins with the first row\n", j.Output)
	}
	r.state.Schema, r.state.Run, r.state.Force = progressSchema, r.facts(), j.Force
	if err := r.removeProgress(); err != nil {
		return err
	}
	if err := r.writeHeaders(); err != nil {
		return err
	}
	return r.save()
}

// checkLeftovers refuses to write over what an interrupted run has left.
func (r *run) checkLeftovers(saved *state) error {
	switch {
	case saved != nil:
		return refuse("--resume goes on with it, --force starts anew", "an interrupted run to %s can be gone on with", r.job.Output)
	case r.job.Resume:
		return nil
	}
	for _, s := range []*sink{r.output, r.errors} {
		if s == nil || s.file == nil || s.made {
			continue
		}
		if size, err := sizeOf(s.file.Name()); err != nil || size > 0 {
			return errors.Join(err, refuse("--force starts anew", "an interrupted run has left %s", s.file.Name()))
		}
	}
	return nil
}

// checkPlaces refuses files that exist.
func checkPlaces(names ...string) error {
	for _, name := range names {
		if name == "" {
			continue
		}
		if size, err := sizeOf(name); err != nil || size >= 0 {
			return errors.Join(err, refuse("--force overwrites it", "%s exists already", name))
		}
	}
	return nil
}

func (r *run) writeHeaders() error {
	header := record.NewWriter(r.job.Engine.Rules(), r.plan.output.format, r.job.Explain).Header()
	if err := r.output.begin(header); err != nil {
		return fmt.Errorf("writing the rows: %w", err)
	}
	if r.errors != nil {
		if err := r.errors.begin(record.RefusalHeader(r.plan.errors.format)); err != nil {
			return fmt.Errorf("writing the errors: %w", err)
		}
		r.state.Errors = r.errors.size
	}
	r.state.Output = r.output.size
	return nil
}

// goOn makes everything as it was at the checkpoint.
func (r *run) goOn(saved *state) error {
	if err := compare(saved.Run, r.facts()); err != nil {
		return err
	}
	if !saved.Tally.fits(r.job.Engine) || saved.Position.Input >= len(r.plan.inputs) {
		return damaged(r.progressName(), "its counts do not fit the rules")
	}
	if !saved.Done && !saved.Force && !r.job.Force {
		if err := checkPlaces(r.job.Output, r.job.Errors, r.job.Summary); err != nil {
			return err
		}
	}
	r.state = *saved
	r.before = time.Duration(saved.Seconds * float64(time.Second))
	if err := r.restore(r.output, saved.Output); err != nil {
		return err
	}
	if r.errors != nil {
		if err := r.restore(r.errors, saved.Errors); err != nil {
			return err
		}
	}
	r.job.meter.before.Store(saved.Tally.Rows)
	r.job.meter.rows.Store(saved.Tally.Rows)
	fmt.Fprintf(r.job.Notes, "note: going on after %s rows\n", flow.Grouped(saved.Tally.Rows))
	return nil
}

// restore cuts a partial file to its size at the checkpoint. After the last
// checkpoint it may have been put into its place.
func (r *run) restore(s *sink, size int64) error {
	if s.made && r.state.Done {
		if placed, err := sizeOf(s.name); err != nil || placed == size {
			return errors.Join(err, s.discard())
		}
	}
	now, err := sizeOf(s.file.Name())
	if err != nil {
		return err
	}
	if s.made || now < size {
		return damaged(s.file.Name(), fmt.Sprintf("the run had written %s bytes of it", flow.Grouped(size)))
	}
	return s.cut(size)
}

func damaged(name, how string) error {
	return refuse("--force starts anew", "%s is missing or was changed: %s", name, how)
}

// facts are what a run is made of. Two runs with the same facts write the same
// bytes.
func (r *run) facts() map[string]string {
	j := r.job
	facts := map[string]string{
		"program": j.Program, "content": j.Engine.Digest(), "inputs": fmt.Sprint(len(r.plan.inputs)), "chunk": fmt.Sprintf("%d bytes, %d rows", j.tune.chunk, j.tune.rows),
		"--from": j.From, "--errors": target(j.Errors), "--shard": j.Shard.String(),
		"--explain": fmt.Sprint(j.Explain), "--strict": fmt.Sprint(j.Strict), "--columns": "",
	}
	if r.plan.columns != nil {
		facts["--columns"] = r.plan.columns.digest
	}
	for i, in := range r.plan.inputs {
		fact := in.name
		if in.info != nil {
			fact += fmt.Sprintf(", %s bytes, changed %s", flow.Grouped(in.info.Size()), in.info.ModTime().UTC().Format(time.RFC3339Nano))
		}
		facts[fmt.Sprintf("input %d", i+1)] = fact
	}
	return facts
}

// compare refuses to go on with a run of other facts.
func compare(then, now map[string]string) error {
	var names, differences []string
	for name := range now {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if then[name] != now[name] {
			differences = append(differences, fmt.Sprintf("%s was %q and is %q", name, then[name], now[name]))
		}
	}
	if len(differences) == 0 {
		return nil
	}
	return refuse("--force starts anew", "this is not the run that was interrupted: %s", strings.Join(differences, "; "))
}

func (r *run) progressName() string { return r.output.name + progressSuffix }

// load reads the checkpoint; nil where there is none.
func (r *run) load() (*state, error) {
	if r.output.file == nil {
		return nil, nil
	}
	data, err := os.ReadFile(r.progressName())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	saved := &state{}
	err = json.Unmarshal(data, saved)
	switch {
	case r.job.Force && !r.job.Resume: // whatever it holds will be overwritten
	case err != nil:
		return nil, damaged(r.progressName(), err.Error())
	case saved.Schema != progressSchema || saved.Tally == nil || saved.Position.Input < 0:
		return nil, damaged(r.progressName(), "it is no checkpoint of this program")
	}
	return saved, nil
}

// save writes a checkpoint: first what it speaks of, then the checkpoint itself,
// whole or not at all. The new one has a name of its own under the lock of the
// output, so that a run that is killed leaves no more than one file behind.
func (r *run) save() error {
	if r.output.file == nil {
		return nil
	}
	if !r.state.Done {
		r.state.Seconds = r.elapsed().Seconds()
	}
	data, err := json.MarshalIndent(&r.state, "", "  ")
	if err != nil {
		return err
	}
	if err := r.output.file.Sync(); err != nil {
		return err
	}
	if r.errors != nil {
		if err := r.errors.file.Sync(); err != nil {
			return err
		}
	}
	if err := replace(r.progressName(), append(data, '\n')); err != nil {
		return fmt.Errorf("writing the checkpoint: %w", err)
	}
	r.unsaved, r.lastSaved = 0, time.Now()
	return nil
}

// replace puts data in the place of a file.
func replace(name string, data []byte) error {
	file, err := os.Create(name + ".new")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

func (r *run) removeProgress() error {
	if r.output.name == "" {
		return nil
	}
	for _, name := range []string{r.progressName(), r.progressName() + ".new"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (r *run) elapsed() time.Duration { return r.before + time.Since(r.began) }
