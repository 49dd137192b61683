package rule

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// rulesText is the rule file that tests begin from.
func rulesText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edited is the rule file with some texts replaced: old, new, old, new.
func edited(t *testing.T, edits ...string) string {
	t.Helper()
	text := rulesText(t)
	for i := 0; i+1 < len(edits); i += 2 {
		if strings.Count(text, edits[i]) != 1 {
			t.Fatalf("%q is %d times in the rule file, not once", edits[i], strings.Count(text, edits[i]))
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

func loadSet(t testing.TB, f *flow.Flow, text string) *Set {
	t.Helper()
	set, problems := Load(parse(t, "rules.yaml", text), f)
	if len(problems) > 0 {
		t.Fatalf("the test's own rules are wrong:\n%s", problems.Render())
	}
	return set
}

func TestLoadMistakes(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []string
		want  string
	}{
		{"an unknown key of the file", []string{"noun:", "nuon:"}, `5:1: unknown key "nuon" in the rule file (did you mean "noun"?)`},
		{"an unknown key of a rule", []string{"because: Software is", "becauze: Software is"},
			`28:5: a rule has no "because" (add a line "because: ...")` + "\n" +
				`31:5: unknown key "becauze" in a rule (did you mean "because"?)`},
		{"an unknown key of a role", []string{"held:", "hold:"},
			`8:48: unknown key "hold" in a role (did you mean "held"?)`},
		{"an unknown key of a profile", []string{"leads: The staff.", "lead: The staff."},
			`17:7: unknown key "lead" in a profile (did you mean "leads"?)`},
		{"an unknown key of a step", []string{"goal: Listen.", "goal: Listen., aim: more"},
			`20:39: unknown key "aim" in a step of the first 90 days (one of days, goal)`},
		{"an unknown key of an experience", []string{"text: Has done it all.", "text: Has done it all., years: 5"},
			`22:54: unknown key "years" in an experience (one of when, text)`},
		{"an unknown key of an arrangement", []string{"note: infrastructure", "note: infrastructure\n    point: 5"},
			`73:5: unknown key "point" in an arrangement (one of id, when, mode, combine, separate, first, instead, note, because, sources)`},
		{"an unknown key of instead", []string{"for: product}", "for: product, of: x}"},
			`68:72: unknown key "of" in instead (one of id, title, for)`},
		{"an unknown key of a source", []string{"vendor: true", "vendor: true, addrss: x"},
			`76:49: unknown key "addrss" in a source (did you mean "address"?)`},
		{"an unknown key of thresholds", []string{"{hire: 50, later: 30}", "{hire: 50, later: 30, soon: 40}"},
			`6:35: unknown key "soon" in thresholds (one of hire, later)`},
		{"a topic of nothing", []string{"noun:", "topics: {product: the product, infrastucture: Infrastructure}\nnoun:"},
			`5:32: there is no topic "infrastucture" (did you mean "infrastructure"?)`},
		{"no rule_set", []string{"rule_set: firm_chiefs\n", ""},
			`1:1: the rule file has no "rule_set" (add a line "rule_set: ...")`},
		{"no version", []string{"version: 1.2.0\n", ""},
			`1:1: the rule file has no "version" (add a line "version: ...")`},
		{"no flow", []string{"flow: firm\n", ""},
			`1:1: the rule file has no "flow" (add a line "flow: ...")`},
		{"no thresholds", []string{"thresholds: {hire: 50, later: 30}\n", ""},
			`1:1: the rule file has no "thresholds" (add a line "thresholds: ...")`},
		{"no when", []string{"    when: headcount >= 500\n", ""},
			`33:5: a rule has no "when" (add a line "when: ...")`},
		{"an empty when", []string{"when: headcount >= 500", "when:"},
			`34:10: "when" has no value (write a value or remove the key)`},
		{"a when of blanks", []string{"when: headcount >= 500", `when: ""`},
			`34:11: "when" is empty (write a text)`},
		{"no because", []string{"    because: Many people need systems.\n", ""},
			`33:5: a rule has no "because" (add a line "because: ...")`},
		{"no sources", []string{"    because: Many people need systems.\n    sources: [survey]\n", "    because: Many people need systems.\n"},
			`33:5: a rule has no "sources" (add a line "sources: ...")`},
		{"sources that are no list", []string{"    because: Many people need systems.\n    sources: [survey]\n", "    because: Many people need systems.\n    sources: survey\n"},
			`37:14: "sources" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		{"sources that are an empty list", []string{"    because: Many people need systems.\n    sources: [survey]\n", "    because: Many people need systems.\n    sources: []\n"},
			`37:14: a rule needs a source (name a source)`},
		{"an unknown source", []string{"[article, survey]", "[artikle, survey]"},
			`32:15: there is no source "artikle" (did you mean "article"?)`},
		{"a source like no other", []string{"[article, survey]", "[encyclopedia, survey]"},
			`32:15: there is no source "encyclopedia" (add it under sources:)`},
		{"no title of a source", []string{"{id: survey, title: A survey, ", "{id: survey, "},
			`76:5: a source has no "title" (add a line "title: ...")`},
		{"a vendor that is neither true nor false", []string{"vendor: true", "vendor: yes"},
			`76:43: "vendor" must be true or false, not a text (write true or false)`},
		{"a source given twice", []string{"{id: survey, title", "{id: article, title"},
			`23:17: there is no source "survey" (add it under sources:)` + "\n" +
				`32:24: there is no source "survey" (add it under sources:)` + "\n" +
				`37:15: there is no source "survey" (add it under sources:)` + "\n" +
				`57:15: there is no source "survey" (add it under sources:)` + "\n" +
				`76:10: source "article" is given twice, first on line 75 (an id names one thing only)`},
		{"no roles", []string{"points: {cio: 45}", "points: {}"},
			`35:13: "points" names no role (name a role)`},
		{"an unknown role in points", []string{"{cto: 60, cio: -5}", "{cto: 60, coi: -5}"},
			`30:23: there is no role "coi" (did you mean "cio"?)`},
		{"an unknown role in require", []string{"require: [cio]", "require: [cino]"},
			`40:15: there is no role "cino" (did you mean "cio"?)`},
		{"an unknown role in rule_out", []string{"rule_out: [cto, cio]", "rule_out: [[cto], cio]"},
			`45:16: one role is named here, not a list (write its id)`},
		{"an empty rule_out", []string{"rule_out: [cto, cio]", "rule_out: []"},
			`45:15: "rule_out" names no role (name a role)`},
		{"a require that is no list", []string{"require: [cio]", "require: cio"},
			`40:14: "require" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		{"points that are no mapping", []string{"points: {cio: 45}", "points: 45"},
			`35:13: points must be a mapping, not a whole number (write it as lines of "key: value")`},
		{"0 points", []string{"{cto: 60, cio: -5}", "{cto: 60, cio: 0}"},
			`30:28: 0 points have no effect (write a number for or against the role, or leave the role out)`},
		{"points with a fraction", []string{"{cto: 60, cio: -5}", "{cto: 60, cio: 2.5}"},
			`30:28: "points" must be a whole number, not "2.5" (write digits only, such as 250)`},
		{"too many points", []string{"{cto: 60, cio: -5}", "{cto: 60, cio: -1000001}"},
			`30:28: -1000001 is out of range; points go from -1000000 to 1000000`},
		{"two effects", []string{"points: {cio: 45}", "points: {cio: 45}\n    rule_out: [cto]"},
			`36:15: the rule has both "points" and "rule_out" (make two of it)`},
		{"three effects", []string{"points: {cio: 45}", "points: {cio: 45}\n    require: [cto]\n    rule_out: [cto]"},
			`36:14: the rule has both "points" and "require" (make two of it)` + "\n" +
				`37:15: the rule has both "points" and "rule_out" (make two of it)`},
		{"no effect", []string{"    points: {cio: 45}\n", ""},
			`33:5: the rule has no effect (add one of points, require, rule_out)`},
		{"thresholds swapped", []string{"{hire: 50, later: 30}", "{hire: 30, later: 50}"},
			`6:13: later (50) is above hire (30) (a role is planned for later at a lower score than it is hired at)`},
		{"thresholds of a role swapped", []string{"{hire: 40, later: 20}", "{hire: 10, later: 20}"},
			`11:17: later (20) is above hire (10) (a role is planned for later at a lower score than it is hired at)`},
		{"a threshold that is no number", []string{"{hire: 50, later: 30}", "{hire: high, later: 30}"},
			`6:20: "hire" must be a whole number, not "high" (write digits only, such as 250)`},
		{"a threshold missing", []string{"{hire: 50, later: 30}", "{hire: 50}"},
			`6:13: thresholds has no "later" (add a line "later: ...")`},
		{"a rule id given twice", []string{"- id: large", "- id: sells_software"},
			`33:9: rule "sells_software" is given twice, first on line 28 (an id names one thing only)`},
		{"an arrangement id given twice", []string{"- id: who_owns", "- id: part_time"},
			`70:9: arrangement "part_time" is given twice, first on line 49 (an id names one thing only)`},
		{"a role given twice", []string{"- id: cio\n", "- id: cto\n"},
			`9:9: role "cto" is given twice (an id names one thing only)` + "\n" +
				`30:23: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`35:14: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`40:15: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`45:21: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`51:29: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`55:15: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`60:21: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`64:12: there is no role "cio" (did you mean "cto"?)` + "\n" +
				`71:34: there is no role "cio" (did you mean "cto"?)`},
		{"no id", []string{"  - id: large\n    when", "  - when"},
			`33:5: a rule has no "id" (add a line "id: ...")`},
		{"an id that is none", []string{"- id: large", "- id: Large-Firm"},
			`33:9: "Large-Firm" is not an id (use lower-case letters, digits and underscores, beginning with a letter)`},
		{"a rule that is a text", []string{"  - id: tiny\n    when: headcount < 5\n    rule_out: [cto, cio]\n    because: There is nobody to lead.\n    sources: [article]\n", "  - tiny\n"},
			`43:5: a rule must be a mapping, not a text (write it as lines of "key: value")`},
		{"a wrong held", []string{`'"cto" in leaders'`, `'"coo" in leaders'`},
			`8:55: "coo" is not an option of leaders (did you mean "cto"?)`},
		{"a wrong condition of experience", []string{"when: small_firm, text", "when: smal_firm, text"},
			`22:18: there is no question or condition "smal_firm" (did you mean "small_firm"?)`},
		{"a cycle of conditions", []string{"small_firm: headcount < 50", "small_firm: headcount < 50 and young"},
			`25:3: condition "small_firm" is defined by itself: small_firm -> young -> small_firm (break the circle)`},
		{"a condition with the name of a question", []string{"  young: stage", "  founder: stage"},
			`26:3: "founder" is the name of something else (choose another name)`},
		{"conditions that are a list", []string{"conditions:\n  small_firm: headcount < 50\n  young: stage in [\"idea\", \"early\"] and small_firm\n", "conditions: [founder]\n",
			"when: small_firm, text", "when: founder, text", "when: small_firm\n", "when: founder\n"},
			`24:13: conditions must be a mapping, not a list (write it as lines of "key: value")`},
		{"needed in a rule", []string{"when: headcount >= 500", "when: needed.cto"},
			`34:11: needed can be used in arrangements only (rules decide verdicts and cannot read them)`},
		{"no effect of an arrangement", []string{"    first: cio\n", ""},
			`62:5: the arrangement has no effect (add one of mode, combine, separate, first, instead, note)`},
		{"two effects of an arrangement", []string{"    first: cio\n", "    first: cio\n    note: order\n"},
			`65:11: the arrangement has both "first" and "note" (make two of it)`},
		{"an unknown mode", []string{"{cto: fractional, cio: fractional}", "{cto: fractional, cio: part_time}"},
			`51:34: there is no mode "part_time" (one of full_time, fractional)`},
		{"a mode of nothing", []string{"{cto: fractional, cio: fractional}", "{cto: '', cio: fractional}"},
			`51:17: there is no mode "" (one of full_time, fractional)`},
		{"a misspelt mode", []string{"{cto: fractional, cio: fractional}", "{cto: fractionl, cio: full_time}"},
			`51:17: there is no mode "fractionl" (did you mean "fractional"?)`},
		{"an empty mode", []string{"mode: {cto: fractional, cio: fractional}", "mode: {}"},
			`51:11: "mode" names no role (name a role)`},
		{"a pair of one", []string{"combine: [cio, cto]", "combine: [cio]"},
			`55:14: "combine" takes two different roles (write [cto, cio], say)`},
		{"a pair of the same", []string{"combine: [cio, cto]", "combine: [cio, cio]"},
			`55:14: "combine" takes two different roles (write [cto, cio], say)`},
		{"a pair of three", []string{"separate: [cto, cio]", "separate: [cto, cio, cto]"},
			`60:15: "separate" takes two different roles (write [cto, cio], say)`},
		{"a pair with an unknown role", []string{"separate: [cto, cio]", "separate: [cto, ceo]"},
			`60:21: there is no role "ceo" (did you mean "cto"?)`},
		{"a pair that is no list", []string{"separate: [cto, cio]", "separate: cto"},
			`60:15: "separate" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		{"an unknown role comes first", []string{"first: cio", "first: ceo"},
			`64:12: there is no role "ceo" (did you mean "cto"?)`},
		{"instead without a topic", []string{"title: A lead engineer, for: product}", "title: A lead engineer}"},
			`68:14: instead has no "for" (add a line "for: ...")`},
		{"instead that is a text", []string{"instead: {id: lead_engineer, title: A lead engineer, for: product}", "instead: A lead engineer"},
			`68:14: instead must be a mapping, not a text (write it as lines of "key: value")`},
		{"a note without a topic", []string{"note: infrastructure", "note: ''"},
			`72:11: "note" is empty (write a text)`},
		{"no because of an arrangement", []string{"    because: The audit comes first.\n", ""},
			`62:5: an arrangement has no "because" (add a line "because: ...")`},
		{"an unknown source of an arrangement", []string{"because: The audit comes first.", "because: The audit comes first.\n    sources: [surveys]"},
			`66:15: there is no source "surveys" (did you mean "survey"?)`},
		{"an unknown source of a profile", []string{"      sources: [survey]\nconditions", "      sources: [surveys]\nconditions"},
			`23:17: there is no source "surveys" (did you mean "survey"?)`},
		{"no purpose", []string{"      purpose: Runs the systems.\n", ""},
			`13:7: a profile has no "purpose" (add a line "purpose: ...")`},
		{"require against rule_out", []string{"when: audited\n    require: [cio]", "when: founder\n    require: [cio]"},
			`38:9: the same answers can require cio here and rule it out by rule tiny on line 43: headcount=1, founder=yes (make their conditions exclude each other)`},
		{"require against rule_out where a guard is not known", []string{"when: audited\n    require: [cio]", "when: certified\n    require: [cio]"},
			`38:9: the same answers can require cio here and rule it out by rule tiny on line 43: headcount=1, certified=yes (make their conditions exclude each other)`},
		{"several problems at once", []string{"version: 1.2.0\n", "", "industry == \"software\"", "industri == \"software\"", "rule_out: [cto, cio]", "rule_out: [boss]",
			"first: cio", "first: cito", "vendor: true", "vender: true"},
			`1:1: the rule file has no "version" (add a line "version: ...")` + "\n" +
				`28:11: there is no question or condition "industri" (did you mean "industry"?)` + "\n" +
				`44:16: there is no role "boss" (one of cto, cio)` + "\n" +
				`63:12: there is no role "cito" (did you mean "cto"?)` + "\n" +
				`75:35: unknown key "vender" in a source (did you mean "vendor"?)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load(parse(t, "rules.yaml", edited(t, c.edits...)), firm(t))
			got := strings.ReplaceAll(problems.Sorted().Error(), "rules.yaml:", "")
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	f := firm(t)
	set := loadSet(t, f, rulesText(t))
	t.Run("the head", func(t *testing.T) {
		got := []string{set.ID, set.Version, set.Title, set.Noun, set.FlowID}
		if diff := cmp.Diff([]string{"firm_chiefs", "1.2.0", "Whom to hire", "technology chief", "firm"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("roles have their own thresholds or the common ones", func(t *testing.T) {
		if diff := cmp.Diff([]Thresholds{{50, 30}, {40, 20}}, []Thresholds{set.Roles[0].Thresholds, set.Roles[1].Thresholds}); diff != "" {
			t.Error(diff)
		}
		if set.RoleIndex("cio") != 1 || set.RoleIndex("cino") != -1 {
			t.Error("RoleIndex is wrong")
		}
		if set.Roles[0].Held.Text != `"cto" in leaders` || set.Roles[1].Held != nil {
			t.Error("held is wrong")
		}
	})
	t.Run("a profile", func(t *testing.T) {
		p := set.Roles[1].Profile
		got := []string{p.Purpose, strings.Join(p.Responsibilities, "|"), strings.Join(p.IsNot, "|"), p.ReportsTo, p.Leads, strings.Join(p.Measures, "|"),
			p.First90Days[0].Days, p.First90Days[0].Goal, p.Experience[0].When.Text, p.Experience[0].Text, p.Sources[0].ID}
		want := []string{"Runs the systems.", "Sets goals.|Runs systems.", "Not the chief technology officer.", "The chief executive.", "The staff.", "Availability.",
			"1-30", "Listen.", "small_firm", "Has done it all.", "survey"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a rule", func(t *testing.T) {
		r := set.Rules[0]
		if r.ID != "sells_software" || r.Effect != Points || r.Because != "Software is what you sell." || r.At != (source.Pos{Line: 28, Col: 9}) {
			t.Errorf("%+v", r)
		}
		if diff := cmp.Diff([]int{60, -5}, r.Points); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]bool{true, true}, r.Touches); diff != "" {
			t.Error(diff)
		}
		if len(r.Sources) != 2 || r.Sources[0] != set.Source("article") || r.Sources[1] != set.Source("survey") {
			t.Error("sources are wrong")
		}
	})
	t.Run("a source", func(t *testing.T) {
		want := Source{ID: "article", Title: "An article", Publisher: "A paper", Address: "https://example.org/a", At: set.Source("article").At, File: set.Source("article").File}
		if got := *set.Source("article"); got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
		if !set.Source("survey").Vendor || set.Source("nothing") != nil {
			t.Error("sources are wrong")
		}
	})
	t.Run("conditions in the order of the file", func(t *testing.T) {
		if len(set.Conditions) != 2 || set.Conditions[0].ID != "small_firm" || set.Conditions[1].ID != "young" {
			t.Error("conditions are wrong")
		}
		if diff := cmp.Diff([]string{"headcount", "stage"}, set.Conditions[1].Condition.Questions()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestFlowIDIsReadBeforeTheRest(t *testing.T) {
	for text, want := range map[string]string{
		"flow: firm\nrules: 5": "firm", "rules: []": "", "- flow": "", "flow: [a]": "", "flow:": "", "": "", "flow: 5": "5",
	} {
		if got := FlowID(parse(t, "rules.yaml", text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestANounIsChiefUnlessGiven(t *testing.T) {
	if got := loadSet(t, firm(t), edited(t, "noun: technology chief\n", "")).Noun; got != "chief" {
		t.Errorf("got %q", got)
	}
}

func TestTheMostPointsAreAccepted(t *testing.T) {
	set := loadSet(t, firm(t), edited(t, "{cto: 60, cio: -5}", "{cto: 1000000, cio: -1000000}", "{hire: 40, later: 20}", "{hire: 20, later: 20}"))
	if diff := cmp.Diff([]int{1_000_000, -1_000_000}, set.Rules[0].Points); diff != "" {
		t.Error(diff)
	}
}

func TestTooManyRulesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ at, want string }{
		"rules":        {"rules:\n", "more than 10000 rules"},
		"arrangements": {"arrangements:\n", "more than 10000 arrangement rows"},
	} {
		t.Run(name, func(t *testing.T) {
			text := edited(t, "\n"+c.at, "\n"+c.at+strings.Repeat("  - {}\n", 10_000))
			_, problems := Load(parse(t, "rules.yaml", text), firm(t))
			if len(problems) != 1 || problems[0].Message != c.want {
				t.Errorf("%d problems, the first %v", len(problems), problems[:min(1, len(problems))])
			}
		})
	}
}

func TestTooManyRolesAreRefused(t *testing.T) {
	var roles strings.Builder
	for i := range maxRoles {
		fmt.Fprintf(&roles, "  - {id: role_%d, title: a role}\n", i)
	}
	_, problems := Load(parse(t, "rules.yaml", edited(t, "\nroles:\n", "\nroles:\n"+roles.String())), firm(t))
	if !slices.ContainsFunc(problems, func(d source.Diagnostic) bool { return d.Message == "more than 64 roles" }) {
		t.Errorf("got %v", problems)
	}
}
