package rule

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/parser"

	"chiefly/engine/source"
)

// hostile are expressions written to take time or memory, or to reach what a
// condition may not reach. Those of the first group break expr itself.
var hostile = map[string]string{
	"repeat asks for 10 GB":             `len(repeat(repeat("a",100000),100000)) > 1`,
	"reduce doubles a text":             `len(reduce(1..40, {#acc+#acc}, "aaaaaaaaaa")) > 1`,
	"replace doubles a text in reduce":  `reduce(1..40, replace(#acc, "a", "aa"), "a") == "a"`,
	"let doubles a text":                doubling(34),
	"200,000 brackets":                  strings.Repeat("(", 200_000) + "founder" + strings.Repeat(")", 200_000),
	"2,000 brackets":                    strings.Repeat("(", 2000) + "founder" + strings.Repeat(")", 2000) + "or headcont",
	"2,000 brackets never closed":       strings.Repeat("(", 2000),
	"all within all takes nine seconds": `all(1..10000, all(1..10000, # >= 0))`,

	"4 KiB of not":               strings.Repeat("not ", 1024) + "x",
	"4 KiB of !":                 strings.Repeat("!", 4088) + "founder",
	"4 KiB of minus":             "headcount > " + strings.Repeat("-", 4000) + "5",
	"more than 4 KiB":            "founder or " + strings.Repeat(" ", 4090) + "board",
	"a megabyte":                 strings.Repeat("founder or ", 100_000) + "board",
	"more than 500 nodes":        strings.Repeat("founder or ", 300) + "board",
	"ternaries 400 deep":         strings.Repeat("founder?", 400) + "true" + strings.Repeat(":board", 400),
	"ternaries without else":     strings.Repeat("founder?", 500),
	"lists 1,000 deep":           "headcount in " + strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
	"maps 500 deep":              strings.Repeat("{a:", 500) + "1" + strings.Repeat("}", 500),
	"indexes 1,000 deep":         "leaders" + strings.Repeat("[0]", 1000) + " == 1",
	"members 1,000 deep":         "founder" + strings.Repeat(".a", 1000),
	"a list of 2,000 numbers":    "headcount in [" + strings.Repeat("1,", 2000) + "1]",
	"a text of 4 KiB":            `industry == "` + strings.Repeat("a", 4070) + `"`,
	"a name of 4 KiB":            strings.Repeat("a", 4090),
	"a chain of 300 comparisons": "1" + strings.Repeat(" < 2", 300),

	"a range of 10^18":               `len(1..1000000000000000000) > 3`,
	"a range over numbers too large": `headcount in 0..99999999999999999999`,
	"ranges in ranges":               `any(1..1000000, any(1..1000000, # == #))`,
	"map over a range":               `len(map(1..1000000, # * 2)) > 1`,
	"a chain of map and filter":      `1..100000 | map(# + 1) | filter(# > 1) | map(# * #) | count(# > 2) > 1`,
	"groupBy":                        `len(groupBy(1..100000, #)) > 1`,
	"sortBy":                         `sortBy(1..1000000, -#)[0] == 1`,
	"flatten":                        `len(flatten([1..100000, 1..100000])) > 1`,
	"a permutation by reduce":        `reduce(1..20, concat(#acc, #acc), [1]) == []`,
	"find":                           `find(1..1000000, # == 1000000) == 5`,
	"sum of a range":                 `sum(1..1000000) > 5`,
	"join":                           `join(map(1..1000000, "a")) == "a"`,
	"split":                          `len(split(repeat("a,", 1000000), ",")) > 1`,
	"toJSON and back":                `fromJSON(toJSON(1..100000)) == []`,
	"base64":                         `toBase64(repeat("a", 10000000)) == ""`,
	"the clock":                      `now() > date("2024-01-01")`,
	"duration":                       `duration("1h") > duration("1m")`,
	"a regular expression bomb":      `industry matches "(((((a{1,100}){1,100}){1,100}){1,100}){1,100})"`,
	"nested stars":                   `industry matches "^(a+)+$"`,
	"text concatenation":             `industry == "soft" + "ware"`,
	"a power tower":                  `headcount > 9 ** 9 ** 9 ** 9`,
	"a division by zero":             `headcount > 1 / 0`,
	"the least number negated":       `headcount > -9223372036854775808`,

	"$env":                       `$env == $env`,
	"$env by name":               `$env["founder"]`,
	"get on $env":                `get($env, "founder")`,
	"len of $env":                `len($env) > 1`,
	"a builtin by ::":            `::founder`,
	"a call by ::":               `::len(leaders) > 1`,
	"the element of no list":     `# > 5`,
	"a field of no element":      `.name == "x"`,
	"the accumulator of nothing": `#acc`,
	"|":                          `founder | founder`,
	"a pipe into nothing":        `leaders |`,
	"??":                         `founder ?? board ?? true`,
	"?.":                         `leaders?.length > 1`,
	"?.[]":                       `leaders?.[0] == "cto"`,
	"a negative index":           `leaders[-1] == "cto"`,
	"an assignment":              `founder = true`,
	"two statements":             `founder; board; founder`,
	"if with statements":         `if founder { let x = 1; true } else { false }`,
	"a lambda":                   `filter(leaders, {# == "cto"}) == []`,
	"an unknown function":        `system("rm -rf /")`,
	"a method of Go":             `founder.String() == "true"`,
	"a bytes literal":            `industry == b"software"`,

	"a text never closed":            `industry == "software`,
	"a raw text never closed":        "industry == `software",
	"a comment never closed":         `founder /* and so on`,
	"only a comment":                 `// founder`,
	"an escape cut off":              `industry == "\u12`,
	"half a surrogate pair":          `industry == "\ud800"`,
	"a zero-width space":             "foun\u200bder",
	"a letter that looks like one":   "f\u043eunder",
	"a reversed reading direction":   "founder \u202e and board",
	"full-width letters":             "\uff46\uff4f\uff55\uff4e\uff44\uff45\uff52",
	"a combining accent":             "founde\u0301r",
	"an emoji":                       "founder and \U0001f600",
	"bytes that are no UTF-8":        "founder and \xff\xfe",
	"a NUL":                          "founder\x00and board",
	"digits of another script":       "headcount > \u0665",
	"a number with two points":       `headcount > 1.2.3`,
	"a number in hexadecimal, large": `headcount > 0xffffffffffffffffff`,
	"an exponent":                    `headcount > 1e400`,
}

