package flow_test

import (
	"testing"

	"chiefly/engine/flow"
)

func TestParseNumbers(t *testing.T) {
	for _, c := range []struct {
		q          *flow.Question
		text, want string
	}{
		{people, "120", "120"}, {people, " 120 ", "120"}, {people, "+120", "120"}, {people, "0120", "120"},
		{people, "1,200", "1200"}, {people, "1_200", "1200"}, {people, "1'200", "1200"}, {people, "1 200", "1200"}, {people, "1,234,567", "1234567"},
		{people, "120.0", "120"}, {people, "120.00", "120"},
		{money, "25m", "25000000"}, {money, "25 M", "25000000"}, {money, "$25m", "25000000"}, {money, "2.5k", "2500"}, {money, "2.50k", "2500"}, {money, "1.200k", "1200"},
		{money, "3 thousand", "3000"}, {money, "1.25 Million", "1250000"}, {money, "1bn", "1000000000"}, {money, "2b", "2000000000"}, {money, "0.5 billion", "500000000"},
		{money, "0", "0"}, {money, "-0", "0"}, {degrees, "-12", "-12"},

		{people, "100-250", "100-250"}, {people, "100 - 250", "100-250"}, {people, "100–250", "100-250"}, {people, "100..250", "100-250"}, {people, "100 to 250", "100-250"}, {people, "100 TO 250", "100-250"},
		{people, "1,000-2,500", "1000-2500"}, {money, "1.5k-2m", "1500-2000000"}, {money, "$5m to $10m", "5000000-10000000"}, {people, "7-7", "7"},
		{degrees, "-12--3", "-12..-3"}, {degrees, "-12..3", "-12..3"}, {degrees, "-40-0", "<1"},
		{people, "500+", "500+"}, {people, "500 +", "500+"}, {people, "2.5k+", "2500+"}, {people, "3,000,000+", "3000000"},
		{people, "<15", "<15"}, {people, "< 15", "<15"}, {people, "<=15", "<16"}, {people, ">5", "6+"}, {people, ">= 5", "5+"}, {people, ">1.5k", "1501+"},
		{people, "<2", "1"}, {people, ">=1", "unknown"}, {people, "1m-3m", "1000000+"},
		{people, "unknown", "unknown"}, {people, "UNKNOWN", "unknown"}, {people, " Unknown ", "unknown"},
	} {
		t.Run(c.text, func(t *testing.T) {
			a, err := c.q.Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			same(t, c.want, c.q.Format(a))
		})
	}
}

