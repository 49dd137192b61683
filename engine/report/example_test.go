package report_test

import (
	"fmt"
	"os"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/report"
)

// rowingBoat is what is known about a boat with one person in it.
func rowingBoat() (*engine.Engine, flow.Answers) {
	e, err := engine.Load(os.DirFS("testdata/content"))
	if err != nil {
		panic(err)
	}
	crew := e.Flow().Question("crew")
	return e, flow.Answers{"crew": crew.Integers(1, 1)}
}

func ExampleText() {
	e, answers := rowingBoat()
	advice := e.Advise(answers)
	advice.Open, advice.Content = nil, engine.Content{RuleSet: "ship_officers", Version: "2.1.0", Digest: "sha256:c0ffee"}
	if err := report.Text(os.Stdout, advice, report.Options{Width: 60}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Hire no officer yet; start with a strong rower.
	//
	// WHY
	// Ship's captain: not now
	//   score 0 ░░░░░░:░░░░|░░░░░░░░░░ hire from 50, plan from 30
	//   Nothing that is known speaks for it or against it.
	//
	// Ship's cook: not now
	//   score 0 ░░░░░░:░░░░|░░░░░░░░░░ hire from 50, plan from 30
	//   veto There is no berth for anybody who does not sail. [1]
	//
	// 通訳（日本語・中国語）interpreter: not now
	//   score 0 ░░░░░░:░░░░|░░░░░░░░░░ hire from 50, plan from 30
	//   veto There is no berth for anybody who does not sail. [1]
	//
	// WHAT TO DO INSTEAD
	// - For moving about. A strong rower. A rowing boat has no
	//   officers.
	//
	// SOURCES
	// [1]  The seaman's almanac, Harbour Press
	//      https://almanac.example/officers
	//
	// Based on 1 answer, which --full shows.
	// Content: ship_officers 2.1.0, sha256:c0ffee
}

func ExampleExplanation() {
	e, answers := rowingBoat()
	if err := report.Explanation(os.Stdout, e.Explain(answers, "captain"), report.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Ship's captain: not now
	//   score 0 ░░░░░░░░░:░░░░░░|░░░░░░░░░░░░░░░ hire from 50, plan from 30
	//
	// DID NOT APPLY
	//   +45  somebody_commands: `crew >= 2` - crew is 1 rules/ship.yaml:68:9
	//   +10  many_mouths: `crew >= 10` - crew is 1 rules/ship.yaml:83:9
	//   +15  hundred_hands: `crew >= 100` - crew is 1 rules/ship.yaml:88:9
	//
	// UNDECIDED
	//   +40  leaking: `leaks` - leaks is not known rules/ship.yaml:73:9
	//   +25  passengers_expect: `trade == "passengers"` - trade is not known
	//        rules/ship.yaml:78:9
	//   -5   short_trips: `range_miles < 50` - range_miles is not known
	//        rules/ship.yaml:93:9
	//   +5   long_trips: `range_miles >= 2000` - range_miles is not known
	//        rules/ship.yaml:98:9
	//   -20  owner_on_board: `trade == "fish"` - trade is not known
	//        rules/ship.yaml:108:9
	//   -5   crew_grumbles: `trade != "fish"` - trade is not known
	//        rules/ship.yaml:113:9
	//
	// Sum: 0. Hire from 50, plan from 30: not now.
}

// shortAdvice is an advice made by hand, as a program that does not use the
// engine may make one.
func shortAdvice() *engine.Advice {
	return &engine.Advice{
		Schema:         engine.Schema,
		Recommendation: "none",
		Headline:       "Hire no officer yet; plan for a ship's cook.",
		Roles: engine.Roles{{
			ID: "cook", Title: "ship's cook", Verdict: "later", Score: 35, Thresholds: engine.Thresholds{Hire: 50, Later: 30},
			Reasons: []engine.Reason{{Rule: "passengers_expect", Points: 35, Because: "Passengers pay for good dinners.",
				Sources: []string{"galley"}, When: `trade == "passengers"`, At: "rules/ship.yaml:78:9"}},
		}},
		Answers: engine.Answers{{ID: "trade", Ask: "What does the ship carry?", Value: "passengers", Text: "Passengers"}},
		Sources: []engine.Source{{ID: "galley", Title: "Galley & crew", Address: "https://galley.example/", Vendor: true}},
		Content: engine.Content{Flow: "ship", RuleSet: "ship_officers", Version: "2.1.0", Digest: "sha256:c0ffee"},
	}
}

func ExampleDocument() {
	if err := document.Markdown(os.Stdout, report.Document(shortAdvice(), nil, report.Options{})); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Hire no officer yet; plan for a ship's cook.
	//
	// *Advice*
	//
	// ## Why
	//
	// **Each rule that applies adds or takes away points.**
	//
	// | Role | Advice | Score | Hire from | Plan from |
	// |---|---|---:|---:|---:|
	// | Ship's cook | plan for later | 35 | 50 | 30 |
	//
	// All rules that count, with their sources: [The points, rule by rule](#the-points-rule-by-rule).
	//
	// ## How to arrange it
	//
	// ```mermaid
	// flowchart TD
	//   accTitle: Who reports to whom, today and as advised
	//   accDescr: Today: nobody. As advised: ship's cook (plan for later). The answers do not tell reporting lines: all chiefs are drawn under the chief executive.
	//   subgraph today["Today"]
	//     direction LR
	//     today_0["Chief executive"]
	//     today_1["Nobody in these roles, as far as is known"]
	//     today_0 --> today_1
	//   end
	//   subgraph advised["As advised"]
	//     direction LR
	//     advised_0["Chief executive"]
	//     advised_1["Ship#39;s cook<br>Plan for later"]
	//     advised_0 --> advised_1
	//   end
	//   today ~~~ advised
	//   caveat["The answers do not tell reporting lines#58; all chiefs are drawn under the chief executive#46;"]
	//   advised ~~~ caveat
	//   classDef later stroke:#0a58b8,stroke-dasharray:4
	//   class advised_1 later
	//   classDef nobody stroke-dasharray:4
	//   class today_1 nobody
	//   classDef note fill:none,stroke:none
	//   class caveat note
	// ```
	//
	// ## The points, rule by rule
	//
	// ### Ship's cook: plan for later
	//
	// - **\+35** Passengers pay for good dinners. [\[1\]](https://galley.example/)
	//
	// ## Based on these answers
	//
	// **All answers that the advice looks at**
	//
	// | Question | Answer |
	// |---|---|
	// | What does the ship carry? | Passengers |
	//
	// ## Sources
	//
	// 1. [Galley &amp; crew](https://galley.example/) (sells what it recommends)
	//
	// ---
	//
	// Content: ship\_officers 2.1.0, sha256:c0ffee
}

func ExampleJSON() {
	advice := shortAdvice()
	advice.Roles = nil
	if err := report.JSON(os.Stdout, advice); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema": "chiefly/advice/1",
	//   "recommendation": "none",
	//   "headline": "Hire no officer yet; plan for a ship's cook.",
	//   "roles": {},
	//   "sequence": null,
	//   "combined": null,
	//   "instead": null,
	//   "notes": null,
	//   "answers": {
	//     "trade": "passengers"
	//   },
	//   "unknown": null,
	//   "open": null,
	//   "sources": [
	//     {
	//       "id": "galley",
	//       "title": "Galley & crew",
	//       "address": "https://galley.example/",
	//       "vendor": true
	//     }
	//   ],
	//   "content": {
	//     "flow": "ship",
	//     "rule_set": "ship_officers",
	//     "version": "2.1.0",
	//     "digest": "sha256:c0ffee"
	//   }
	// }
}
