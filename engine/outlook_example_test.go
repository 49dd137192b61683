package engine_test

import (
	"fmt"
	"log"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

// An outlook looks at all other answers, and needs the answer space of the content.
func ExampleEngine_Outlook() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	s, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		log.Fatal(err)
	}
	staff := e.Flow().Question("staff")
	outlook, err := e.Outlook(s, flow.Answers{staff.ID: staff.Integers(120, 120)})
	if err != nil {
		log.Fatal(err)
	}
	cio := outlook.Roles.Role("cio")
	for _, c := range cio.Nearest[0].Changes {
		fmt.Printf("It would be %q with %q for %s\n", cio.Nearest[0].Verdict, c.ToText, c.Ask)
	}
	fmt.Printf("The verdict stays in %.0f%% of all ways to answer the rest.\n", 100*cio.Settled.Share)
	fmt.Println("Find out first:", outlook.FindOut[0].Ask)
	// Output:
	// It would be "hire" with "Yes" for Do you sell online?
	// The verdict stays in 50% of all ways to answer the rest.
	// Find out first: Do you sell online?
}

// A path is the advice as a function of one number.
func ExampleEngine_Along() {
	e, err := engine.Load(quiz)
	if err != nil {
		log.Fatal(err)
	}
	online := e.Flow().Question("online")
	path, err := e.Along(flow.Answers{online.ID: online.OneOf(1)}, "staff")
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range path.Segments {
		fmt.Printf("%s: %s\n", s.Text, s.Headline)
	}
	// Output:
	// up to 99 people: Hire no technology chief yet; start with a person to call; plan for a chief information officer.
	// from 100 people on: Hire a full-time chief information officer now.
}
