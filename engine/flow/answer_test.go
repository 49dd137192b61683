package flow_test

import (
	"encoding/json"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"

	"pgregory.net/rapid"
)

func TestIntegersAreCutOff(t *testing.T) {
	q := &flow.Question{ID: "q", Type: flow.Integer, Min: 1, Max: 100}
	for _, c := range []struct {
		lo, hi int64
		want   string
	}{
		{5, 5, "5"}, {5, 9, "5-9"}, {-9, 9, "<10"}, {50, 500, "50+"}, {1, 100, "unknown"}, {-5, 500, "unknown"}, {100, 100, "100"}, {1, 1, "1"}, {100, 900, "100"},
	} {
		a := q.Integers(c.lo, c.hi)
		same(t, c.want, q.Format(a))
		lo, hi := a.Range(q)
		same(t, []int64{max(1, c.lo), min(100, c.hi)}, []int64{lo, hi})
	}
	for _, outside := range [][2]int64{{101, 200}, {-5, 0}, {9, 5}} {
		if a := q.Integers(outside[0], outside[1]); !a.IsZero() {
			t.Errorf("Integers(%d, %d) is %v", outside[0], outside[1], q.Format(a))
		}
	}
	single := &flow.Question{ID: "q", Type: flow.Integer, Min: 7, Max: 7}
	same(t, "7", single.Format(single.Integers(0, 9)))
}

func TestOneOfIsCutOff(t *testing.T) {
	same(t, true, industry.OneOf().IsZero())
	same(t, true, industry.OneOf(0, 1, 2) == flow.Unknown)
	same(t, "[software, retail]", industry.Format(industry.OneOf(2, 0)))
	same(t, "hardware", industry.Format(industry.OneOf(1, 1)))
	same(t, true, hiring.OneOf(0, 1) == flow.Unknown)
	single := &flow.Question{ID: "q", Type: flow.Choice, Options: options("only")}
	same(t, "only", single.Format(single.OneOf(0)))
	same(t, true, single.OneOf(0).IsExact())
}

func TestChosenIsWhatTheIndexesGive(t *testing.T) {
	for set := range uint64(1 << 3) {
		var indexes []int
		for i := range 3 {
			if set&(1<<i) != 0 {
				indexes = append(indexes, i)
			}
		}
		same(t, true, industry.Chosen(set) == industry.OneOf(indexes...))
		same(t, true, goals.Chosen(set) == goals.Picked(indexes...))
	}
	same(t, true, hiring.Chosen(0b11) == flow.Unknown)
}

func TestWhatAnAnswerKnows(t *testing.T) {
	type facts struct{ Unknown, Zero, Exact bool }
	for _, c := range []struct {
		name   string
		answer flow.Answer
		want   facts
	}{
		{"none", flow.Answer{}, facts{true, true, false}},
		{"unknown", flow.Unknown, facts{true, false, false}},
		{"a number", people.Integers(5, 5), facts{false, false, true}},
		{"a range", people.Integers(5, 6), facts{false, false, false}},
		{"an option", industry.OneOf(1), facts{false, false, true}},
		{"one of two options", industry.OneOf(1, 2), facts{false, false, false}},
		{"no option picked", goals.Picked(), facts{false, false, true}},
		{"all options picked", goals.Picked(0, 1, 2), facts{false, false, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			same(t, c.want, facts{c.answer.IsUnknown(), c.answer.IsZero(), c.answer.IsExact()})
		})
	}
}

func TestPossibleValues(t *testing.T) {
	lo, hi := flow.Unknown.Range(people)
	same(t, []int64{1, 3_000_000}, []int64{lo, hi})
	same(t, uint64(0b111), flow.Unknown.Possible(industry))
	same(t, uint64(0b111), flow.Answer{}.Possible(industry))
	same(t, uint64(0b101), industry.OneOf(0, 2).Possible(industry))
	same(t, uint64(0), flow.Unknown.Possible(people))
	same(t, ^uint64(0), flow.Unknown.Possible(&flow.Question{Options: make([]flow.Option, 64)}))

	set, known := goals.Picked(0, 2).Picks()
	same(t, []any{uint64(0b101), true}, []any{set, known})
	set, known = flow.Unknown.Picks()
	same(t, []any{uint64(0), false}, []any{set, known})
	_, known = industry.OneOf(1).Picks()
	same(t, false, known)
	same(t, []int{0, 2}, goals.Picked(2, 0).Indexes())
	same(t, []int(nil), goals.Picked().Indexes())
}

