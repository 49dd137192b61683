package graph

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
)

func drawn(t *testing.T, g *Graph, f Format, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), g.Draw(f)); diff != "" {
		t.Errorf("%s (-want +got)\n%s", f, diff)
	}
}

func teaPath(t *testing.T, e *engine.Engine) *Path {
	return &Path{Organisation: "Tea & Co", Answers: answersOf(t, e, map[string]string{"people": "2", "guests": "no", "extras": "[milk]"})}
}

func TestMermaid(t *testing.T) {
	e := engineOf(t, teaQuestions, teaRules)
	drawn(t, Questions(e, teaPath(t, e)), Mermaid, `
flowchart TD
  accTitle: Tea Co: Which tea?
  subgraph s_1_house["The house"]
    q_people["1#58; How many drink tea?<br>= 2 people"]
    if_2{"?"}
    q_guests["2#58; Do guests come?<br>= No"]
    q_end["3#58; Does #34;it#34; end #91;late#93;?<br>= not known"]
  end
  subgraph s_2_taste["Your taste"]
    if_4{"?"}
    q_leaf["4#58; Which leaf?"]
    q_extras["5#58; What goes in?<br>= Milk"]
  end
  advice(["Hire a full#45;time master of tea now#46;"])
  q_people --> if_2
  if_2 -->|"if people #62;= 2"| q_guests
  q_guests --> q_end
  q_end --> if_4
  if_2 -->|"otherwise"| if_4
  if_4 -->|"if guests"| q_leaf
  q_leaf --> q_extras
  if_4 -->|"otherwise"| q_extras
  q_extras --> advice
  classDef taken stroke:#0a58b8,stroke-width:3px
  class q_people,if_2,q_guests,if_4,q_extras,advice taken
  linkStyle 0,1,2,3,7,8 stroke:#0a58b8,stroke-width:3px
  classDef open stroke:#0a58b8,stroke-width:2px,stroke-dasharray:4
  class q_end open
  classDef left_out opacity:0.5,stroke-dasharray:4
  class q_leaf left_out
  linkStyle 4,5,6 opacity:0.5,stroke-dasharray:4
`)
	drawn(t, Rules(e, "pourer", nil), Mermaid, `
flowchart LR
  accTitle: Who makes the tea
  q_people["1#58; How many drink tea?"]
  q_end["3#58; Does #34;it#34; end #91;late#93;?"]
  subgraph about_people["people"]
    r_thirsty["thirsty<br>people #62;= 2"]
  end
  subgraph about_end["end"]
    r_late["late<br>end and people #62;= 3"]
  end
  role_pourer(["pourer#58; pourer of tea<br>hire from 20 points, later from 10"])
  q_people --> r_thirsty
  r_thirsty -->|"#45;5"| role_pourer
  q_end --> r_late
  q_people --> r_late
  r_late -->|"requires"| role_pourer
`)
}

func TestDot(t *testing.T) {
	e := engineOf(t, teaQuestions, teaRules)
	drawn(t, Rules(e, "master", teaPath(t, e)), Dot, `
digraph {
  rankdir=LR
  label="Tea &amp; Co: Who makes the tea"
  labelloc=t
  graph [fontname="Helvetica,Arial,sans-serif", color="#b9c2cc"]
  node [fontname="Helvetica,Arial,sans-serif", fontsize=11]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10]
  q_people [shape=box, label="1: How many drink tea?\n= 2 people", color="#0a58b8", penwidth=3]
  q_leaf [shape=box, label="4: Which leaf?", color="#b9c2cc", fontcolor="#5f6873", style=dashed]
  q_extras [shape=box, label="5: What goes in?\n= Milk", color="#0a58b8", penwidth=3]
  subgraph cluster_about_people {
    label="people"
    r_thirsty [shape=box, label="thirsty\npeople >= 2", color="#0a58b8", penwidth=3]
  }
  subgraph cluster_about_leaf {
    label="leaf"
    r_class [shape=box, label="class\nleaf == \"green\"", color="#0a58b8", penwidth=2, style=dashed]
  }
  subgraph cluster_about_extras {
    label="extras"
    r_no_milk [shape=box, label="no_milk\n\"milk\" not in extras", color="#b9c2cc", fontcolor="#5f6873", style=dashed]
  }
  role_master [shape=oval, label="master: master of tea\nhire, with 20 points (hire from 20,\nlater from 10)", color="#0a58b8", penwidth=3]
  q_people -> r_thirsty [label="", color="#0a58b8", penwidth=3]
  r_thirsty -> role_master [label="+20", color="#0a58b8", penwidth=3]
  q_leaf -> r_class [label="", color="#0a58b8", penwidth=2, style=dashed]
  r_class -> role_master [label="+1", color="#0a58b8", penwidth=2, style=dashed]
  q_extras -> r_no_milk [label="", color="#b9c2cc", fontcolor="#5f6873", style=dashed]
  r_no_milk -> role_master [label="rules out", color="#b9c2cc", fontcolor="#5f6873", style=dashed]
}
`)
}

