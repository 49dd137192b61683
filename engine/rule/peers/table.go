package main

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"chiefly/engine/flow"
)

// A comparison is what was measured of one subject.
type comparison struct {
	subject      string
	rules        int
	measurements []*measurement
}

// find returns the measurement of a contender, or nil.
func (c comparison) find(name string) *measurement {
	for _, m := range c.measurements {
		if m.name == name {
			return m
		}
	}
	return nil
}

// table returns the measurements as a table in Markdown.
func (c comparison) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n", c.title())
	b.WriteString("| engine | ns, least | ns, median | times hand-written | bytes | allocations |\n|---|--:|--:|--:|--:|--:|\n")
	for _, m := range c.measurements {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", m.name, figure(m.least()), figure(m.middle()), figure(m.over(c.find(byHand))), round(m.bytes), round(m.allocs))
	}
	return b.String()
}

func (c comparison) title() string {
	if strconv.Itoa(c.rules) == c.subject {
		return flow.Grouped(int64(c.rules)) + " generated rules"
	}
	return fmt.Sprintf("The rule set %s, %d rules", c.subject, c.rules)
}

// figure writes a number with three digits that count, or all those before the
// point.
func figure(v float64) string {
	switch {
	case v < 10:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case v < 100:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return round(v)
}

func round(v float64) string { return flow.Grouped(int64(math.RoundToEven(v))) }

// A goal is a ratio and how large it may be, or how small.
type goal struct {
	what     string
	measured float64
	most     bool // the bound is the largest that will do
	bound    float64
}

func (g goal) row() string {
	met, sign := g.measured >= g.bound, "at least"
	if g.most {
		met, sign = g.measured <= g.bound, "at most"
	}
	verdict := "met"
	if !met {
		verdict = "**missed**"
	}
	return fmt.Sprintf("| %s | %s | %s %s | %s |\n", g.what, figure(g.measured), sign, figure(g.bound), verdict)
}

// goals compares what was measured with what we want. Growth is how many times as
// long ours takes for 5,000 rules as for 50; 0 when it was not measured.
func goals(comparisons []comparison, growth float64) string {
	var b strings.Builder
	for _, c := range comparisons {
		mine, hand := c.find(ours), c.find(byHand)
		switch c.subject {
		case "50":
			b.WriteString(goal{"chiefly to hand-written Go, 50 rules", mine.over(hand), true, 0.75}.row())
			b.WriteString(goal{"expr, tuned, to chiefly, 50 rules", c.find(exprTuned).over(mine), false, 50}.row())
			b.WriteString(goal{"partial to exact answers, 50 rules", c.find(oursPartial).over(mine), true, 1.6}.row())
		case "5000":
			b.WriteString(goal{"chiefly to hand-written Go, 5,000 rules", mine.over(hand), true, 0.15}.row())
		}
	}
	if growth > 0 {
		b.WriteString(goal{"chiefly, 5,000 to 50 rules", growth, true, 70}.row())
	}
	if b.Len() == 0 {
		return ""
	}
	return "### Goals\n\n| ratio | measured | goal | |\n|---|--:|--:|---|\n" + b.String()
}

// machine says on what the figures were measured.
func machine() string {
	level := "default"
	var peers []string
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "GOAMD64" {
				level = s.Value
			}
		}
		for _, d := range info.Deps {
			switch d.Path {
			case "github.com/expr-lang/expr", "cel.dev/cel-go", "github.com/open-policy-agent/opa":
				peers = append(peers, d.Path+" "+d.Version)
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s/%s, GOAMD64 %s, %s; %s\n", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, level, runtime.Version(),
		strings.Join(peers, ", "))
}

// processor names the model of the processor, where the system tells.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo") // missing elsewhere than on Linux
	for line := range strings.Lines(string(text)) {
		if key, model, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return cmp.Or(os.Getenv("PROCESSOR_IDENTIFIER"), "unknown processor")
}
