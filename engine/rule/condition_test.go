package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/flow"
)

func TestEval(t *testing.T) {
	f := firm(t)
	for _, c := range []struct{ name, condition, answers, want string }{
		{"an exact number", `headcount >= 50`, "headcount=50", "true"},
		{"a range above", `headcount >= 50`, "headcount=100-250", "true"},
		{"a range across", `headcount >= 50`, "headcount=20-60", "undecided"},
		{"a range below", `headcount >= 50`, "headcount=<50", "false"},
		{"a missing answer", `headcount >= 50`, "", "undecided"},
		{"an answer of unknown", `headcount not in 20..250`, "headcount=unknown", "undecided"},
		{"a range between two spans", `headcount in [10, 20]`, "headcount=11-19", "false"},
		{"a bound that the question cannot cross", `headcount >= 1`, "", "true"},
		{"a bound that the question cannot reach", `headcount > 5000`, "", "false"},
		{"two halves of one whole", `headcount < 50 or headcount >= 50`, "", "true"},
		{"two halves with something between", `headcount < 50 or founder or headcount >= 50`, "", "true"},
		{"two parts that exclude each other", `headcount < 50 and founder and headcount > 60`, "", "false"},
		{"halves in chains of another kind stay apart", `(headcount < 50 and founder) or (headcount >= 50 and founder)`, "founder=yes", "undecided"},
		{"an option among those possible", `industry == "software"`, "industry=[software,finance]", "undecided"},
		{"all the possible options", `industry in ["software", "finance"]`, "industry=[software,finance]", "true"},
		{"none of the possible options", `industry != "healthcare"`, "industry=[software,finance]", "true"},
		{"an empty list of options", `industry in []`, "", "false"},
		{"not in on a missing answer", `industry not in ["software"]`, "", "undecided"},
		{"a pick", `"growth" in priorities`, "priorities=[growth,cost]", "true"},
		{"no picks at all", `"growth" not in priorities`, "priorities=[]", "true"},
		{"picks not known", `"growth" not in priorities`, "", "undecided"},
		{"a pick or none of it", `"growth" in priorities or "growth" not in priorities`, "", "true"},
		{"more picks than are allowed", `len(priorities) > 3`, "", "false"},
		{"as many picks as are allowed", `len(priorities) <= 3`, "", "true"},
		{"four named options where three are allowed", `"growth" in priorities and "cost" in priorities and "security" in priorities and "ideas" in priorities`, "", "false"},
		{"a pick and its number", `"growth" in priorities and len(priorities) == 0`, "", "false"},
		{"a number of picks", `len(priorities) != 2`, "priorities=[growth,cost]", "false"},
		{"yes", `founder`, "founder=yes", "true"},
		{"no", `founder`, "founder=no", "false"},
		{"not on a missing answer", `not founder`, "", "undecided"},
		{"yes compared", `founder != false`, "founder=yes", "true"},
		{"true or unknown", `founder or board`, "founder=yes", "true"},
		{"false and unknown", `founder and board`, "board=no", "false"},
		{"false or unknown", `founder or board`, "board=no", "undecided"},
		{"the same with not", `not (founder and board)`, "board=no", "true"},
		{"?: with a choice made", `founder ? board : audited`, "founder=no audited=yes", "true"},
		{"?: with branches that agree", `founder ? board : audited`, "board=yes audited=yes", "true"},
		{"?: with branches that differ", `founder ? board : audited`, "board=yes audited=no", "undecided"},
		{"?: about one question", `headcount > 10 ? headcount > 5 : headcount <= 10`, "", "true"},
		{"a constant", `true`, "", "true"},
		{"a constant in a chain", `founder and false`, "", "false"},
		{"constants only", `true ? false : founder`, "founder=yes", "false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := mustCompile(t, f, c.condition).Eval(known(t, f, c.answers)).String(); got != c.want {
				t.Errorf("%s on %q is %s, want %s", c.condition, c.answers, got, c.want)
			}
		})
	}
}

func TestDecisive(t *testing.T) {
	f := firm(t)
	for _, c := range []struct{ name, condition, answers, want string }{
		{"what holds in a chain of and", `headcount >= 50 and founder`, "headcount=60 founder=yes", "headcount >= 50: true; founder: true"},
		{"what fails in a chain of and", `headcount >= 50 and founder and board`, "headcount=6 founder=yes", "headcount >= 50: false"},
		{"what is undecided in a chain of and", `headcount >= 50 and founder and board`, "founder=yes", "headcount >= 50: undecided; board: undecided"},
		{"what holds in a chain of or", `headcount >= 50 or founder`, "founder=yes", "founder: true"},
		{"parts on one question are one", `headcount >= 50 and founder and headcount < 90`, "headcount=95", "headcount >= 50 and headcount < 90: false"},
		{"brackets where they are needed", `(headcount < 5 or headcount > 50) and founder and headcount != 60`, "headcount=60",
			"(headcount < 5 or headcount > 50) and headcount != 60: false"},
		{"a negated comparison reads as its opposite", `not (headcount >= 50)`, "headcount=6", "headcount < 50: true"},
		{"a negated membership", `not ("cost" in priorities or "growth" in priorities)`, "priorities=[cost]",
			`not ("cost" in priorities or "growth" in priorities): false`},
		{"a negated number of picks", `not (len(priorities) >= 2)`, "priorities=[]", "len(priorities) < 2: true"},
		{"under not the other way round", `not (founder and board)`, "founder=no", "founder: false"},
		{"?: by way of its condition", `founder ? board : audited`, "founder=no audited=yes", "founder: false; audited: true"},
		{"?: whose branches agree", `founder ? board : audited`, "board=yes audited=yes", "board: true; audited: true"},
		{"?: whose condition is not known", `founder ? board : audited`, "board=yes audited=no", "founder: undecided"},
		{"?: whose branch is not known", `founder ? board : audited`, "founder=yes", "founder: true; board: undecided"},
		{"a constant has none", `true or founder`, "", ""},
		{"yes and no as they are asked", `founder == false and board != false`, "founder=no board=yes", "not founder: true; board: true"},
		{"a list", `industry not in ["software", "finance"] and headcount in [5, 7]`, "headcount=5 industry=finance",
			`industry not in ["software", "finance"]: false`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range mustCompile(t, f, c.condition).Decisive(known(t, f, c.answers)) {
				got = append(got, fmt.Sprintf("%s: %s", p.Text, p.Truth))
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("%s on %q\ngot  %s\nwant %s", c.condition, c.answers, text, c.want)
			}
		})
	}
}

