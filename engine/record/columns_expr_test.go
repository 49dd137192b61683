package record

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/parser"

	"chiefly/engine/source"
)

// deriving is a map whose only question is answered by an expression.
func deriving(t testing.TB, question, expression string) (*Columns, source.List) {
	t.Helper()
	f := chiefsFlow(t)
	text := source.Scalar("map.yaml", expression)
	l := columnsLoader{columns: &Columns{flow: f, organisation: -1}, byName: map[string]int{}}
	m := &mapping{question: newQuestion(f.Question(question)), index: slices.Index(f.IDs(), question), column: -1}
	l.columns.mappings = []*mapping{m}
	l.derive(m, source.String{Value: expression, Node: text})
	l.column("R", source.Diagnostic{})
	l.columns.mappings = append(l.columns.mappings, &mapping{question: newQuestion(f.Question("revenue")), index: slices.Index(f.IDs(), "revenue"), column: l.byName["R"]})
	return l.columns, l.Problems
}

// TestDerivedAnswers holds what expressions mean. A is 12, B is "Yes & no", E is
// empty, N is 1,234.5, X is abc.
func TestDerivedAnswers(t *testing.T) {
	const record = `{"A":"12","B":"Yes & no","E":"","N":"1,234.5","X":"abc","D":"2021-03-04","R":"1"}`
	for _, test := range []struct{ question, expression, want string }{
		{"headcount", `number(cell["A"])`, "12"},
		{"headcount", `number(cell.A)`, "12"},
		{"headcount", `number(cell["N"])`, "1235"}, // half away from zero
		{"headcount", `number(cell["A"]) * number(cell["N"]) / 100`, "148"},
		{"headcount", `2.5`, "3"},
		{"engineers", `-(-0.4)`, "0"},
		{"engineers", `10 - 2 * 3 + +1`, "5"},
		{"engineers", `7 / 2`, "4"},
		{"engineers", `7.5 % 2`, "2"},
		{"engineers", `round(2.5) * 100 + floor(-1.5) * -10 + ceil(1.2)`, "322"},
		{"engineers", `int(9.99)`, "9"},
		{"engineers", `len(cell["B"]) + len("ä")`, "9"},
		{"engineers", `cell["A"]`, "12"},
		{"engineers", `cell["A"] == "12" ? "100-250" : 5`, "100-250"},
		{"engineers", `number("12.125") > 1 ? 1 : 2`, `invalid: engineers: "12.125" is not a number (a point and three digits may stand for thousands: write 1200 or 1.2000)`},
		{"engineers", `unknown`, "unknown"},
		{"engineers", `cell["E"]`, ""},
		{"engineers", `upper(" ")`, ""},
		{"engineers", `number(cell["E"])`, ""},
		{"engineers", `number(cell["E"]) > 5 ? 1 : 2`, ""},
		{"engineers", `cell["E"] == "" ? 7 : number(cell["E"])`, "7"},
		{"engineers", `true or number(cell["E"]) > 5 ? 1 : 2`, "1"},
		{"engineers", `number(cell["A"]) / (number(cell["A"]) - 12)`, "invalid: engineers: the expression divides by zero (say by ? : what that means)"},
		{"engineers", `number(cell["A"]) % (number(cell["A"]) - 12) > 1 ? 1 : 2`, "invalid: engineers: the expression divides by zero (say by ? : what that means)"},
		{"engineers", `number(cell["E"]) / 0`, ""},
		{"engineers", `number(cell["A"]) + number(cell["X"])`, `invalid: column 51: engineers: "abc" is not a number in column "X" (write it as 1200, 1,200 or 12.5)`},
		{"engineers", `number(lower(cell["B"]))`, `invalid: engineers: "yes & no" is not a number (write it as 1200, 1,200 or 12.5)`},
		{"engineers", `0 - number(cell["A"])`, "invalid: engineers: the result -12 is out of range (it must be from 0 to 500000)"},
		{"engineers", `1e300 * 1e300`, "invalid: engineers: the result +Inf is out of range (it must be from 0 to 500000)"},
		{"engineers", `cell["X"]`, `invalid: engineers: "abc" is not a whole number or a range (write a whole number from 0 to 500000, a range such as 100-250, 500+ or <15, or unknown)`},

		{"technical_founder", `lower(cell["B"]) startsWith "yes"`, "yes"},
		{"technical_founder", `not (cell["B"] contains "&") or cell["B"] endsWith "es"`, "no"},
		{"technical_founder", `trim(upper(" a ")) == "A"`, "yes"},
		{"technical_founder", `cell["A"] in ["1", "12"] && !(cell["A"] not in ["12"])`, "yes"},
		{"technical_founder", `number(cell["A"]) in [12, 13.5]`, "yes"},
		{"technical_founder", `10 < number(cell["A"]) < 12`, "no"},
		{"technical_founder", `1 < 2 < 3 < 4`, "yes"},
		{"technical_founder", `cell["D"] >= "2020-01-01"`, "yes"},
		{"technical_founder", `if cell["A"] == "12" { true } else { false }`, "yes"},
		{"technical_founder", `cell["A"] | number() > 3`, "yes"},
		{"technical_founder", `cell["A"] == "1" ? "yes" : "unknown"`, "unknown"},
		{"technical_founder", `true == (cell["A"] != "12")`, "no"},

		{"industry", `cell["A"] == "12" ? "retail" : "media"`, "retail"},
		{"industry", `["retail", cell["E"], "media"]`, "[retail, media]"},
		{"industry", `[]`, "invalid: industry: an empty list leaves nothing possible (write unknown, or leave the question out)"},
		{"industry", `cell["X"]`, `invalid: industry: "abc" is not an option of industry (one of software, hardware, financial_services, healthcare, life_sciences, manufacturing, retail, consumer_goods, hospitality, media, telecom, energy, transport, construction, professional_services, education, government, nonprofit, other, unknown)`},
		{"priorities", `["cost_control", cell["A"] == "12" ? "revenue_growth" : ""]`, "[revenue_growth, cost_control]"},
		{"priorities", `["", cell["E"]]`, "[]"},
		{"priorities", `"cost_control"`, "[cost_control]"},
		{"priorities", `["cost_control", "revenue_growth", "scalable_platform", cell["A"] == "12" ? "product_innovation" : ""]`, "invalid: priorities: 4 options are given, at most 3 are allowed"},
		{"priorities", `["cost_control", cell["A"] == "12" ? "cost_control" : ""]`, `invalid: priorities: option "cost_control" is given twice`},
	} {
		t.Run(test.expression, func(t *testing.T) {
			c, problems := deriving(t, test.question, test.expression)
			if len(problems) > 0 {
				t.Fatal(problems.Render())
			}
			got := strings.TrimSuffix(readAll(c, c.JSONReader(), []string{record}), "\n")
			got = strings.TrimPrefix(strings.TrimSpace(strings.Replace(got, " revenue=1", "", 1)), test.question+"=")
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestRefusedExpressions holds what is said about expressions that are not
// allowed.
func TestRefusedExpressions(t *testing.T) {
	for _, test := range []struct{ question, expression, want string }{
		{"headcount", ` `, `1:1: the expression is empty (write one, such as number(cell["Employees"]))`},
		{"headcount", `true`, `1:1: headcount takes a number or a text, not true or false (write a number, or a text such as "100-250")`},
		{"headcount", `"many"`, `1:1: headcount: "many" is not a whole number or a range (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown)`},
		{"headcount", `[5]`, "1:1: headcount takes a number or a text, not a list (write a number, or a text such as \"100-250\")\n1:2: an item of the list must be a text, not a number"},
		{"industry", `5`, `1:1: industry takes a text or a list, not a number (write an option in quotes; choose between options by ? :)`},
		{"industry", `["retial"]`, `1:2: industry: "retial" is not an option of industry (did you mean "retail"?)`},
		{"industry", `true ? "retail" : 5`, `1:19: industry takes a text or a list, not a number (write an option in quotes; choose between options by ? :)`},
		{"priorities", `true`, `1:1: priorities takes a list or a text, not true or false (write the options picked, such as ["a", "b"])`},
		{"technical_founder", `1`, `1:1: technical_founder takes true or false, or a text, not a number (compare it, such as number(cell["Column"]) > 0)`},
		{"technical_founder", `cell["A"] > 5`, `1:11: a text is compared with a number (write number(cell["Column"]) for the number in a cell)`},
		{"technical_founder", `cell["A"] > cell["B"]`, `1:11: texts are not ordered like the numbers in them (write number(cell["Column"]) for the number in a cell)`},
		{"technical_founder", `cell["A"] > "5"`, `1:11: texts are not ordered like the numbers in them (write number(cell["Column"]) for the number in a cell)`},
		{"technical_founder", `cell["A"] == 5`, `1:11: a text is compared with a number (write number(cell["Column"]) for the number in a cell)`},
		{"technical_founder", `cell["A"] == ["a"]`, `1:11: lists cannot be compared (write in, such as cell["Column"] in ["a", "b"])`},
		{"technical_founder", `cell["A"] = "a"`, `1:11: the expression cannot be read: unexpected token Operator("=") (compare with ==)`},
		{"technical_founder", `true AND true`, `1:6: the expression cannot be read: unexpected token Identifier("AND") (put texts into quotes, and write and, or, not and in in lower case)`},
		{"technical_founder", `not cell["A"]`, `1:5: what stands after not must be true or false, not a text (compare it, such as cell["Column"] == "Y")`},
		{"technical_founder", `cell["A"] in "abc"`, `1:11: in needs a list of values (write a list after in, such as ["a", "b"]; for numbers a <= b and b <= c)`},
		{"technical_founder", `5 in 1..9`, `1:3: in needs a list of values (write a list after in, such as ["a", "b"]; for numbers a <= b and b <= c)`},
		{"technical_founder", `cell["A"] in [1]`, `1:15: an item of the list must be a text, not a number`},
		{"technical_founder", `["a"] in ["a"]`, `1:1: a list cannot be in a list`},
		{"technical_founder", `cell["A"] matches "a+"`, `1:11: this is not allowed in an expression of a column map (see the documentation of column maps for what can be written)`},
		{"technical_founder", `cell["A"] == unknown`, `1:14: unknown can only be the result, or one of the results of ? : (write it after ? or :, such as cell["A"] == "" ? unknown : "b")`},
		{"technical_founder", `cell["A"] == nil`, `1:14: nil is not allowed (write unknown for what is not known)`},
		{"technical_founder", `(true ? 1 : "a") == 1`, `1:13: the results of ? : are a number and a text`},
		{"headcount", `cell`, `1:1: cell needs the name of a column (write cell["Column"])`},
		{"headcount", `cell[A]`, `1:6: a cell needs the name of its column (write it in quotes, such as cell["Employees"])`},
		{"headcount", `cell[" "]`, `1:6: a cell needs the name of its column (write it in quotes, such as cell["Employees"])`},
		{"headcount", `cell["A" + "B"]`, `1:10: a cell needs the name of its column (write it in quotes, such as cell["Employees"])`},
		{"headcount", `cell?.A`, `1:7: this is not allowed in an expression of a column map (see the documentation of column maps for what can be written)`},
		{"headcount", `cell["A"][0]`, `1:10: this is not allowed in an expression of a column map (see the documentation of column maps for what can be written)`},
		{"headcount", `$env["cell"]`, `1:5: this is not allowed in an expression of a column map (see the documentation of column maps for what can be written)`},
		{"headcount", `Employees * 2`, `1:1: there is no name "Employees" (write cell["Column"] for a cell, and put texts into quotes)`},
		{"headcount", `cell["A"] + cell["B"]`, "1:1: the left of + must be a number, not a text (write number(cell[\"Column\"]) for the number in a cell)\n1:13: the right of + must be a number, not a text (write number(cell[\"Column\"]) for the number in a cell)"},
		{"headcount", `2 ** 3`, `1:3: this is not allowed in an expression of a column map (see the documentation of column maps for what can be written)`},
		{"headcount", `number`, `1:1: number is a function (write number(...))`},
		{"headcount", `numbr("5")`, `1:1: there is no function "numbr" (did you mean "number"?)`},
		{"headcount", `number("5", "6")`, `1:1: number takes one value, not 2 (write number(...) with one value)`},
		{"headcount", `number()`, `1:1: number takes one value, not 0 (write number(...) with one value)`},
		{"headcount", `number(5)`, `1:8: the value of number must be a text, not a number`},
		{"headcount", `round("5")`, `1:7: the value of round must be a number, not a text (write number(cell["Column"]) for the number in a cell)`},
		{"headcount", `let x = 5; x`, `1:5: let and ; are not allowed (write the value where it is used)`},
		{"headcount", `sum([1, 2])`, `1:1: there is no function "sum" (one of ceil, floor, int, len, lower, number, round, trim, upper)`},
		{"headcount", `number(cell["A"]`, `1:16: the expression ends too early (finish it, and close every bracket and quote)`},
	} {
		t.Run(test.expression, func(t *testing.T) {
			_, problems := deriving(t, test.question, test.expression)
			if got := strings.ReplaceAll(problems.Sorted().Error(), "map.yaml:", ""); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// hostileExpressions are written to take time or memory, or to reach what an
// expression may not reach.
var hostileExpressions = map[string]string{
	"repeat asks for 10 GB":      `len(repeat(repeat("a",100000),100000))`,
	"reduce doubles a text":      `len(reduce(1..40, {#acc+#acc}, "aaaaaaaaaa"))`,
	"replace in reduce":          `len(reduce(1..40, replace(#acc, "a", "aa"), "a"))`,
	"let doubles a text":         `let a = "aaaa"; let b = a + a; let c = b + b; len(c + c)`,
	"joined cells":               `len(cell["A"] + cell["A"])`,
	"all within all":             `all(1..10000, all(1..10000, # >= 0)) ? 1 : 2`,
	"4,000 brackets":             strings.Repeat("(", 2000) + "1" + strings.Repeat(")", 2000) + " + true",
	"brackets never closed":      strings.Repeat("(", 4000),
	"4 KiB of not":               strings.Repeat("not ", 1000) + "true",
	"4 KiB of minus":             strings.Repeat("-", 4000) + "5",
	"more than 4 KiB":            "1" + strings.Repeat(" ", 4096),
	"a megabyte":                 strings.Repeat("1 + ", 250_000) + "1",
	"more than 500 nodes":        strings.Repeat("1 + ", 500) + "1",
	"ternaries 400 deep":         strings.Repeat("true?", 400) + "1" + strings.Repeat(":2", 400),
	"comparisons that double":    strings.Repeat("1 < (", 80) + "1" + strings.Repeat(") < 3", 80),
	"choices that double":        strings.Repeat("(1 < (", 40) + "1" + strings.Repeat(") < 3 ? 1 : 2)", 40),
	"lists 1,000 deep":           strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
	"members 1,000 deep":         "cell" + strings.Repeat(".a", 1000),
	"a range of 10^18":           `len(1..1000000000000000000)`,
	"a regular expression":       `cell["A"] matches "(a+)+$" ? 1 : 2`,
	"a regular expression built": `cell["A"] matches cell["B"] ? 1 : 2`,
	"power":                      `9 ** 9 ** 9`,
	"the environment":            `len($env)`,
	"a method":                   `number.String()`,
	"an operator as a function":  "`/`(1, 2)",
	"a chain":                    `cell?.A?.B`,
	"a map":                      `{"a": 1}.a`,
	"a slice":                    `number(cell["A"][1:2])`,
	"nil first":                  `nil ?? 5`,
	"the clock":                  `now().Year()`,
}

const mebibyte = 1 << 20

// TestHostileExpressions holds that they are refused, at a bounded cost.
func TestHostileExpressions(t *testing.T) {
	for name, expression := range hostileExpressions {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, problems := deriving(t, "headcount", expression)
			runtime.ReadMemStats(&after)
			if len(problems) == 0 {
				t.Error("accepted")
			}
			if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 64*mebibyte {
				t.Errorf("it took %d MiB to refuse it", bytes/mebibyte)
			}
		})
	}
}

// TestBuiltinsOfExprAreRefused holds that only the functions documented can be
// called, whatever expr has.
func TestBuiltinsOfExprAreRefused(t *testing.T) {
	ours := functionNames()
	for _, name := range builtin.Names {
		if slices.Contains(ours, name) {
			continue
		}
		read := 0
		for _, args := range []string{"", "[1]", "[1], true", `"a", 1`, "[1], 1, 2", `"a", "b", "c"`} {
			call := name + "(" + args + ")"
			if _, err := parser.Parse(call); err != nil {
				continue
			}
			read++
			for _, expression := range []string{call, "number(" + call + ")", call + ` == "a" ? 1 : 2`, call + " ? 1 : 2"} {
				if _, problems := deriving(t, "headcount", expression); len(problems) == 0 {
					t.Errorf("accepted: %s", expression)
				}
			}
		}
		if read == 0 {
			t.Errorf("no way was found to call %s, so nothing was shown", name)
		}
	}
}

// TestParseNumber holds what number reads.
func TestParseNumber(t *testing.T) {
	for _, test := range []struct {
		text string
		want float64
	}{
		{"0", 0}, {"12", 12}, {" 12.5 ", 12.5}, {"-3", -3}, {"1,234", 1234}, {"12,345,678.25", 12345678.25}, {"007", 7}, {"0.125", 0.125}, {"-0.5", -0.5}, {"1,234.567", 1234.567}, {"1234.567", 1234.567}, {"1.2", 1.2}, {"1.2345", 1.2345},
	} {
		if got, ok := parseNumber(test.text); got != test.want || !ok {
			t.Errorf("%q is read as %v, %v", test.text, got, ok)
		}
	}
	for _, text := range []string{"", "-", ".", "1.", ".5", "1.200", "12.345", "1,23", ",123", "1,,234", "1234,567", "1e5", "0x10", "inf", "NaN", "--1", "+1", "1 2", "5%", "£5", "1.2.3", "１２", strings.Repeat("9", 400)} {
		if got, ok := parseNumber(text); ok {
			t.Errorf("%.20q is read as %v", text, got)
		}
	}
}
