// Peers compares our evaluator with the same rules in other engines: Go written
// by hand (that is, generated), expr, cel-go and OPA. It lives in a module of its
// own, so that nobody who uses ours has to fetch theirs. From the root of the
// repository:
//
//	go run -C engine/rule/peers .
//
// It generates rule sets of 50, 500 and 5,000 rules, takes the built-in one
// besides, writes them as Go, and runs itself again with that Go built in. All
// engines must find the same scores, verdicts and fired rules for up to 2,000
// organisations, or it fails; then they are timed in one process, in rounds in
// which each has its turn. What counts is processor time, garbage collection
// included, and what it prints is Markdown: times, and ratios to the hand-written
// Go, each the median of the ratios of the rounds. On a busy machine the times
// wander and the ratios hold. It takes two or three minutes and a Unix system.
//
// Engines get their answers in the form they like best, made beforehand; ours is
// timed with encoding as well. What ours decides besides (modes, sequence and
// other arrangements, undecided rules) the others leave out; where a rule set has
// arrangements, ours is timed without them too.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// options are what the command line says.
type options struct {
	subjects []string
	rounds   int
	peers    bool
}

func parse(arguments []string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(stderr)
	subjects := flags.String("rules", builtIn+",50,500,5000", "rule sets: "+builtIn+", how many rules to generate, or a folder with questions/ and rules/")
	rounds := flags.Int("rounds", 40, "rounds of measuring; 0 checks that the engines agree and stops")
	peers := flags.Bool("peers", true, "run cel-go and OPA as well")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 || *rounds < 0 {
		return options{}, fmt.Errorf("there are no arguments but flags, and rounds are counted from 0")
	}
	return options{slices.Compact(strings.Split(*subjects, ",")), *rounds, *peers}, nil
}

func run(arguments []string, stdout, stderr io.Writer) error {
	o, err := parse(arguments, stderr)
	if err != nil {
		return err
	}
	if len(handWritten) > 0 {
		return o.compare(stdout, stderr)
	}
	var subjects []*subject
	for _, name := range o.subjects {
		s, err := newSubject(name)
		if err != nil {
			return err
		}
		subjects = append(subjects, s)
	}
	fmt.Fprintln(stderr, "building the rule sets as Go ...")
	return rebuild(subjects, arguments, stdout, stderr)
}

// compare checks and measures all subjects, and prints what it found.
func (o options) compare(stdout, stderr io.Writer) error {
	var comparisons []comparison
	mine := map[string]*contender{}
	for _, name := range o.subjects {
		c, contender, err := o.subject(name, stderr)
		if err != nil {
			return err
		}
		comparisons, mine[name] = append(comparisons, c), contender
	}
	if o.rounds == 0 {
		return nil
	}
	var growth float64
	if small, large := mine["50"], mine["5000"]; small != nil && large != nil {
		m, err := measure([]*contender{small, large}, o.rounds)
		if err != nil {
			return err
		}
		growth = m[1].over(m[0])
	}
	fmt.Fprintln(stdout, machine())
	fmt.Fprintf(stdout, "%s\n\n", legend)
	for _, c := range comparisons {
		fmt.Fprintln(stdout, c.table())
	}
	fmt.Fprint(stdout, goals(comparisons, growth))
	return nil
}

const legend = `Nanoseconds of processor time, bytes and allocations are those of one organisation: its scores, verdicts and fired
rules. Of partial answers 30 % are unknown and 30 % of the rest are ranges or lists of options. Ratios are medians over
the rounds.`

// subject checks and measures one subject, and returns our contender too.
func (o options) subject(name string, stderr io.Writer) (comparison, *contender, error) {
	s, err := newSubject(name)
	if err != nil {
		return comparison{}, nil, err
	}
	contenders, err := build(s, o.peers)
	if err != nil {
		return comparison{}, nil, err
	}
	if err := check(s, contenders); err != nil {
		return comparison{}, nil, err
	}
	fmt.Fprintf(stderr, "%s rules: %d engines agree on %d organisations\n", name, len(contenders), len(s.exact))
	c := comparison{subject: name, rules: len(s.rules)}
	if o.rounds > 0 {
		c.measurements, err = measure(contenders, o.rounds)
	}
	return c, contenders[0], err
}
