package record_test

import (
	"fmt"

	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/engine/rule"
	"chiefly/questions"
	"chiefly/rules"
)

// A stream of JSON lines is cut into records, each is read and evaluated, and the
// results are written as CSV.
func Example() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		fmt.Println(err)
		return
	}
	stream := []byte(`{"organisation":"Acme","headcount":4,"stage":"idea"}
{"organisation":"Bolt","headcount":"lots"}
`)
	reader, writer := record.NewJSONReader(e.Flow()), record.NewWriter(e.Rules(), record.CSV, false)
	fmt.Printf("%s", writer.Header())
	var row record.Row
	var encoded rule.Encoded
	var result rule.Result
	whole := record.Complete(record.JSON, stream, true)
	for chunk := stream[:whole]; len(chunk) > 0; {
		var one []byte
		one, chunk, _ = record.Next(record.JSON, chunk)
		if err := reader.Read(one, &row); err != nil {
			fmt.Println(err)
			continue
		}
		e.Rules().Encode(&encoded, row.Answers)
		e.Rules().Evaluate(&result, &encoded)
		fmt.Printf("%s", writer.Append(nil, &row, &result))
	}
	// Output:
	// organisation,recommendation,cto_verdict,cto_mode,cto_score,cio_verdict,cio_mode,cio_score,cino_verdict,cino_mode,cino_score,sequence,combined,undecided
	// Acme,none,no,,-160,no,,-80,no,,-30,,,73
	// column 36: headcount: "lots" is not a whole number or a range (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown)
}
