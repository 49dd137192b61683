package wording_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

const original = `rule_set: crew
version: 1.0.0
flow: ship
title: Whom to sign on
noun: officer
thresholds: {hire: 1, later: 0}
roles:
  - id: mate
    title: mate
    profile:
      purpose: Keeps watch.
      responsibilities: [Steers., "Counts {barrels}."]
      first_90_days:
        - {days: 1-30, goal: Look.}
        - {days: 31-90, goal: Act.}
      experience:
        - {when: crew > 5, text: Has led.}
  - {id: cook, title: cook}
rules:
  - {id: many, when: crew > 5, points: {mate: 1}, because: You are many., sources: [log]}
  - {id: hungry, when: hunger, points: {cook: 1}, because: You are hungry., sources: [log]}
arrangements:
  - {id: galley, when: needed.cook, note: galley, because: Clear the galley.}
  - id: bread
    when: not needed.cook
    instead: {id: bread, title: Bread, for: meals}
    because: It keeps.
sources:
  - {id: log, title: The log}
`

const complete = `translates: crew
language: de
title: Wen Sie anheuern
noun: Offizier
topics: {galley: Kombüse, meals: die Mahlzeiten}
roles:
  mate:
    title: Steuermann
    profile:
      purpose: Hält Wache.
      responsibilities: [Steuert., "Zählt {barrels}."]
      first_90_days: [Schauen., Handeln.]
      experience: [Hat geführt.]
  cook: Koch
rules:
  many: Sie sind viele.
  hungry:
    because: Sie haben Hunger.
arrangements:
  galley: Räumen Sie die Kombüse auf.
  bread: {instead: Schiffszwieback, because: Er hält sich.}
`

// parse reads a file that must have no problems.
func parse(t testing.TB, name, text string) *source.Node {
	t.Helper()
	node, problems := source.Parse(source.NewFile(name, []byte(text)), source.YAML)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return node
}

// texts writes a tree as one line a scalar, with its path; and "de" after those that come
// from the translation.
func texts(n *source.Node, path string) []string {
	if n.Kind < source.Sequence {
		if n.File.Name == "crew.de.yaml" {
			path += " (de)"
		}
		return []string{path + ": " + n.Value}
	}
	var all []string
	for i, item := range n.Items {
		key := "-"
		if i < len(n.Keys) {
			key = n.Keys[i].Value
		}
		all = append(all, texts(item, strings.TrimPrefix(path+"."+key, "."))...)
	}
	return all
}