func TestAnswerAsTextValueAndWords(t *testing.T) {
	for _, c := range []struct {
		q              *flow.Question
		answer         flow.Answer
		format, inJSON string
		words          string
	}{
		{people, people.Integers(120, 120), "120", `120`, "120 people"},
		{seats, seats.Integers(1, 1), "1", `1`, "1 seat"},
		{seats, seats.Integers(2, 2), "2", `2`, "2 seats"},
		{people, people.Integers(1000, 2500), "1000-2500", `"1000-2500"`, "1,000 to 2,500 people"},
		{people, people.Integers(500, 3_000_000), "500+", `"500+"`, "500 people or more"},
		{people, people.Integers(1, 14), "<15", `"<15"`, "at most 14 people"},
		{money, money.Integers(25_000_000, 25_000_000), "25000000", `25000000`, "25,000,000"},
		{degrees, degrees.Integers(-5, -5), "-5", `-5`, "-5"},
		{degrees, degrees.Integers(-5, 10), "-5..10", `"-5..10"`, "-5 to 10"},
		{degrees, degrees.Integers(-40, -11), "<-10", `"\u003c-10"`, "at most -11"},
		{degrees, degrees.Integers(-5, 60), "-5+", `"-5+"`, "-5 or more"},
		{industry, industry.OneOf(1), "hardware", `"hardware"`, "Hardware"},
		{industry, industry.OneOf(0, 2), "[software, retail]", `["software","retail"]`, "Software or Retail"},
		{goals, goals.Picked(0, 2), "[growth, speed]", `["growth","speed"]`, "Growth; Speed"},
		{goals, goals.Picked(1), "[cost]", `["cost"]`, "Cost"},
		{goals, goals.Picked(), "[]", `[]`, "none of these"},
		{hiring, hiring.OneOf(1), "yes", `"yes"`, "Yes"},
		{hiring, flow.Unknown, "unknown", `"unknown"`, "not known"},
		{people, flow.Answer{}, "unknown", `"unknown"`, "not known"},
	} {
		t.Run(c.q.ID+" "+c.format, func(t *testing.T) {
			value, err := json.Marshal(c.q.Value(c.answer))
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := json.Unmarshal([]byte(c.inJSON), &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(value, &got); err != nil {
				t.Fatal(err)
			}
			same(t, []any{c.format, want, c.words}, []any{c.q.Format(c.answer), got, c.q.Describe(c.answer)})
		})
	}
}

// anyQuestion draws a question, with an answer that it can have.
func anyQuestion(t *rapid.T) (*flow.Question, flow.Answer) {
	q := &flow.Question{ID: "q", Type: flow.Type(rapid.IntRange(0, 3).Draw(t, "type"))}
	var ids []string
	for i := range rapid.IntRange(1, flow.MaxOptions).Draw(t, "options") {
		ids = append(ids, "option_"+string(rune('a'+i%26))+string(rune('a'+i/26)))
	}
	index := rapid.IntRange(0, len(ids)-1)
	switch q.Type {
	case flow.Integer:
		q.Min = rapid.Int64Range(-1<<60, 1<<60).Draw(t, "min")
		q.Max = rapid.Int64Range(q.Min, 1<<61).Draw(t, "max")
		lo := rapid.Int64Range(q.Min, q.Max).Draw(t, "lo")
		return q, q.Integers(lo, rapid.Int64Range(lo, q.Max).Draw(t, "hi"))
	case flow.YesNo:
		q.Options = options("no", "yes")
		return q, q.OneOf(rapid.SliceOfN(rapid.IntRange(0, 1), 1, 2).Draw(t, "possible")...)
	case flow.Choice:
		q.Options = options(ids...)
		return q, q.OneOf(rapid.SliceOfN(index, 1, 9).Draw(t, "possible")...)
	}
	q.Options, q.MaxPicks = options(ids...), len(ids)
	return q, q.Picked(rapid.SliceOfN(index, 0, 9).Draw(t, "picks")...)
}

func TestWhatIsFormattedIsParsedToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, want := anyQuestion(t)
		if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
			want = flow.Unknown
		}
		got, err := q.Parse(q.Format(want))
		if err != nil || got != want {
			t.Fatalf("%s %q is parsed to %q, %v", q.Type, q.Format(want), q.Format(got), err)
		}
	})
}

func TestWhatStandsInJSONIsReadToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, want := anyQuestion(t)
		data, err := json.Marshal(q.Value(want))
		if err != nil {
			t.Fatal(err)
		}
		node, problems := source.Parse(source.NewFile("value", data), source.JSON)
		if len(problems) > 0 {
			t.Fatal(problems.Render())
		}
		var r source.Reader
		if got := q.Read(&r, node); got != want || len(r.Problems) > 0 {
			t.Fatalf("%s %s is read as %q:\n%s", q.Type, data, q.Format(got), r.Problems.Render())
		}
	})
}
