package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

func readLimited(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, source.MaxBytes+4))
}

// Format returns an answers file in YAML: every answer in the order of the
// questions, with the question above it. Reading it gives the same answers
// again.
func Format(f *flow.Flow, set *Set) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Answers to: %s\n", comment(f.Title))
	fmt.Fprintf(&b, "# An answer may be exact, a range (100-250, 500+, <15), a list of possible options, or unknown.\n")
	fmt.Fprintf(&b, "%s: %s\n", flowKey, f.ID)
	if set.Organisation != "" {
		fmt.Fprintf(&b, "%s: %s\n", OrganisationKey, strconv.Quote(source.Printable(set.Organisation)))
	}
	visible := f.Visible(set.Answers)
	for _, q := range f.Questions {
		answer, given := set.Answers[q.ID]
		if !given {
			continue
		}
		fmt.Fprintf(&b, "\n# %s\n", comment(q.Ask))
		if _, asked := visible[q.ID]; !asked {
			b.WriteString("# (kept, but not asked with the answers above)\n")
		}
		fmt.Fprintf(&b, "%s: %s\n", q.ID, q.Format(answer))
	}
	return b.Bytes()
}

// comment makes a text fit behind a "# ".
func comment(text string) string {
	return strings.Join(strings.Fields(source.Printable(text)), " ")
}

// WriteFile writes a file whole or not at all: into a temporary file beside it,
// which then takes its place. Only the user can read it, since answers can be
// confidential. Where the name is a symbolic link, the file that it leads to is
// written.
func WriteFile(name string, data []byte) (err error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	dir := filepath.Dir(name)
	temp, err := os.CreateTemp(dir, "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	if _, err = temp.Write(data); err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	return err
}

// WriteNew writes a file of a name that is not taken: name itself, or with -2,
// -3 and so on before the ending. It returns the name used.
func WriteNew(name string, data []byte) (string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s-%d%s", name[:len(name)-len(ext)], n, ext)
		}
		err := Create(candidate, data)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return candidate, nil
	}
}

// Create writes a file like WriteFile. It fails with os.ErrExist where there is one of
// that name. The name is claimed before it is written, so that two programs at once
// cannot take the same.
func Create(name string, data []byte) error {
	claim, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = claim.Close()
	if err == nil {
		err = WriteFile(name, data)
	}
	if err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
