package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.DoFn3x1[context.Context, int, func(*[]byte) bool, error](&writeFn{})
	register.Iter1[[]byte]()
	register.Function2x0(everyShard)
	register.Emitter2[int, []byte]()
}

// write writes lines by shard: to one file of that name, or to one for each shard.
func write(s beam.Scope, fn *writeFn, lines beam.PCollection) {
	// A file without a single row is written too, with its header: each shard has
	// an empty piece to begin with.
	begin := beam.ParDo(s, everyShard, beam.Create(s, fn.Shards))
	beam.ParDo0(s, fn, beam.GroupByKey(s, beam.Flatten(s, begin, lines)))
}

// everyShard emits an empty piece for each shard.
func everyShard(shards int, emit func(int, []byte)) {
	for i := range shards {
		emit(i, nil)
	}
}

// writeFn writes the lines of a shard to a file.
type writeFn struct {
	Name   string
	Shards int
	Header []byte // written first; with its line break
	// Columns is the columns of the lines, which are CSV then. It is needed for
	// Parquet only.
	Columns []string
}

// shardName returns the name of one file of several, as Beam's own writers name
// them: rows.csv becomes rows-00000-of-00004.csv.
func shardName(name string, shard, shards int) string {
	if shards == 1 {
		return name
	}
	dir, base := path.Split(name)
	stem, ending, _ := strings.Cut(base, ".")
	return fmt.Sprintf("%s%s-%05d-of-%05d.%s", dir, stem, shard, shards, ending)
}

// ProcessElement writes one file: under another name first, which it drops when
// the file is whole, so that nobody takes a part for the whole.
func (w *writeFn) ProcessElement(ctx context.Context, shard int, pieces func(*[]byte) bool) error {
	name := shardName(w.Name, shard, w.Shards)
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer files.Close()
	partial := name + ".partial"
	file, err := files.OpenWrite(ctx, partial)
	if err != nil {
		return err
	}
	err = w.fill(file, pieces)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("%s: %w", partial, err)
	}
	return filesystem.Rename(ctx, files, partial, name)
}

// fill writes the content of a file in its format.
func (w *writeFn) fill(file io.Writer, pieces func(*[]byte) bool) error {
	form, err := formatOf(w.Name)
	if err != nil {
		return err
	}
	switch {
	case form.kind == parquetKind:
		return writeParquet(file, w.Columns, pieces)
	case form.gzip:
		packed := gzip.NewWriter(file)
		err := w.copy(packed, pieces)
		return errors.Join(err, packed.Close())
	}
	return w.copy(file, pieces)
}

// copy writes the header and the lines as they are.
func (w *writeFn) copy(file io.Writer, pieces func(*[]byte) bool) error {
	buffered := bufio.NewWriterSize(file, 1<<20)
	if _, err := buffered.Write(w.Header); err != nil {
		return err
	}
	for piece := []byte(nil); pieces(&piece); {
		if _, err := buffered.Write(piece); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
