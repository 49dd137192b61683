package main

import (
	"context"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"

	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/engine/source"
)

// pipeline loads the content, checks everything that can be checked beforehand
// and builds the pipeline.
func (o *options) pipeline(ctx context.Context) (*beam.Pipeline, error) {
	e, packed, err := o.load()
	if err != nil {
		return nil, err
	}
	names, err := o.inputs(ctx)
	if err != nil {
		return nil, err
	}
	if err := o.checkTargets(ctx, names); err != nil {
		return nil, err
	}
	if err := checkHeaders(ctx, e, names); err != nil {
		return nil, err
	}
	return o.build(e, packed, names), nil
}

// checkHeaders reports what is wrong with the columns of all files.
func checkHeaders(ctx context.Context, e *engine.Engine, names []string) error {
	var problems source.List
	for _, name := range names {
		err := checkHeader(ctx, e.Flow(), name)
		var found source.List
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return err
		}
	}
	return problems.Err()
}

// build builds the pipeline.
func (o *options) build(e *engine.Engine, packed []byte, names []string) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	form, _ := formatOf(o.output) // check has looked at it
	advise := &adviseFn{Content: packed, Format: form.records(), Explain: o.explain, Shards: o.shards, Errors: o.errors}
	rowWriter := record.NewWriter(e.Rules(), form.records(), o.explain)

	// Reshuffle spreads what comes before it over the workers; without it, a
	// runner would leave the blocks of a file with the worker that reads the file.
	files := beam.Reshuffle(s, beam.CreateList(s, names))
	blocks := beam.Reshuffle(s, beam.ParDo(s.Scope("read"), &readFn{}, files))
	rows, refusals := beam.ParDo2(s.Scope("advise"), advise, blocks)

	write(s.Scope("write"), &writeFn{Name: o.output, Shards: o.shards, Header: rowWriter.Header(), Columns: rowWriter.Columns()}, rows)
	if o.errors != "" {
		form, _ := formatOf(o.errors)
		write(s.Scope("errors"), &writeFn{Name: o.errors, Shards: 1, Header: record.RefusalHeader(form.records())}, refusals)
	}
	return p
}

// counts is how many rows there were.
type counts struct{ advised, bad int64 }

// count asks a runner how many rows there were. It knows when it has waited for
// the end.
func count(result beam.PipelineResult) (c counts, known bool) {
	if result == nil || *jobopts.Async {
		return c, false
	}
	found := result.Metrics().Query(func(m metrics.SingleResult) bool { return m.Namespace() == counters })
	for _, counter := range found.Counters() {
		switch counter.Name() {
		case "advised":
			c.advised += counter.Result()
		case "bad":
			c.bad += counter.Result()
		}
	}
	return c, true
}