func TestNeeds(t *testing.T) {
	f := firm(t)
	for _, c := range []struct {
		name, condition, answers string
		want                     []string
	}{
		{"a decided condition needs nothing", `founder or board`, "founder=yes", nil},
		{"everything not known", `headcount > 5 and founder`, "", []string{"founder", "headcount"}},
		{"a range that is too wide", `headcount > 5 and founder`, "headcount=1-10 founder=yes", []string{"headcount"}},
		{"what is known already is left out of ?:", `founder ? board : audited`, "founder=yes", []string{"board"}},
		{"each question once", `headcount > 5 and (headcount > 9 or founder)`, "", []string{"founder", "headcount"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mustCompile(t, f, c.condition).Needs(known(t, f, c.answers))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuestionsAreThoseMentioned(t *testing.T) {
	c := mustCompile(t, firm(t), `  headcount > 5 ? "cost" in priorities : not (founder and headcount < 3)  `)
	if diff := cmp.Diff([]string{"founder", "headcount", "priorities"}, c.Questions()); diff != "" {
		t.Error(diff)
	}
	if want := `headcount > 5 ? "cost" in priorities : not (founder and headcount < 3)`; c.Text != want {
		t.Errorf("text %q, want %q", c.Text, want)
	}
}

// manyOptions is a flow with one question that has n options.
func manyOptions(t *testing.T, n int) *flow.Flow {
	var options []string
	for i := range n {
		options = append(options, fmt.Sprintf("{id: o%d, label: O}", i))
	}
	return loadFlow(t, "flow: many\nversion: 1.0.0\nquestions:\n  - {id: picks, type: choices, ask: A?, why: B., options: ["+strings.Join(options, ", ")+"]}\n")
}

// TestTooManyOptionsAtOnce shows the one condition that is refused because of
// what it means: to see that it always holds, too many sets would have to be
// tried.
func TestTooManyOptionsAtOnce(t *testing.T) {
	f := manyOptions(t, 64)
	mention := func(n int) string {
		var parts []string
		for i := range n {
			parts = append(parts, fmt.Sprintf(`"o%d" in picks`, i))
		}
		return strings.Join(parts, " or ") + " or len(picks) >= 0"
	}
	if got := mustCompile(t, f, mention(8)).Eval(nil); got != flow.True {
		t.Errorf("with 8 options: %s", got)
	}
	var err error
	bytes := allocated(func() {
		_, problems := compileText(f, mention(40))
		err = problems.Err()
	})
	const want = `1:1: the condition mentions too many options of picks at once to be decided when the answer is not known (split it, or mention fewer options)`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if bytes > 64*mebibyte {
		t.Errorf("compiling took %d MiB", bytes/mebibyte)
	}
}

// TestTooManyAlternatives shows the other one. Written out, and its opposite too,
// it is as long as the product of its alternatives.
func TestTooManyAlternatives(t *testing.T) {
	text := "flow: many\nversion: 1.0.0\nquestions:\n"
	alternatives := func(n int) string {
		var all, any []string
		for i := range n {
			all = append(all, fmt.Sprintf("(a%d or b%d)", i, i))
			any = append(any, fmt.Sprintf("(c%d and d%d)", i, i))
		}
		return strings.Join(all, " and ") + " or " + strings.Join(any, " or ")
	}
	for i := range 20 {
		for _, letter := range "abcd" {
			text += fmt.Sprintf("  - {id: %c%d, type: yes_no, ask: A?, why: B.}\n", letter, i)
		}
	}
	f := loadFlow(t, text)
	mustCompile(t, f, alternatives(7)) // 128 cases and 7
	for _, n := range []int{9, 20} {
		_, problems := compileText(f, alternatives(n))
		const want = "1:1: the condition has too many alternatives: written out case by case, it has more than 256 " +
			"(split it into several rules, or into named conditions of which fewer stand together)"
		if got := problems.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAQuestionWithoutOptionsIsNoPanic(t *testing.T) {
	for _, typ := range []string{"choice", "choices"} {
		root := parse(t, "flow.yaml", "flow: bad\nversion: 1.0.0\nquestions:\n  - {id: c, type: "+typ+", ask: A?, why: B., options: []}\n  - {id: d, type: yes_no, ask: A?, why: B.}\n")
		f, problems := flow.Load(root, Compile)
		if len(problems) == 0 {
			t.Fatal("a question without options was accepted")
		}
		for _, text := range []string{"c", "c == 5", `c == "a"`, `"a" in c`, "len(c) > 5", "c in []", "c in [1]", "c in 1..2", "c > d", `not (c in ["a"])`} {
			if c, problems := compileText(f, text); c != nil {
				c.Eval(flow.Answers{})
			} else if len(problems) == 0 {
				t.Errorf("%s: neither a condition nor a problem", text)
			}
		}
	}
}