func TestText(t *testing.T) {
	e := engineOf(t, teaQuestions, teaRules)
	drawn(t, Questions(e, nil), Text, `
Which tea?

The house
    1  people: How many drink tea? (1 to 3 people)
       if people >= 2
    2  | guests: Do guests come? (yes or no)
    3  | end: Does "it" end [late]? (yes or no)

Your taste
       if guests
    4  | leaf: Which leaf? (one of 2)
    5  extras: What goes in? (any of 2)
`)
	drawn(t, Rules(e, "", teaPath(t, e)), Text, `
Tea & Co: Who makes the tea

master: master of tea: hire, with 20 points (hire from 20, later from 10)
pourer: pourer of tea: no, with -5 points (hire from 20, later from 10)

1 people: How many drink tea?
  = 2 people
* thirsty (master +20, pourer -5)
      if people >= 2

3 end: Does "it" end [late]?
  = not known
- late (requires pourer)
      if end and people >= 3

4 leaf: Which leaf?
? class (master +1)
      if leaf == "green"

5 extras: What goes in?
  = Milk
- no_milk (rules out master)
      if "milk" not in extras

* fires   ? undecided   - does not fire
`)
}

// Whatever the texts hold, each line of a chart keeps to the grammar.
func TestHostileCharts(t *testing.T) {
	mermaid := regexp.MustCompile(`^(flowchart (TD|LR)|  accTitle: [^#;{}%<>"]*|  subgraph \w+\["[^"]*"\]|  end|    ?\w+(\["[^"<>]*(<br>[^"<>]*)*"\]|\{"\?"\}|\(\["[^"<>]*(<br>[^"<>]*)*"\]\))|  \w+ -->(\|"[^"<>\x60]*"\|)? \w+|  +(classDef|class|linkStyle) [\w,:#.\- ]+| *\w+(\["[^"<>]*(<br>[^"<>]*)*"\]|\{"\?"\}|\(\["[^"<>]*(<br>[^"<>]*)*"\]\)))$`)
	text := `"([^"\\\n]|\\[\\"n])*"`
	dot := regexp.MustCompile(`^(digraph \{|  rankdir=..|  label=` + text + `|  labelloc=t|  (graph|node|edge) \[.*\]|  subgraph cluster_\w+ \{|    label=` + text + `| *\w+ \[shape=\w+, label=` + text + `[^"]*("#\w+"[^"]*)*\]|  \w+ -> \w+ \[label=` + text + `[^"]*("#\w+"[^"]*)*\]| *\})$`)
	for content, e := range map[string]*engine.Engine{"hostile": hostileEngine(t), "built-in": builtIn(t)} {
		for _, g := range []*Graph{Questions(e, nil), Questions(e, &Path{Organisation: hostileTexts[0]}), Rules(e, "", nil), Rules(e, "", &Path{})} {
			for format, grammar := range map[Format]*regexp.Regexp{Mermaid: mermaid, Dot: dot} {
				for line := range strings.SplitSeq(strings.TrimSuffix(g.Draw(format), "\n"), "\n") {
					if !grammar.MatchString(line) {
						t.Errorf("%s, %s: %s", content, format, line)
					}
				}
			}
			for _, format := range Formats() {
				text := g.Draw(Format(format))
				markup := Format(format) == SVG || Format(format) == Mermaid
				if strings.ContainsAny(text, "\x07\u202e") || markup && strings.Contains(text, "<script") {
					t.Errorf("%s, %s: holds what acts", content, format)
				}
			}
		}
	}
}
