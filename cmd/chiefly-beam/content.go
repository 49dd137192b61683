package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
	"chiefly/engine/source"
)

// load reads the content that the options name, and packs it for the workers: it
// travels inside the pipeline, since they may be machines without the files.
func (o *options) load() (*engine.Engine, []byte, error) {
	e, err := content.Choice{Dir: o.content, Questions: o.questions, Rules: o.rules}.Load()
	if err != nil {
		return nil, nil, err
	}
	flows, sets := e.BaseFiles()
	files := map[string][]byte{}
	for dir, chain := range map[string][]*source.File{
		engine.QuestionsDir: append([]*source.File{e.FlowFile()}, flows...),
		engine.RulesDir:     append([]*source.File{e.RulesFile()}, sets...),
	} {
		files[path.Join(dir, "content.yaml")] = chain[0].Data
		for i, base := range chain[1:] {
			files[baseName(dir, i)] = base.Data
		}
	}
	packed, err := pack(files)
	return e, packed, err
}

// baseName is what a file goes by in the archive that others build on: number 0 is the
// one that the content of a folder builds on, number 1 the one that number 0 does.
func baseName(dir string, number int) string {
	return fmt.Sprintf("bases/%s/%d.yaml", dir, number)
}

// An unpacked is packed content. What a file in it builds on is in it too, whatever the
// file says of where that lay.
type unpacked struct{ *zip.Reader }

// Base returns the next file of those that build on each other.
func (u unpacked) Base(dir, from, _ string) (*source.File, []string, error) { //nolint:unparam // engine.Library has names
	next := 0
	if number, err := strconv.Atoi(strings.TrimSuffix(path.Base(from), ".yaml")); err == nil {
		next = number + 1
	}
	name := baseName(dir, next)
	data, err := fs.ReadFile(u, name)
	return source.NewFile(name, data), nil, err
}

// unpack loads content that load has packed.
func unpack(packed []byte) (*engine.Engine, error) {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	return engine.Load(unpacked{archive})
}

// pack makes a ZIP archive, which is a file system of one value.
func pack(files map[string][]byte) ([]byte, error) {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for name, data := range files {
		file, err := archive.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(data); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return packed.Bytes(), err
}
