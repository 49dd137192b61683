// Generate writes organisations, drawn at random, for the built-in flow: the input
// of the published figures on batch runs. Or it writes a rule set for it, of as many rules
// as are asked for, to see what is too large for proofs.
//
//	go run ./cmd/internal/generate -rows 1000000 > organisations.jsonl
//	go run ./cmd/internal/generate -rows 1000000 -format csv -unknown 0.3 > organisations.csv
//	go run ./cmd/internal/generate -rules 300 > rules.yaml
//
// The same flags give the same bytes. With -broken a share of the records is
// spoiled, in every way that package recordtest knows, one after the other.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
	"chiefly/engine/rule/ruletest"
	"chiefly/questions"
	"chiefly/rules"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(2)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	rows := flags.Int("rows", 1000, "how many organisations")
	format := flags.String("format", "jsonl", "jsonl or csv")
	seed := flags.Uint64("seed", 1, "where the random numbers begin")
	broken := flags.Float64("broken", 0, "share of records that are spoiled")
	unknown := flags.Float64("unknown", 0, "share of questions that are left out")
	ruleCount := flags.Int("rules", 0, "write a rule set of this many rules, and no organisations")
	imprecise := flags.Float64("imprecise", 0, "share of answers that are a range, one of several options or unknown")
	if err := flags.Parse(args); err != nil {
		return err
	}
	formats := map[string]record.Format{record.JSON.String(): record.JSON, record.CSV.String(): record.CSV}
	f, ok := formats[*format]
	if !ok {
		return fmt.Errorf("there is no format %q; write jsonl or csv", *format)
	}
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		return err
	}
	if *ruleCount > 0 {
		_, err := io.WriteString(stdout, ruletest.Over(e.Flow(), *ruleCount, *seed))
		return err
	}
	g := recordtest.New(e.Flow(), *seed)
	g.Unknown, g.Imprecise = *unknown, *imprecise
	return write(stdout, g, f, *rows, *broken)
}

// write writes so many records, the given share of them spoiled.
func write(out io.Writer, g *recordtest.Generator, f record.Format, rows int, broken float64) error {
	w := bufio.NewWriterSize(out, 1<<20)
	if _, err := w.Write(g.Header(f)); err != nil {
		return err
	}
	breaks, kind := recordtest.Breaks(f), 0
	row := record.Row{Answers: flow.Row{}}
	var line []byte
	for range rows {
		g.Next(&row)
		if g.Chance(broken) {
			line = g.AppendBroken(line[:0], f, breaks[kind%len(breaks)], &row)
			kind++
		} else {
			line = g.Append(line[:0], f, &row)
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return w.Flush()
}
