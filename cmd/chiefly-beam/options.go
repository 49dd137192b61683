package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"chiefly/engine/source"
)

// options is what a run is told on the command line, beside the flags of Beam.
type options struct {
	input, output, errors     string
	content, questions, rules string
	explain, force            bool
	shards                    int
}

// declare declares the flags. The usage text shows these alone: Beam has some
// sixty of its own, declared in the same place.
func (o *options) declare(flags *flag.FlagSet) {
	own := flag.NewFlagSet("", flag.ContinueOnError)
	for _, set := range []*flag.FlagSet{flags, own} {
		set.StringVar(&o.input, "input", "", "read the organisations in these files, a `pattern` as for a shell")
		set.StringVar(&o.output, "output", "", "write the rows to this `file`")
		set.StringVar(&o.errors, "errors", "", "write what is wrong with bad rows to this `file` (.jsonl or .csv, with or without .gz)")
		set.StringVar(&o.content, "content", "", "read flows and rules from `dir`/questions and dir/rules instead of the built-in ones")
		set.StringVar(&o.questions, "questions", "", "read the flow from this `file`")
		set.StringVar(&o.rules, "rules", "", "read the rule set from this `file`")
		set.BoolVar(&o.explain, "explain", false, "add the reasons to each row")
		set.BoolVar(&o.force, "force", false, "overwrite files")
		set.IntVar(&o.shards, "shards", 1, "write the rows to this `number` of files: advice-00000-of-00004.jsonl and so on")
	}
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), usage)
		own.SetOutput(flags.Output())
		own.PrintDefaults()
		fmt.Fprint(flags.Output(), runnerUsage)
	}
}

// maxShards bounds the number of files; it only keeps mistakes out.
const maxShards = 10_000

// check refuses what no run could do.
func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%s is no flag; name the files with --input, in quotes where the name has a star", source.Quote(rest[0]))
	case o.input == "":
		return errors.New("--input is missing: name the files to read")
	case o.output == "":
		return errors.New("--output is missing: name the file to write")
	case o.shards < 1 || o.shards > maxShards:
		return fmt.Errorf("--shards must be from 1 to %d", maxShards)
	}
	if _, err := formatOf(o.output); err != nil {
		return fmt.Errorf("--output %w", err)
	}
	if o.errors == "" {
		return nil
	}
	form, err := formatOf(o.errors)
	switch {
	case err != nil:
		return fmt.Errorf("--errors %w", err)
	case form.kind == parquetKind:
		return errors.New("--errors is written as JSON lines or CSV")
	case slices.ContainsFunc(o.targets(), func(name string) bool { return path.Clean(name) == path.Clean(o.errors) }):
		return errors.New("--errors and --output are the same file")
	}
	return nil
}

// targets returns the names of the files with rows.
func (o *options) targets() []string {
	names := make([]string, o.shards)
	for i := range names {
		names[i] = shardName(o.output, i, o.shards)
	}
	return names
}

// checkTargets refuses files that are there already, those that are read, and
// places that are lost with the machine that writes there.
func (o *options) checkTargets(ctx context.Context, inputs []string) error {
	names := o.targets()
	if o.errors != "" {
		names = append(names, o.errors)
	}
	for _, name := range names {
		if strings.HasPrefix(strings.ToLower(*runners.Runner), "dataflow") && !strings.Contains(name, "://") {
			return fmt.Errorf("%s: Dataflow's workers are other machines; write to gs://", source.Quote(name))
		}
		found, err := list(ctx, name)
		switch {
		case err != nil:
			return err
		case slices.ContainsFunc(inputs, func(input string) bool { return path.Clean(input) == path.Clean(name) }):
			return fmt.Errorf("%s is read and would be written", source.Quote(name))
		case len(found) > 0 && !o.force:
			return fmt.Errorf("%s exists; --force overwrites it", source.Quote(name))
		}
	}
	return nil
}

// inputs returns the names of the files to read.
func (o *options) inputs(ctx context.Context) ([]string, error) {
	names, err := list(ctx, o.input)
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("--input %s: there is no such file", source.Quote(o.input))
	}
	for _, name := range names {
		if _, strange := formatOf(name); strange != nil {
			err = errors.Join(err, fmt.Errorf("--input %w", strange))
		}
	}
	return names, err
}

// list returns the names of the files that a pattern matches.
func list(ctx context.Context, pattern string) ([]string, error) {
	files, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	return files.List(ctx, pattern)
}
