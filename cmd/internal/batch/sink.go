package batch

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// partialSuffix and progressSuffix end the names of the files beside an output
// that is not complete.
const (
	partialSuffix  = ".partial"
	progressSuffix = ".progress"
)

// A sink is where rows go: standard output, or a file that is written beside its
// place and put there at the end.
type sink struct {
	name  string // of the complete file; empty for standard output
	codec codec
	out   io.Writer
	file  *os.File // the partial file, locked; nil for standard output
	size  int64    // bytes written
	made  bool     // the partial file was not there before
}

// openSink opens and locks the partial file of a name, which it makes where there
// is none.
func openSink(name string, c codec) (*sink, error) {
	s := &sink{name: name, codec: c}
	for {
		file, made, err := openPartial(name + partialSuffix)
		if err != nil {
			return nil, err
		}
		info, err := file.Stat()
		if err == nil && !info.Mode().IsRegular() {
			err = refuse("", "%s is no ordinary file", file.Name())
		}
		free := false
		if err == nil {
			free, err = lock(file)
		}
		if err == nil && !free {
			err = refuse("wait for it, or write to another file", "another run is writing %s", name)
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		// Between opening and locking, a run that was about to end may have moved
		// the file to its place.
		if now, err := os.Stat(file.Name()); err == nil && os.SameFile(now, info) {
			s.file, s.out, s.made = file, file, made
			return s, nil
		}
		if err := file.Close(); err != nil {
			return nil, err
		}
	}
}

// openPartial opens a file, and tells whether it had to be made.
func openPartial(name string) (file *os.File, made bool, err error) {
	file, err = os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
	if errors.Is(err, fs.ErrExist) {
		file, err = os.OpenFile(name, os.O_RDWR, 0)
		return file, false, err
	}
	return file, true, err
}

// begin empties the partial file and writes a header, which may be empty.
func (s *sink) begin(header []byte) error {
	if s.file != nil {
		if err := s.cut(0); err != nil {
			return err
		}
	}
	if len(header) == 0 {
		return nil
	}
	k, err := newCompressor(s.codec)
	if err != nil {
		return err
	}
	return s.write(k.append(nil, header))
}

// write appends bytes.
func (s *sink) write(p []byte) error {
	if len(p) == 0 {
		return nil
	}
	n, err := s.out.Write(p)
	s.size += int64(n)
	return err
}

// cut makes the partial file end where it did at a checkpoint.
func (s *sink) cut(size int64) error {
	if err := s.file.Truncate(size); err != nil {
		return err
	}
	_, err := s.file.Seek(size, io.SeekStart)
	s.size = size
	return err
}

// place puts the complete file into its place.
func (s *sink) place() error {
	file := s.file
	s.file = nil
	return move(file, s.name)
}

// discard removes the partial file.
func (s *sink) discard() error {
	if s.file == nil {
		return nil
	}
	err := os.Remove(s.file.Name())
	return errors.Join(err, s.close())
}

// close leaves the partial file as it is.
func (s *sink) close() error {
	if s.file == nil {
		return nil
	}
	file := s.file
	s.file = nil
	return file.Close()
}

// sizeOf returns the size of a file, -1 where there is none.
func sizeOf(name string) (int64, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return -1, nil
	}
	if err != nil {
		return -1, err
	}
	return info.Size(), nil
}