func TestParseOptions(t *testing.T) {
	none := &flow.Question{ID: "n", Type: flow.Choices, Options: options("some", "none"), MaxPicks: 1}
	for _, c := range []struct {
		q          *flow.Question
		text, want string
	}{
		{industry, "software", "software"}, {industry, "[software]", "software"}, {industry, "[software, retail]", "[software, retail]"}, {industry, "retail, software", "[software, retail]"},
		{industry, "software|retail", "[software, retail]"}, {industry, "software, hardware, retail", "unknown"}, {industry, "Unknown", "unknown"},
		{goals, "[growth, cost]", "[growth, cost]"}, {goals, "cost,growth", "[growth, cost]"}, {goals, "cost", "[cost]"}, {goals, "[]", "[]"}, {goals, "[ ]", "[]"}, {goals, "none", "[]"}, {goals, "unknown", "unknown"},
		{none, "none", "[none]"}, {none, "[]", "[]"},
		{hiring, "yes", "yes"}, {hiring, "Y", "yes"}, {hiring, "true", "yes"}, {hiring, "NO", "no"}, {hiring, "n", "no"}, {hiring, "False", "no"}, {hiring, "yes|no", "unknown"},
	} {
		t.Run(c.q.ID+" "+c.text, func(t *testing.T) {
			a, err := c.q.Parse(c.text)
			if err != nil {
				t.Fatal(err)
			}
			same(t, c.want, c.q.Format(a))
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const (
		aNumber  = "write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown"
		anOption = "write an option, a list of possible options such as [a, b], or unknown"
		aList    = "write a list of options such as [a, b], [] for none of them, or unknown"
		digits   = " is not a whole number; write it as 1200 or 1,200"
	)
	for _, c := range []struct {
		q          *flow.Question
		text, want string
	}{
		{people, "", "no value given; " + aNumber},
		{people, " ", "no value given; " + aNumber},
		{people, "many", `"many" is not a whole number or a range; ` + aNumber},
		{people, "12 people", `"12 people" is not a whole number or a range; ` + aNumber},
		{people, "1e3", `"1e3" is not a whole number or a range; ` + aNumber},
		{people, "5+ or so", `"5+ or so" is not a whole number or a range; ` + aNumber},
		{people, "1.2.3", `"1.2.3" is not a whole number or a range; ` + aNumber},
		{people, "1,20", `"1,20"` + digits},
		{people, "1,2000", `"1,2000"` + digits},
		{people, "1.5", `"1.5"` + digits},
		{people, "1.200", `"1.200"` + digits},
		{people, "25.000", `"25.000"` + digits},
		{people, "1.2345k", `"1.2345k"` + digits},
		{people, "1,20-30", `"1,20"` + digits},
		{people, "20-1,30", `"1,30"` + digits},
		{people, "<1,30", `"1,30"` + digits},
		{people, "99999999999999999999", `"99999999999999999999" is too large`},
		{people, "9223372036854775807", `"9223372036854775807" is too large`},
		{people, "99999999999bn", `"99999999999bn" is too large`},
		{money, "10-25m", `"10-25m" leaves open what 10 counts; write the unit with both numbers, or with neither`},
		{money, "10 - 25m", `"10 - 25m" leaves open what 10 counts; write the unit with both numbers, or with neither`},
		{money, "10 to 25m", `"10 to 25m" leaves open what 10 counts; write the unit with both numbers, or with neither`},
		{people, "250-100", `the range "250-100" is empty; write the smaller number first`},
		{people, "0", "0 is out of range; " + aNumber},
		{people, "3000001", "3000001 is out of range; " + aNumber},
		{people, "-5", "-5 is out of range; " + aNumber},
		{people, "0-5", "0-5 is out of range; " + aNumber},
		{people, "5m+", "5m+ is out of range; " + aNumber},
		{people, "<1", "<1 is out of range; " + aNumber},
		{people, "<=0", "<=0 is out of range; " + aNumber},
		{people, ">3m", ">3m is out of range; " + aNumber},
		{people, ">=4m", ">=4m is out of range; " + aNumber},

		{industry, "", "no value given; " + anOption},
		{industry, ",", "no value given; " + anOption},
		{industry, "hardwear", `"hardwear" is not an option of industry; did you mean "hardware"?`},
		{industry, "bank", `"bank" is not an option of industry; one of software, hardware, retail, unknown`},
		{industry, "Software", `"Software" is not an option of industry; did you mean "software"?`},
		{industry, "[software, retial]", `"retial" is not an option of industry; did you mean "retail"?`},
		{industry, "software, software", `option "software" is given twice`},
		{industry, "[]", "an empty list leaves nothing possible; write unknown, or leave the question out"},
		{industry, "none", `"none" is not an option of industry; one of software, hardware, retail, unknown`},
		{goals, "", "no value given; " + aList},
		{goals, "|", "no value given; " + aList},
		{goals, "[,]", "no value given; " + aList},
		{goals, "growth, cost, speed", "3 options are given, at most 2 are allowed"},
		{goals, "[growth, growth]", `option "growth" is given twice`},
		{hiring, "", "no value given; write yes, no or unknown"},
		{hiring, "maybe", `"maybe" is not an option of hiring; one of no, yes, unknown`},
		{hiring, "1", `"1" is not an option of hiring; one of no, yes, unknown`},
	} {
		t.Run(c.q.ID+" "+c.text, func(t *testing.T) {
			a, err := c.q.Parse(c.text)
			if err == nil {
				t.Fatalf("is read as %s", c.q.Format(a))
			}
			same(t, c.want, err.Error())
			same(t, true, a.IsZero())
		})
	}
	many := &flow.Question{ID: "many", Type: flow.Choice, Options: make([]flow.Option, flow.MaxOptions)}
	_, err := many.Parse("something")
	same(t, `"something" is not an option of many`, err.Error())
}