// doubling is a chain of let in which each text is twice the one before.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString(`let x0 = "aaaaaaaaaa";`)
	for i := range n {
		fmt.Fprintf(&b, "let x%d = x%d + x%d;", i+1, i, i)
	}
	fmt.Fprintf(&b, `x%d == ""`, n)
	return b.String()
}

// allocated returns how many bytes run allocates, garbage included.
func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

const mebibyte = 1 << 20

func TestHostileConditionsAreRefused(t *testing.T) {
	f := firm(t)
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			var c *Condition
			var problems source.List
			bytes := allocated(func() { c, problems = compileText(f, text) })
			if c != nil || len(problems) == 0 {
				t.Fatalf("accepted: %.200s", text)
			}
			for _, p := range problems {
				if p.Pos.Line != 1 || p.Pos.Col < 1 || p.Pos.Col > len([]rune(text))+1 {
					t.Errorf("%s: at %s, outside the text", p.Message, p.Pos)
				}
			}
			if bytes > 64*mebibyte {
				t.Errorf("compiling took %d MiB", bytes/mebibyte)
			}
		})
	}
}

func TestConditionsAtTheLimitsAreAccepted(t *testing.T) {
	f := firm(t)
	for name, text := range map[string]string{
		"4 KiB":             "founder or " + strings.Repeat(" ", maxText-16) + "board",
		"499 nodes":         strings.Repeat("founder or ", 249) + "board",
		"1,000 brackets":    strings.Repeat("(", 1000) + "founder" + strings.Repeat(")", 1000),
		"480 times not":     strings.Repeat("not ", 480) + "founder",
		"100 ternaries":     strings.Repeat("founder?", 100) + "true" + strings.Repeat(":board", 100),
		"400 numbers":       "headcount in [" + strings.Repeat("7, ", 400) + "8]",
		"no-break spaces":   "founder\u00a0and\u00a0board",
		"a very wide range": "headcount in -9223372036854775807..9223372036854775807",
		"the largest int":   "headcount <= 9223372036854775807 and headcount >= -9223372036854775807",
	} {
		t.Run(name, func(t *testing.T) {
			bytes := allocated(func() { mustCompile(t, f, text) })
			if bytes > 64*mebibyte {
				t.Errorf("compiling took %d MiB", bytes/mebibyte)
			}
		})
	}
}

