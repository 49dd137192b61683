package main

import (
	"fmt"
	"path"
	"strings"

	"chiefly/engine/record"
	"chiefly/engine/source"
)

// A format is how a file is written, as its name tells.
type format struct {
	kind kind
	gzip bool
}

// A kind is how records are put into a file.
type kind int

const (
	jsonKind kind = iota
	csvKind
	parquetKind
)

// kinds is the kinds by the endings of file names.
var kinds = map[string]kind{".jsonl": jsonKind, ".ndjson": jsonKind, ".json": jsonKind, ".csv": csvKind, ".parquet": parquetKind}

// records returns the format of the records: Parquet is read and written as CSV.
func (f format) records() record.Format {
	if f.kind == jsonKind {
		return record.JSON
	}
	return record.CSV
}

// formatOf returns the format of a file by the ending of its name.
func formatOf(name string) (format, error) {
	base, gzip := strings.CutSuffix(strings.ToLower(path.Base(name)), ".gz")
	kind, ok := kinds[path.Ext(base)]
	if !ok {
		return format{}, fmt.Errorf("%s: the name must end in .jsonl, .ndjson, .json or .csv, with or without .gz, or in .parquet", source.Quote(name))
	}
	if gzip && kind == parquetKind {
		return format{}, fmt.Errorf("%s: Parquet is compressed by itself; leave .gz out", source.Quote(name))
	}
	return format{kind: kind, gzip: gzip}, nil
}
