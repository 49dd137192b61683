package batch

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"chiefly/engine/record"
)

// An encoding is how a file holds records.
type encoding struct {
	format record.Format
	codec  codec
}

// A codec is how a file is compressed.
type codec uint8

const (
	plain codec = iota
	gzipped
	zstandard
)

// endings are what encodingOf knows, for messages.
const endings = ".jsonl, .ndjson, .json or .csv, and .gz or .zst after it"

// encodingOf tells by the name of a file what it holds; false where the name
// does not tell.
func encodingOf(name string) (encoding, bool) {
	name = strings.ToLower(filepath.Base(name))
	ext := filepath.Ext(name)
	var e encoding
	switch ext {
	case ".gz":
		e.codec = gzipped
	case ".zst", ".zstd":
		e.codec = zstandard
	}
	if e.codec != plain {
		ext = filepath.Ext(strings.TrimSuffix(name, ext))
	}
	switch ext {
	case ".jsonl", ".ndjson", ".json":
		e.format = record.JSON
	case ".csv":
		e.format = record.CSV
	default:
		return e, false
	}
	return e, true
}

// Formats are the names that Job.From and Job.To take.
var Formats = []string{record.JSON.String(), record.CSV.String()}

func formatNamed(name string) record.Format {
	if name == record.CSV.String() {
		return record.CSV
	}
	return record.JSON
}

// A Shard is every Of-th row, beginning with row Part. The zero Shard is all
// rows.
type Shard struct {
	Part, Of int // 1 <= Part <= Of
}

// maxShards bounds the number of shards; it only keeps mistakes out.
const maxShards = 1_000_000

// ParseShard reads a shard as it is written: "3/8".
func ParseShard(text string) (Shard, error) {
	part, of, ok := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(part)
	n, err2 := strconv.Atoi(of)
	if !ok || err1 != nil || err2 != nil || i < 1 || n < i || n > maxShards {
		return Shard{}, fmt.Errorf("%q is no shard; write I/N, from 1/N to N/N", text)
	}
	return Shard{i, n}, nil
}

// String returns the shard as it is written.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Part, s.Of) }

// sharded reports whether the shard leaves rows out.
func (s Shard) sharded() bool { return s.Of > 1 }

// has reports whether a row, counted from 0, belongs to the shard.
func (s Shard) has(row int64) bool { return row%int64(s.Of) == int64(s.Part-1) }
