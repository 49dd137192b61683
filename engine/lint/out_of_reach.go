package lint

import "chiefly/engine/rule"

var outOfReach = &Check{
	Name:     "out_of_reach",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "thresholds that the points of a role can never reach, or never miss",
		Avoid: `
roles:
  - id: cdo
    title: chief data officer
rules:
  - id: data_everywhere
    when: headcount >= 500
    points: {cdo: 15}
    because: You are 500 people or more, and so many make data that somebody should look after.
    sources: [own_experience]
`,
		Prefer: `
roles:
  - id: cdo
    title: chief data officer
    thresholds: {hire: 15, later: 10}
rules:
  - id: data_everywhere
    when: headcount >= 500
    points: {cdo: 15}
    because: You are 500 people or more, and so many make data that somebody should look after.
    sources: [own_experience]
`,
		Why: `A role whose points add up to less than its threshold is advised to nobody.
Points that cannot come together may hide more of this; the check "proof" finds
that.`,
	},
	run: func(p *pass) error {
		for i, n := range p.RuleTree.Get("roles").List() {
			role := p.Rules.Roles[i]
			low, high, required, ruledOut := p.bounds(i)
			t := role.Thresholds
			const mend = "give it more points, or lower its thresholds"
			switch {
			case !p.spokenFor(i) || required:
			case high < t.Later:
				p.report(id(n), mend, "role %s is advised to nobody: its rules give %d points at most, and later begins at %d", role.ID, high, t.Later)
			case high < t.Hire:
				p.report(id(n), mend, "role %s is never to be hired: its rules give %d points at most, and hire begins at %d", role.ID, high, t.Hire)
			case low >= t.Hire && !ruledOut:
				p.report(id(n), "raise its thresholds, or write rules against it", "role %s is needed by everybody: its rules give %d points at least, and hire begins at %d", role.ID, low, t.Hire)
			}
		}
		return nil
	},
}

// bounds returns between which points a role gets, and whether a rule can require it, or
// rule it out.
func (r *reading) bounds(role int) (low, high int, required, ruledOut bool) {
	for _, u := range r.Rules.Rules {
		switch {
		case !u.Touches[role]:
		case u.Effect == rule.Points:
			low, high = low+min(0, u.Points[role]), high+max(0, u.Points[role])
		default:
			required, ruledOut = required || u.Effect == rule.Require, ruledOut || u.Effect == rule.RuleOut
		}
	}
	return low, high, required, ruledOut
}
