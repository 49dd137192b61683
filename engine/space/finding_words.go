package space

import (
	"fmt"
	"strings"
)

// String says in words what is found: a sentence without a full stop.
func (f Finding) String() string {
	message, _ := f.words()
	return message
}

// Remedy says in a few words how to mend it.
func (f Finding) Remedy() string {
	_, remedy := f.words()
	return remedy
}

func (f Finding) words() (message, remedy string) {
	var rules []string
	for _, r := range f.Rules {
		rules = append(rules, r.ID)
	}
	switch f.Kind {
	case NeverFires:
		return fmt.Sprintf("rule %s never fires", rules[0]), "mend its condition, or remove it"
	case AlwaysFires:
		return fmt.Sprintf("rule %s fires whatever the answers", rules[0]), "mend its condition, or move thresholds instead"
	case SameCondition:
		return fmt.Sprintf("rules %s and %s always fire together", rules[0], rules[1]), "let one of them do for both"
	case Covered:
		return fmt.Sprintf("rule %s is needless: wherever it fires, rule %s does the same", rules[0], rules[1]), "remove it, or mend its condition"
	case CoveredTogether:
		last := len(rules) - 1
		return fmt.Sprintf("rule %s is needless: wherever it fires, rules %s and %s together do the same", rules[0], strings.Join(rules[1:last], ", "), rules[last]), "remove it, or mend its condition"
	case Contradiction:
		return fmt.Sprintf("rule %s requires %s where rule %s rules it out", rules[0], f.Role.ID, rules[1]), "make their conditions exclude each other"
	case NeverDecides:
		return fmt.Sprintf("rule %s fires, but every verdict is the same without it", rules[0]), "give it more points, or remove it"
	case NoVerdict:
		return fmt.Sprintf("role %s never gets the verdict %s", f.Role.ID, f.Verdict), "look at its points and thresholds"
	case NeverNeeded:
		return fmt.Sprintf("role %s is never needed", f.Role.ID), "give it more points, or lower its thresholds"
	case RowNeverHolds:
		return fmt.Sprintf("arrangement %s holds for no answers", f.Row.ID), "mend its condition, or remove it"
	case RowNeverDecides:
		return fmt.Sprintf("arrangement %s never decides anything: where it holds, rows above it do, or its roles are not needed", f.Row.ID), "move it up, or remove it"
	case NoArrangement:
		return fmt.Sprintf("no arrangement says how much of %s is needed: full-time, for want of one", f.Role.ID), "add a row for it"
	case NothingInstead:
		return "nobody is needed, nobody is there, and no arrangement says what to do instead", "add a last row with instead"
	case OptionIsMoot:
		return fmt.Sprintf("nothing depends on whether %s is picked in %s", f.Question.Options[f.Option].ID, f.Question.ID), "write a rule that uses it, or remove it"
	}
	return fmt.Sprintf("nothing depends on question %s", f.Question.ID), "write a rule that uses it, or remove it"
}
