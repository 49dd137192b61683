package record_test

import (
	"fmt"
	"os"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/questions"
)

// A column map reads somebody else's export as answers.
func ExampleLoadColumns() {
	root, _ := source.Parse(source.NewFile("map.yaml", []byte(`
columns: technology_chiefs
organisation: Account
questions:
  headcount: Staff
  industry:
    column: Sector
    values: {IT: software, Banking: financial_services}
    otherwise: other
  engineers:
    expr: number(cell["Staff"]) * number(cell["Developers %"]) / 100
`)), source.YAML)
	f := chiefs()
	columns, problems := record.LoadColumns(root, f)
	if len(problems) > 0 {
		fmt.Print(problems.Render())
		return
	}
	reader, err := columns.CSVReader([]byte("Account,Country,Sector,Staff,Developers %"))
	if err != nil {
		fmt.Println(err)
		return
	}
	var row record.Row
	for _, line := range []string{"Quillstack,UK,it,64,55", "Harrow Mutual,UK,Insurance,\"2,100\",", "Saltmarsh,UK,IT,35,some"} {
		if err := reader.Read([]byte(line), &row); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Print(string(row.Organisation))
		for i, q := range f.Questions {
			if a := row.Answers[i]; !a.IsZero() {
				fmt.Printf(" %s=%s", q.ID, q.Format(a))
			}
		}
		fmt.Println()
	}
	// Output:
	// Quillstack headcount=64 industry=software engineers=35
	// Harrow Mutual headcount=2100 industry=other
	// column 20: engineers: "some" is not a number in column "Developers %" (write it as 1200, 1,200 or 12.5)
}

// A map whose column is not in the file is refused, at its place in the map.
func ExampleColumns_CSVReader() {
	root, _ := source.Parse(source.NewFile("map.yaml", []byte(strings.TrimSpace(`
columns: technology_chiefs
questions:
  headcount: Employees
`))), source.YAML)
	columns, _ := record.LoadColumns(root, chiefs())
	_, err := columns.CSVReader([]byte("Name,Employes"))
	fmt.Fprintln(os.Stdout, err)
	// Output:
	// map.yaml:3:14: the file has no column "Employees" (did you mean "Employes"?)
}

// chiefs is the built-in flow.
func chiefs() *flow.Flow {
	text, err := questions.FS.ReadFile("technology_chiefs.yaml")
	if err != nil {
		panic(err)
	}
	root, _ := source.Parse(source.NewFile("technology_chiefs.yaml", text), source.YAML)
	f, problems := flow.Load(root, rule.Compile)
	if len(problems) > 0 {
		panic(problems)
	}
	return f
}