// TestEveryBuiltinButLenIsRefused calls every function that this version of
// expr has, so that a new one cannot slip in.
func TestEveryBuiltinButLenIsRefused(t *testing.T) {
	f := firm(t)
	if len(builtin.Names) < 60 {
		t.Fatalf("expr lists %d builtins only", len(builtin.Names))
	}
	for _, name := range builtin.Names {
		t.Run(name, func(t *testing.T) {
			read := 0
			for _, args := range []string{"", "leaders", "leaders, true", "leaders, 1, 2", `leaders, "a", "b"`} {
				call := name + "(" + args + ")"
				if _, err := parser.Parse(call); err != nil {
					continue
				}
				read++
				for _, text := range []string{call, call + " > 1", "founder and " + call, call + ` == "a"`, `"cto" in ` + call, "headcount in " + call,
					"len(" + call + ") > 1", "headcount > " + call, "founder ? " + call + " : true", "not " + call} {
					if c, _ := compileText(f, text); c != nil && text != "len(leaders) > 1" {
						t.Errorf("accepted: %s", text)
					}
				}
			}
			if read == 0 {
				t.Errorf("no way was found to call %s, so nothing was shown; add one to the test", name)
			}
		})
	}
	if !slices.Contains(builtin.Names, "len") {
		t.Error("expr has no len, which conditions may use")
	}
}

// tower is the YAML of named conditions of which each is the one before, many
// times over.
func tower(levels int, base, next string) string {
	var b strings.Builder
	b.WriteString("conditions:\n  c0: " + base + "\n")
	for i := range levels {
		fmt.Fprintf(&b, "  c%d: %s\n", i+1, strings.ReplaceAll(next, "c", fmt.Sprintf("c%d", i)))
	}
	return b.String()
}

// TestNestedNamedConditionsAreBounded holds that conditions which double at
// every step cost no more than what is refused.
func TestNestedNamedConditionsAreBounded(t *testing.T) {
	f := firm(t)
	many := func(word string) string { return strings.TrimSuffix(strings.Repeat("c "+word+" ", 240), " "+word+" ") }
	for name, yaml := range map[string]string{
		"doubling by or":                tower(60, "'founder or board'", "c and not c or c"),
		"doubling by ?:":                tower(60, "'founder and board'", "'c ? c : not c'"),
		"240 times one number, twice":   tower(2, "headcount > 5", many("or")),
		"240 times one list, twice":     tower(2, `'"growth" in priorities'`, many("or")),
		"240 times two answers, thrice": tower(3, "'headcount > 5 or founder'", many("or")),
		"2,000 conditions one by one":   tower(2000, "'headcount > 5 or founder'", "c or board"),
	} {
		t.Run(name, func(t *testing.T) {
			var problems source.List
			bytes := allocated(func() { problems = compileSnippet(t, f, yaml) })
			const want = "the condition has more than 500 parts once its named conditions are written out"
			if len(problems) == 0 || problems[0].Message != want {
				t.Errorf("got %.300v", problems)
			}
			if bytes > 64*mebibyte {
				t.Errorf("compiling took %d MiB", bytes/mebibyte)
			}
		})
	}
}
