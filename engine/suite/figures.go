package suite

// A Figure is how much of something has been tried.
type Figure struct {
	What    string `json:"what"`
	Covered int    `json:"covered"`
	Of      int    `json:"of"`
}

// Percent returns the share in percent: 100 where there is nothing to try, and
// never 100 while something is left.
func (f Figure) Percent() float64 {
	if f.Of == 0 {
		return 100
	}
	return 100 * float64(f.Covered) / float64(f.Of)
}

// Names of figures.
const (
	RulesAndRows = "rules and arrangement rows"
	ruleFigure   = "rules fired and not fired"
	rowFigure    = "arrangement rows that decided"
)

// Figures sums a coverage up. The first is that of RulesAndRows, which gates.
func (c *Coverage) Figures() []Figure {
	rules, undecidedRules := Figure{What: ruleFigure}, Figure{What: "rules left undecided"}
	rows := Figure{What: rowFigure}
	parts, alone := Figure{What: "parts of conditions true and false"}, Figure{What: "parts that alone made the difference (MC/DC)"}
	for i := range c.Rules {
		r := &c.Rules[i]
		rules.count(r.Covered())
		undecidedRules.count(r.Undecided > 0)
		countParts(r.Parts, &parts, &alone)
	}
	for _, row := range c.Rows {
		rows.count(row.Decided > 0)
		countParts(row.Parts, &parts, &alone)
	}
	questions, options := Figure{What: "questions answered"}, Figure{What: "options chosen"}
	for _, q := range c.Questions {
		questions.count(q.Answered > 0)
		options.Of += q.options
		options.Covered += q.options - len(q.Untried)
	}
	seen := Figure{What: "verdicts seen, role by role"}
	for _, v := range c.Verdicts {
		seen.count(v.Seen > 0)
	}
	gate := Figure{RulesAndRows, rules.Covered + rows.Covered, rules.Of + rows.Of}
	return []Figure{gate, rules, undecidedRules, rows, parts, alone, questions, options, seen}
}

func (f *Figure) count(covered bool) {
	f.Of++
	if covered {
		f.Covered++
	}
}

func countParts(parts []PartCoverage, covered, alone *Figure) {
	for _, p := range parts {
		covered.count(p.Covered())
		alone.count(p.Independent())
	}
}
