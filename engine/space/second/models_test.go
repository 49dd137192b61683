package second

// models are small spaces, written by hand.
var models = map[string]struct{ flow, rules string }{
	"everything": {`
flow: f
version: 1.0.0
questions:
  - {id: n, ask: A?, why: B., type: integer, min: -3, max: 9}
  - {id: c, ask: A?, why: B., type: choice, required: true, when: 'n < 5', options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: p, ask: A?, why: B., type: choices, max_picks: 2, when: 'c != "y" or n > 2', options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}, {id: w, label: W}]}
  - {id: y, ask: A?, why: B., type: yes_no, when: '"x" in p ? c == "x" : n >= 0'}
`, `
rule_set: r
version: 1.0.0
flow: f
thresholds: {hire: 20, later: 10}
roles:
  - {id: a, title: first role, held: 'y and "w" in p'}
  - {id: b, title: second role, held: 'c == "z"'}
  - {id: d, title: third role}
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: r1, when: 'n >= 0 and c in ["x", "y"]', points: {a: 15, b: -5}, because: B., sources: [s]}
  - {id: r2, when: 'len(p) >= 2 or not y', points: {a: 10, d: 15}, because: B., sources: [s]}
  - {id: r3, when: '"x" in p ? y : n < 7', points: {b: 20, d: 5}, because: B., sources: [s]}
  - {id: r4, when: 'not ("y" in p or "z" in p)', points: {a: -10, b: 5, d: 10}, because: B., sources: [s]}
  - {id: r5, when: 'n == 4 or n == -3', require: [a, d], because: B., sources: [s]}
  - {id: r6, when: 'n > 7 and c != "x"', rule_out: [b], because: B., sources: [s]}
`},
	"one role, unreachable later": {`
flow: f
version: 1.0.0
questions:
  - {id: y, ask: A?, why: B., type: yes_no, required: true}
  - {id: z, ask: A?, why: B., type: yes_no, when: y}
  - {id: n, ask: A?, why: B., type: integer, min: 5, max: 1000000000000, when: not z}
`, `
rule_set: r
version: 1.0.0
flow: f
thresholds: {hire: -10, later: -10}
roles: [{id: a, title: only role, held: n in 100..200}]
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: r1, when: 'y or z', points: {a: -20}, because: B., sources: [s]}
  - {id: r2, when: 'n > 999 or n < 10', points: {a: 15}, because: B., sources: [s]}
`},
}
