package space

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// LoadPopulation reads a population of a flow from the tree of its file. It returns
// everything that is wrong with the file; the population is usable only when that is
// nothing.
func LoadPopulation(root *source.Node, f *flow.Flow) (*Population, source.List) {
	l := populationLoader{flow: f, population: &Population{Questions: make([]Distribution, len(f.Questions))}, sources: map[string]*citable{}}
	l.file(root)
	return l.population, l.Problems
}

type populationLoader struct {
	source.Reader
	flow       *flow.Flow
	population *Population
	sources    map[string]*citable
}

// A citable is a source, its place in the file, and whether a question cites it.
type citable struct {
	*Source
	id    source.String
	cited bool
}

func (l *populationLoader) file(root *source.Node) {
	m := l.Map(root, "the population file")
	l.population.ID = m.NeedID("population").Value
	if of := m.NeedText("flow"); of.Value != "" && of.Value != l.flow.ID {
		l.Report(of.Node, "write flow: "+l.flow.ID, "this is a population of flow %s, not of %s", source.Quote(of.Value), l.flow.ID)
		return // its questions are other ones
	}
	l.population.Title = m.NeedText("title").Value
	l.population.About = m.Text("about").Value
	for _, n := range m.List("sources") {
		l.source(n)
	}
	if n := m.Need("questions"); n != nil {
		l.questions(n)
	}
	m.Close()
	for _, s := range l.population.Sources {
		if c := l.sources[s.ID]; c != nil && !c.cited {
			l.Report(c.id.Node, "cite it under the sources of a question, or remove it", "source %s is cited nowhere", source.Quote(s.ID))
			c.cited = true
		}
	}
}

func (l *populationLoader) source(n *source.Node) {
	m := l.Map(n, "a source")
	id := m.NeedID("id")
	s := &Source{ID: id.Value, Title: m.NeedText("title").Value, Publisher: m.Text("publisher").Value, Address: m.Text("address").Value, At: n.Pos}
	m.Close()
	l.population.Sources = append(l.population.Sources, s)
	switch first := l.sources[s.ID]; {
	case !id.Given() || s.ID == "":
	case first != nil:
		l.Report(id.Node, "an id names one thing only", "source %s is given twice, first on line %d", source.Quote(s.ID), first.At.Line)
	default:
		l.sources[s.ID] = &citable{Source: s, id: id}
	}
}

// questions reads the distributions. Every question must have one: what is not said
// would count like any other figure.
func (l *populationLoader) questions(n *source.Node) {
	m := l.Map(n, `"questions"`)
	var missing []string
	for i, q := range l.flow.Questions {
		if of := m.Get(q.ID); of != nil {
			l.distribution(q, &l.population.Questions[i], of)
		} else if !slices.ContainsFunc(n.Keys, func(key *source.Node) bool { return key.Value == q.ID }) {
			missing = append(missing, q.ID)
		}
	}
	m.Close()
	if len(missing) > 0 && n.Kind == source.Mapping {
		l.Report(n, "say of every question how common its answers are", "nothing is said of %s", strings.Join(missing, ", "))
	}
}

func (l *populationLoader) distribution(q *flow.Question, d *Distribution, n *source.Node) {
	m := l.Map(n, "question "+q.ID)
	d.Options = make([]float64, len(q.Options))
	if weights := m.Need("weights"); weights != nil {
		l.weights(q, d, weights)
	}
	if unknown := m.Get("unknown"); unknown != nil {
		d.Unknown = l.percent(unknown)
		if q.Required && d.Unknown > 0 {
			l.Report(unknown, "remove it", "%s is required, so that its answer is always known", q.ID)
		}
	}
	for _, name := range m.Texts("sources") {
		l.cite(d, name)
	}
	d.Assumed = m.Text("assumed").Value
	sourced := m.Get("sources") != nil
	m.Close()
	if !sourced && d.Assumed == "" && n.Kind == source.Mapping {
		l.Report(n, "add sources: [...], or assumed: and why the figures are as they are", "%s does not say where its figures come from", q.ID)
	}
}

func (l *populationLoader) cite(d *Distribution, name source.String) {
	c := l.sources[name.Value]
	if c == nil {
		var ids []string
		for _, s := range l.population.Sources {
			ids = append(ids, s.ID)
		}
		hint := source.Suggest(name.Value, ids)
		if source.Nearest(name.Value, ids) == "" {
			hint = "add it under sources:"
		}
		l.Report(name.Node, hint, "there is no source %s", source.Quote(name.Value))
		return
	}
	c.cited = true
	d.Sources = append(d.Sources, c.Source)
}

