package batch

import (
	"math/bits"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/rule"
)

// A tally counts rows. Its lists are by the index of what they count.
type tally struct {
	Rows    int64 `json:"rows"` // read: advised, bad or skipped
	Advised int64 `json:"advised"`
	Bad     int64 `json:"bad"`
	Skipped int64 `json:"skipped"` // belong to another shard
	// Recommendations are by role, then several, then none.
	Recommendations []int64    `json:"recommendations"`
	Verdicts        [][4]int64 `json:"verdicts"` // by role and rule.Verdict
	Fired           []int64    `json:"fired"`    // by rule: rows in which it fired
	// Unknown are by question: rows in which a rule was left undecided that
	// mentions it, while its answer was not exactly known.
	Unknown []int64 `json:"unknown"`
}

func newTally(e *engine.Engine) *tally {
	set := e.Rules()
	return &tally{Recommendations: make([]int64, len(set.Roles)+2), Verdicts: make([][4]int64, len(set.Roles)),
		Fired: make([]int64, len(set.Rules)), Unknown: make([]int64, len(e.Flow().Questions))}
}

func (t *tally) reset() {
	t.Rows, t.Advised, t.Bad, t.Skipped = 0, 0, 0, 0
	clear(t.Recommendations)
	clear(t.Verdicts)
	clear(t.Fired)
	clear(t.Unknown)
}

// add adds what another tally counted, which has the same lists.
func (t *tally) add(more *tally) {
	t.Rows += more.Rows
	t.Advised += more.Advised
	t.Bad += more.Bad
	t.Skipped += more.Skipped
	addAll(t.Recommendations, more.Recommendations)
	addAll(t.Fired, more.Fired)
	addAll(t.Unknown, more.Unknown)
	for i := range t.Verdicts {
		addAll(t.Verdicts[i][:], more.Verdicts[i][:])
	}
}

func addAll(to, more []int64) {
	for i, n := range more {
		to[i] += n
	}
}

// fits reports whether the lists are those of the content.
func (t *tally) fits(e *engine.Engine) bool {
	want := newTally(e)
	return len(t.Recommendations) == len(want.Recommendations) && len(t.Verdicts) == len(want.Verdicts) &&
		len(t.Fired) == len(want.Fired) && len(t.Unknown) == len(want.Unknown)
}

// A flowIndex is what counting needs to know of the content, by index. It is for
// one goroutine.
type flowIndex struct {
	set       *rule.Set
	questions []*flow.Question
	required  []int
	// mentions holds for each rule the questions of its condition: a bit set in as
	// many words as open has, which is room for one such set.
	mentions []uint64
	open     []uint64
}

func newFlowIndex(e *engine.Engine) flowIndex {
	f := flowIndex{set: e.Rules(), questions: e.Flow().Questions, open: make([]uint64, (len(e.Flow().Questions)+63)/64)}
	index := map[string]int{}
	for i, q := range f.questions {
		index[q.ID] = i
		if q.Required {
			f.required = append(f.required, i)
		}
	}
	words := len(f.open)
	f.mentions = make([]uint64, words*len(f.set.Rules))
	for i, r := range f.set.Rules {
		for _, id := range r.When.Questions() {
			q := index[id]
			f.mentions[i*words+q/64] |= 1 << (q % 64)
		}
	}
	return f
}

// outcomes are the recommendations that there can be.
func outcomes(set *rule.Set) []string {
	var ids []string
	for _, role := range set.Roles {
		ids = append(ids, role.ID)
	}
	return append(ids, "several", "none")
}

// outcome returns the index of a recommendation among the outcomes.
func outcome(r *rule.Result) int {
	switch first, roles := r.Hired(); roles {
	case 0:
		return len(r.Roles) + 1
	case 1:
		return first
	}
	return len(r.Roles)
}

// missing returns the required questions that are asked and have no known
// answer, as engine.Missing does.
func (f *flowIndex) missing(e *rule.Encoded, answers flow.Row) []string {
	var ids []string
	for _, q := range f.required {
		if answers[q].IsUnknown() && f.set.Asked(e, q) {
			ids = append(ids, f.questions[q].ID)
		}
	}
	return ids
}

// count counts a row that was advised on.
func (f *flowIndex) count(t *tally, row *record.Row, e *rule.Encoded, r *rule.Result) {
	t.Advised++
	t.Recommendations[outcome(r)]++
	for i := range r.Roles {
		t.Verdicts[i][r.Roles[i].Verdict]++
	}
	for _, i := range r.Fired {
		t.Fired[i]++
	}
	clear(f.open)
	for _, i := range r.Undecided {
		for k := range f.open {
			f.open[k] |= f.mentions[int(i)*len(f.open)+k]
		}
	}
	for k, set := range f.open {
		for ; set != 0; set &= set - 1 {
			q := 64*k + bits.TrailingZeros64(set)
			if !row.Answers[q].IsExact() && f.set.Asked(e, q) {
				t.Unknown[q]++
			}
		}
	}
}
