package engine_test

import (
	"fmt"
	"log"
	"os"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// quiz is content small enough to read: one file of questions, one of rules.
var quiz = fstest.MapFS{
	"questions/workshop.yaml": {Data: []byte(`
flow: workshop
version: 1.0.0
questions:
  - {id: staff, type: integer, min: 1, max: 500, unit: people, ask: How many work here?, why: Many need order.}
  - {id: online, type: yes_no, ask: Do you sell online?, why: A shop online needs care.}
`)},
	"rules/workshop.yaml": {Data: []byte(`
rule_set: workshop
version: 1.0.0
flow: workshop
noun: technology chief
thresholds: {hire: 50, later: 30}
roles:
  - {id: cio, title: chief information officer}
rules:
  - id: sells_online
    when: online
    points: {cio: 40}
    because: Your shop runs on your systems.
    sources: [handbook]
  - id: many_people
    when: staff >= 100
    points: {cio: 25}
    because: So many people need systems that fit together.
    sources: [handbook]
arrangements:
  - id: helper
    when: not needed.cio
    instead: {id: helper, title: A person to call, for: systems}
    because: Somebody must help when things break.
sources:
  - {id: handbook, title: A handbook for workshops}
`)},
}

// Load reads content from any file system: a folder of the user's own, the
// built-in content, or one made up for a test.
func ExampleLoad() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(e.Flow().ID, e.Flow().IDs())
	fmt.Println(len(e.Rules().Rules), "rules")
	// Output:
	// workshop [staff online]
	// 2 rules
}

// A problem with content says where it is, what is wrong and what would be
// right. Rendered, it shows the line as well.
func ExampleLoad_problem() {
	content := fstest.MapFS{
		"questions/workshop.yaml": quiz["questions/workshop.yaml"],
		"rules/mine.yaml": {Data: []byte(`rule_set: mine
version: 1.0.0
flow: workshop
thresholds: {hire: 50, later: 30}
roles:
  - {id: cio, title: chief information officer}
rules:
  - id: many_people
    when: stuff >= 100 and online
    points: {coi: 25}
    because: So many people need systems that fit together.
    sources: [handbook]
sources:
  - {id: handbook, title: A handbook for workshops}
`)},
	}
	_, err := engine.Load(content)
	fmt.Println(err)
	// Output:
	// rules/mine.yaml:9:11: there is no question or condition "stuff" (did you mean "staff"?)
	// rules/mine.yaml:10:14: there is no role "coi" (did you mean "cio"?)
}

func ExampleEngine_Advise() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	staff, online := e.Flow().Question("staff"), e.Flow().Question("online")
	advice := e.Advise(flow.Answers{
		staff.ID:  staff.Integers(100, 250), // not known exactly, but well enough
		online.ID: online.OneOf(1),          // yes
	})
	fmt.Println(advice.Headline)
	for _, reason := range advice.Roles.Role("cio").Reasons {
		fmt.Printf("%+d %s\n", reason.Points, reason.Because)
	}
	// Output:
	// Hire a full-time chief information officer now.
	// +40 Your shop runs on your systems.
	// +25 So many people need systems that fit together.
}

// Where too little is known, the advice says which answers it lacks.
func ExampleEngine_Advise_unknown() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	advice := e.Advise(flow.Answers{"online": flow.Unknown})
	fmt.Println(advice.Headline)
	for _, open := range advice.Roles.Role("cio").Undecided {
		fmt.Printf("%+d if %s would be known\n", open.Points, open.Needs)
	}
	// Output:
	// Hire no technology chief yet; start with a person to call.
	// +40 if [online] would be known
	// +25 if [staff] would be known
}

func ExampleEngine_Explain() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	staff := e.Flow().Question("staff")
	for _, r := range e.Explain(flow.Answers{staff.ID: staff.Integers(12, 12)}, "cio").Rules {
		fmt.Printf("%s is %s:\n", r.Rule, r.Truth)
		for _, p := range r.Parts {
			fmt.Printf("  %s is %s, since %s is %s\n", p.Text, p.Truth, p.Question, p.Answer)
		}
	}
	// Output:
	// sells_online is undecided:
	//   online is undecided, since online is unknown
	// many_people is false:
	//   staff >= 100 is false, since staff is 12
}

// A session says what to ask next, given what is known.
func ExampleEngine_Session() {
	e, err := engine.Load(os.DirFS("..")) // the built-in content
	if err != nil {
		log.Fatal(err)
	}
	headcount := e.Flow().Question("headcount")
	s := e.Session(flow.Answers{headcount.ID: headcount.Integers(3, 3)})
	fmt.Println(s.Next().Ask)
	// Output:
	// What field do you work in?
}

// For many organisations, what is heavy is done once: an Encoded and a Result are
// filled again and again, and nothing is allocated.
func ExampleEngine_Rules() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	set, row := e.Rules(), make(flow.Row, len(e.Flow().Questions))
	var encoded rule.Encoded
	var result rule.Result
	for _, staff := range []int64{20, 100, 400} {
		row[0] = e.Flow().Questions[0].Integers(staff, staff)
		row[1] = e.Flow().Questions[1].OneOf(1) // yes
		set.Encode(&encoded, row)
		set.Evaluate(&result, &encoded)
		fmt.Println(staff, set.Recommendation(&result), result.Roles[0].Score)
	}
	// Output:
	// 20 none 40
	// 100 cio 65
	// 400 cio 65
}