func (l *populationLoader) weights(q *flow.Question, d *Distribution, n *source.Node) {
	if n.Kind != source.Mapping {
		l.Report(n, "write it as {"+example(q)+"}", "the weights of %s must be a mapping, not %s", q.ID, n.Kind)
		return
	}
	before, sum := len(l.Problems), 0.0
	var ranges []keyed
	for i, key := range n.Keys {
		switch q.Type {
		case flow.Integer:
			if lo, hi, ok := l.bounds(q, key); ok {
				r := Range{lo, hi, l.weight(n.Items[i])}
				ranges = append(ranges, keyed{r, key})
				sum += r.Weight
			}
		case flow.Choices:
			sum += l.option(q, d, key, l.percent(n.Items[i]))
		default:
			sum += l.option(q, d, key, l.weight(n.Items[i]))
		}
	}
	d.Ranges = l.apart(q, ranges)
	switch {
	case len(l.Problems) > before:
	case q.Type == flow.Choices && chanceWithin(d.Options, q.MaxPicks) < leastWithin:
		l.Report(n, "lower the chances", "no more than %d may be picked in %s, which is next to impossible with these chances", q.MaxPicks, q.ID)
	case q.Type != flow.Choices && sum == 0:
		l.Report(n, "give one of them a weight above 0", "all weights of %s are 0", q.ID)
	}
}

// example shows what weights of a question look like.
func example(q *flow.Question) string {
	if q.Type == flow.Integer {
		return "1-9: 80, 10+: 20"
	}
	return q.Options[0].ID + ": 80, ..."
}

// bounds reads a range of an Integer question, and reports whether it is one.
func (l *populationLoader) bounds(q *flow.Question, key *source.Node) (lo, hi int64, ok bool) {
	a, err := q.Parse(key.Value)
	var wrong *flow.InvalidAnswer
	switch {
	case errors.As(err, &wrong):
		l.Report(key, wrong.Hint, "%s: %s", q.ID, wrong.Problem)
		return 0, 0, false
	case a.IsUnknown():
		l.Report(key, "write unknown: and a chance in per cent beside weights", `"unknown" is no range of %s`, q.ID)
		return 0, 0, false
	}
	lo, hi = a.Range(q)
	return lo, hi, true
}

// keyed is a range and its key in the file.
type keyed struct {
	Range
	key *source.Node
}

// apart returns ranges in order, and reports those that share numbers with others.
func (l *populationLoader) apart(q *flow.Question, ranges []keyed) []Range {
	slices.SortStableFunc(ranges, func(a, b keyed) int { return cmp.Compare(a.Lo, b.Lo) })
	var all []Range
	for i, r := range ranges {
		all = append(all, r.Range)
		if i == 0 {
			continue
		}
		if before := &ranges[i-1]; before.Hi >= r.Lo {
			l.Report(r.key, "give each number to one range", "%s shares numbers of %s with %s", r.key.Value, q.ID, before.key.Value)
			if before.Hi > r.Hi { // for the next one
				ranges[i] = *before
			}
		}
	}
	return all
}

// option sets what an option weighs, and returns it.
func (l *populationLoader) option(q *flow.Question, d *Distribution, key *source.Node, weight float64) float64 {
	i := q.OptionIndex(key.Value)
	switch {
	case i >= 0:
		d.Options[i] = weight
		return weight
	case key.Value == "unknown":
		l.Report(key, "write unknown: and a chance in per cent beside weights", `"unknown" is no option of %s`, q.ID)
	default:
		l.Report(key, source.Suggest(key.Value, q.OptionIDs()), "%s is not an option of %s", source.Quote(key.Value), q.ID)
	}
	return 0
}

// Weights lie between bounds, so that no sum of them is lost or endless.
const (
	leastWeight = 1e-9
	mostWeight  = 1e12
)

func (l *populationLoader) weight(n *source.Node) float64 {
	w, ok := l.number(n)
	if ok && w != 0 && (w < leastWeight || w > mostWeight) {
		l.Report(n, "a weight is 0, or from 0.000000001 to 1000000000000", "%s is too large or too small for a weight", n.Value)
		return 0
	}
	return w
}

// percent reads a chance in per cent, and returns it as one from 0 to 1.
func (l *populationLoader) percent(n *source.Node) float64 {
	p, ok := l.number(n)
	if ok && p > 100 {
		l.Report(n, "a chance is from 0 to 100", "%s is more than 100 per cent", n.Value)
		return 0
	}
	return p / 100
}

// number reads a number that is not negative, and reports whether it is one.
func (l *populationLoader) number(n *source.Node) (float64, bool) {
	v, err := strconv.ParseFloat(n.Value, 64)
	switch {
	case n.Kind != source.Int && n.Kind != source.Float || err != nil || math.IsInf(v, 0) || math.IsNaN(v):
		shown := n.Kind.String()
		if n.Kind < source.Sequence && n.Kind != source.Null {
			shown = source.Quote(n.Value)
		}
		l.Report(n, "write a number such as 2.5", "a number is needed here, not %s", shown)
		return 0, false
	case v < 0:
		l.Report(n, "write 0 or more", "%s is negative", n.Value)
		return 0, false
	}
	return v, true
}
