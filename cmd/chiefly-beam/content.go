package main

import (
	"archive/zip"
	"bytes"
	"path"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
)

// load reads the content that the options name, and packs it for the workers: it
// travels inside the pipeline, since they may be machines without the files.
func (o *options) load() (*engine.Engine, []byte, error) {
	e, err := content.Choice{Dir: o.content, Questions: o.questions, Rules: o.rules}.Load()
	if err != nil {
		return nil, nil, err
	}
	packed, err := pack(map[string][]byte{
		path.Join(engine.QuestionsDir, "flow.yaml"): e.FlowFile().Data,
		path.Join(engine.RulesDir, "rules.yaml"):    e.RulesFile().Data,
	})
	return e, packed, err
}

// unpack loads content that load has packed.
func unpack(packed []byte) (*engine.Engine, error) {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	return engine.Load(archive)
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
