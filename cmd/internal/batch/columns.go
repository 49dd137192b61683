package batch

import (
	"crypto/sha256"
	"encoding/hex"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/record"
	"chiefly/engine/source"
)

// columns is a column map, and what tells it from another.
type columns struct {
	*record.Columns
	digest string
}

// loadColumns reads the column map; nil where there is none.
func (j *Job) loadColumns() (*columns, error) {
	if j.Columns == "" {
		return nil, nil
	}
	file, err := answers.Open(j.Columns, nil)
	if err != nil {
		return nil, source.List{{File: j.Columns, Message: reason(err).Error()}}
	}
	format, _ := source.FormatOf(file.Name)
	root, problems := source.Parse(file, format)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	loaded, problems := record.LoadColumns(root, j.Engine.Flow())
	if err := problems.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(file.Data)
	return &columns{loaded, "sha256:" + hex.EncodeToString(sum[:])}, nil
}