func TestApplyReplacesWordingAndNothingElse(t *testing.T) {
	root := parse(t, "crew.yaml", original)
	before := texts(root, "")
	missing, problems := wording.Apply(root, parse(t, "crew.de.yaml", complete), "de")
	if len(missing) > 0 || len(problems) > 0 {
		t.Fatalf("missing %v, problems %s", missing, problems.Render())
	}
	var changed []string
	for i, line := range texts(root, "") {
		if i >= len(before) || line != before[i] {
			changed = append(changed, line)
		}
	}
	want := []string{
		"title (de): Wen Sie anheuern", "noun (de): Offizier", "roles.-.title (de): Steuermann", "roles.-.profile.purpose (de): Hält Wache.",
		"roles.-.profile.responsibilities.- (de): Steuert.", "roles.-.profile.responsibilities.- (de): Zählt {barrels}.",
		"roles.-.profile.first_90_days.-.goal (de): Schauen.", "roles.-.profile.first_90_days.-.goal (de): Handeln.",
		"roles.-.profile.experience.-.text (de): Hat geführt.", "roles.-.title (de): Koch",
		"rules.-.because (de): Sie sind viele.", "rules.-.because (de): Sie haben Hunger.",
		"arrangements.-.because (de): Räumen Sie die Kombüse auf.", "arrangements.-.instead.title (de): Schiffszwieback", "arrangements.-.because (de): Er hält sich.",
		"topics.galley (de): Kombüse", "topics.meals (de): die Mahlzeiten",
	}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestMissingWordingStaysAndIsListed(t *testing.T) {
	root := parse(t, "crew.yaml", original)
	const some = "translates: crew\nlanguage: de\nrules: {many: Sie sind viele.}\nroles: {mate: {profile: {responsibilities: [Steuert., 'Zählt {barrels}.']}}}\n"
	missing, problems := wording.Apply(root, parse(t, "crew.de.yaml", some), "de")
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	var got []string
	for _, m := range missing {
		got = append(got, string(m.Language)+" "+m.What+" at "+m.At.File.Name+":"+m.At.Pos.String())
	}
	want := []string{
		"de title at crew.yaml:4:8", "de noun at crew.yaml:5:7", "de roles.mate.title at crew.yaml:9:12", "de roles.mate.profile.purpose at crew.yaml:11:16",
		"de roles.mate.profile.first_90_days at crew.yaml:14:9", "de roles.mate.profile.experience at crew.yaml:17:9", "de roles.cook.title at crew.yaml:18:23",
		"de rules.hungry.because at crew.yaml:21:60", "de arrangements.galley.because at crew.yaml:23:60", "de arrangements.bread.because at crew.yaml:27:14",
		"de arrangements.bread.instead.title at crew.yaml:26:33", "de topics.galley at crew.yaml:23:43", "de topics.meals at crew.yaml:26:45",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestMistakesInTranslations(t *testing.T) {
	const head = "translates: crew\nlanguage: de\n"
	for name, c := range map[string]struct{ text, want string }{
		"another original":       {"translates: grew\nlanguage: de\n", `crew.de.yaml:1:13: the file beside it is "crew", not "grew" (did you mean "crew"?)`},
		"no original":            {"language: de\n", `crew.de.yaml:1:1: the translation has no "translates" (add a line "translates: ...")`},
		"no language":            {"translates: crew\n", `crew.de.yaml:1:1: the translation has no "language" (add a line "language: ...")`},
		"another language":       {"translates: crew\nlanguage: fr\n", `crew.de.yaml:2:11: the file is named as one into "de" (the name of a translation ends in .LANG.yaml)`},
		"no wording":             {head + "roles: {cook: {title: Koch, held: 'true'}}\n", `crew.de.yaml:3:29: unknown key "held" in the wording of a role (one of title, profile)`},
		"a misspelt key":         {head + "nuon: Offizier\n", `crew.de.yaml:3:1: unknown key "nuon" in the translation (did you mean "noun"?)`},
		"points":                 {head + "rules: {many: {because: Ja., points: {mate: 2}}}\n", `crew.de.yaml:3:30: unknown key "points" in the wording of a rule (one of because)`},
		"an unknown rule":        {head + "rules: {man: Ja.}\n", `crew.de.yaml:3:9: the original has no rule "man" (did you mean "many"?)`},
		"an unknown role":        {head + "roles: {cok: Koch}\n", `crew.de.yaml:3:9: the original has no role "cok" (did you mean "cook"?)`},
		"an unknown arrangement": {head + "arrangements: {gally: Ja.}\n", `crew.de.yaml:3:16: the original has no arrangement "gally" (did you mean "galley"?)`},
		"an unknown topic":       {head + "topics: {gally: Kombüse}\n", `crew.de.yaml:3:10: unknown key "gally" in the topics (did you mean "galley"?)`},
		"a profile of nobody":    {head + "roles: {cook: {profile: {purpose: Kocht.}}}\n", `crew.de.yaml:3:25: the original has no "profile" here (remove it)`},
		"a text of nothing":      {head + "roles: {mate: {profile: {leads: Alle.}}}\n", `crew.de.yaml:3:33: the original has no "leads" here (remove it, or add it to the original)`},
		"too few items":          {head + "roles: {mate: {profile: {responsibilities: [Steuert.]}}}\n", `crew.de.yaml:3:44: the list has 1 items, that of the original 2 (translate item by item, in the same order)`},
		"too many steps":         {head + "roles: {mate: {profile: {first_90_days: [A., B., C.]}}}\n", `crew.de.yaml:3:41: the list has 3 items, that of the original 2 (translate item by item, in the same order)`},
		"no list":                {head + "roles: {mate: {profile: {experience: Ja.}}}\n", `crew.de.yaml:3:38: "experience" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		"a lost placeholder":     {head + "roles: {mate: {profile: {responsibilities: [Steuert., Zählt.]}}}\n", `crew.de.yaml:3:55: the original has other placeholders (it has {barrels})`},
		"a new placeholder":      {head + "rules: {many: 'Sie sind {viele}.'}\n", `crew.de.yaml:3:15: the original has other placeholders (write no braces)`},
		"an empty text":          {head + "rules: {many: ' '}\n", `crew.de.yaml:3:15: the text is empty (write a text, or remove the line)`},
		"a list as rules":        {head + "rules: [Ja.]\n", `crew.de.yaml:3:8: rules must be a mapping, not a list (write it as lines of "key: value")`},
		"a list as a rule":       {head + "rules: {many: [Ja.]}\n", `crew.de.yaml:3:15: the wording of a rule must be a mapping, not a list (write it as lines of "key: value")`},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := wording.Apply(parse(t, "crew.yaml", original), parse(t, "crew.de.yaml", c.text), "de")
			if got := problems.Sorted().Error(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWhatAHouseChangesIsTranslatedToo(t *testing.T) {
	const house = "rule_set: house\nextends: crew\nchange:\n  rules:\n    - {id: many, because: 'We are many.'}\n    - {id: hungry, because: ~}\n"
	const german = "translates: house\nlanguage: de\nchange: {rules: {many: Wir sind viele.}}\n"
	root := parse(t, "house.yaml", house)
	missing, problems := wording.Apply(root, parse(t, "crew.de.yaml", german), "de")
	if len(missing) > 0 || len(problems) > 0 {
		t.Fatalf("missing %v, problems %s", missing, problems.Render())
	}
	if got := strings.Join(texts(root, ""), "\n"); !strings.Contains(got, "change.rules.-.because (de): Wir sind viele.") {
		t.Error(got)
	}
}

func TestSplit(t *testing.T) {
	for name, want := range map[string]string{"chiefs.de": "chiefs de", "a.b.fr": "a.b fr", "chiefs": "", "chiefs.old": "", "chiefs.DE": "", ".de": "", "chiefs.": ""} {
		got := ""
		if original, language, ok := wording.Split(name); ok {
			got = original + " " + string(language)
		}
		if got != want {
			t.Errorf("Split(%q) is %q, not %q", name, got, want)
		}
	}
}

func FuzzApply(f *testing.F) {
	f.Add(original, complete)
	f.Add(original, "translates: crew\nlanguage: de\nroles: {mate: {profile: {first_90_days: [{goal: 1}, ~]}}}")
	f.Add("flow: ship\nquestions: [{id: a, options: [{id: b, label: c}]}, x, ~]", "translates: ship\nlanguage: de\nquestions: {a: {options: {b: d}}}")
	f.Add("population: p\ntitle: [x]", "title: y")
	f.Fuzz(func(t *testing.T, original, translation string) {
		root, _ := source.Parse(source.NewFile("a.yaml", []byte(original)), source.YAML)
		words, _ := source.Parse(source.NewFile("a.de.yaml", []byte(translation)), source.YAML)
		if root == nil || words == nil {
			return
		}
		_, problems := wording.Apply(root, words, "de")
		for _, p := range problems {
			if p.Message == "" || !p.Pos.IsValid() {
				t.Errorf("a problem without a place or a message: %+v", p)
			}
		}
	})
}
