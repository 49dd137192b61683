package engine

import (
	"testing"

	"chiefly/engine/rule"
	"chiefly/engine/wording"
)

// TestHeadline holds the one sentence for every kind of advice. Roles are in
// their sequence.
func TestHeadline(t *testing.T) {
	role := func(id string, verdict rule.Verdict, mode rule.Mode) *Role {
		titles := map[string]string{"cto": "chief technology officer", "cio": "chief information officer", "cino": "chief innovation officer", "architect": "enterprise architect"}
		return &Role{ID: id, Title: titles[id], Verdict: verdict.String(), Mode: mode.String()}
	}
	given := func(r *Role, to string) *Role { r.GivenTo = to; return r }
	held := func(r *Role) *Role { r.Held = true; return r }
	const full, part, none = rule.FullTime, rule.Fractional, rule.NoMode
	pair := func(ids ...string) [][]string { return [][]string{ids} }
	for _, c := range []struct {
		name     string
		roles    Roles
		combined [][]string
		instead  string
		want     string
	}{
		{"nobody", Roles{role("cto", rule.No, none)}, nil, "",
			"Hire no technology chief yet."},
		{"nobody, but something else", Roles{role("cto", rule.No, none)}, nil, "A lead engineer",
			"Hire no technology chief yet; start with a lead engineer."},
		{"something else whose name begins with capitals", Roles{role("cto", rule.No, none)}, nil, "IT support from outside",
			"Hire no technology chief yet; start with IT support from outside."},
		{"something else whose name begins beyond ASCII", Roles{role("cto", rule.No, none)}, nil, "Élan, a coach",
			"Hire no technology chief yet; start with élan, a coach."},
		{"nobody now, one later", Roles{role("cto", rule.Later, none)}, nil, "A lead engineer",
			"Hire no technology chief yet; start with a lead engineer; plan for a chief technology officer."},
		{"two later, one with a vowel", Roles{role("cto", rule.Later, none), role("architect", rule.Later, none)}, nil, "",
			"Hire no technology chief yet; plan for a chief technology officer and an enterprise architect."},
		{"nobody, and one is there", Roles{role("cto", rule.No, none), held(role("cio", rule.No, none))}, nil, "A lead engineer",
			"Hire no technology chief yet; go on with your chief information officer."},
		{"one that would be planned for is there", Roles{held(role("cto", rule.Later, none)), role("cio", rule.Hire, full)}, nil, "",
			"Hire a full-time chief information officer now."},
		{"one", Roles{role("cto", rule.Hire, full), role("cio", rule.No, none)}, nil, "",
			"Hire a full-time chief technology officer now."},
		{"one part-time", Roles{role("cio", rule.Hire, part)}, nil, "",
			"Hire a fractional chief information officer now."},
		{"one, and what else to do is not said here", Roles{role("cio", rule.Hire, full)}, nil, "A lead engineer",
			"Hire a full-time chief information officer now."},
		{"one now, one later", Roles{role("cto", rule.Hire, full), role("cio", rule.Later, none)}, nil, "",
			"Hire a full-time chief technology officer now; plan for a chief information officer."},
		{"two", Roles{role("cio", rule.Hire, full), role("cto", rule.Hire, part)}, nil, "",
			"Hire a full-time chief information officer first, then a fractional chief technology officer."},
		{"three", Roles{role("cio", rule.Hire, full), role("cto", rule.Hire, full), role("cino", rule.Hire, part)}, nil, "",
			"Hire a full-time chief information officer first, then a full-time chief technology officer and a fractional chief innovation officer."},
		{"two by one person", Roles{role("cto", rule.Hire, full), role("cio", rule.Hire, full)}, pair("cto", "cio"), "",
			"Hire one full-time executive as both chief technology officer and chief information officer now."},
		{"two by one person, named the other way round", Roles{role("cto", rule.Hire, part), role("cio", rule.Hire, part)}, pair("cio", "cto"), "",
			"Hire one fractional executive as both chief technology officer and chief information officer now."},
		{"two by one person, and a third", Roles{role("cto", rule.Hire, full), role("cino", rule.Hire, full), role("cio", rule.Hire, full)}, pair("cto", "cio"), "",
			"Hire one full-time executive as both chief technology officer and chief information officer first, then a full-time chief innovation officer."},
		{"three by one person", Roles{role("cto", rule.Hire, full), role("cio", rule.Hire, full), role("cino", rule.Hire, full)}, pair("cto", "cio", "cino"), "",
			"Hire one full-time executive as chief technology officer, chief information officer and chief innovation officer now."},
		{"one that is there already", Roles{role("cto", rule.Keep, full)}, nil, "A lead engineer",
			"Keep your chief technology officer."},
		{"two that are there already", Roles{role("cto", rule.Keep, full), role("cio", rule.Keep, full)}, nil, "",
			"Keep your chief technology officer and your chief information officer."},
		{"one new, one there, one later", Roles{role("cio", rule.Hire, full), role("cto", rule.Keep, full), role("cino", rule.Later, none)}, nil, "",
			"Hire a full-time chief information officer now; keep your chief technology officer; plan for a chief innovation officer."},
		{"a role for the one who is there", Roles{given(role("cio", rule.Hire, full), "cto"), role("cto", rule.Keep, full)}, pair("cto", "cio"), "",
			"Hire nobody new; give the role of chief information officer to your chief technology officer."},
		{"a role for the one who is there, and one new", Roles{given(role("cio", rule.Hire, full), "cto"), role("cino", rule.Hire, part), role("cto", rule.Keep, full)}, pair("cto", "cio"), "",
			"Hire a fractional chief innovation officer now; give the role of chief information officer to your chief technology officer."},
	} {
		t.Run(c.name, func(t *testing.T) {
			advice := &Advice{Roles: c.roles, Combined: c.combined}
			for _, r := range c.roles {
				if r.Needed() {
					advice.Sequence = append(advice.Sequence, r.ID)
				}
			}
			if c.instead != "" {
				advice.Instead = []Instead{{Title: c.instead}}
			}
			if got := headline(advice, "technology chief"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFirstLetters(t *testing.T) {
	for in, want := range map[string]string{"": "", "a": "A", "é": "É", "ab": "Ab"} {
		if got := wording.Capital(in); got != want {
			t.Errorf("capital of %q is %q, want %q", in, got, want)
		}
	}
}
