package space

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// A draft is small content that can be edited: a flow and a rule set, written at random.
type draft struct {
	questions []draftQuestion
	roles     []draftRole
	rules     []draftPiece
	rows      []draftPiece
	next      int // to number rules and rows
}

type draftQuestion struct {
	id, kind string // kind: integer, choice, choices, yes_no
	min, max int
	options  []string
	limit    int
	required bool
	when     draftCondition
}

type draftRole struct {
	id          string
	hire, later int
	held        draftCondition
}

// A draftPiece is a rule or a row.
type draftPiece struct {
	id     string
	when   draftCondition
	effect string
}

// A draftCondition is a condition, and the questions and roles that it mentions.
type draftCondition struct {
	text string
	uses []string
}

func (d *draft) clone() *draft {
	copied := *d
	copied.questions, copied.roles = slices.Clone(d.questions), slices.Clone(d.roles)
	copied.rules, copied.rows = slices.Clone(d.rules), slices.Clone(d.rows)
	for i := range copied.questions {
		copied.questions[i].options = slices.Clone(copied.questions[i].options)
	}
	return &copied
}

func (d *draft) flow() string {
	var b strings.Builder
	b.WriteString("flow: f\nversion: 1.0.0\nquestions:\n")
	for _, q := range d.questions {
		fmt.Fprintf(&b, "  - {id: %s, ask: A?, why: B., type: %s", q.id, q.kind)
		if q.kind == "integer" {
			fmt.Fprintf(&b, ", min: %d, max: %d", q.min, q.max)
		}
		if q.options != nil {
			b.WriteString(", options: [")
			for _, o := range q.options {
				fmt.Fprintf(&b, "{id: %s, label: %s},", o, o)
			}
			b.WriteString("]")
		}
		if q.kind == "choices" {
			fmt.Fprintf(&b, ", max_picks: %d", min(q.limit, len(q.options)))
		}
		if q.required {
			b.WriteString(", required: true")
		}
		if q.when.text != "" {
			fmt.Fprintf(&b, ", when: '%s'", q.when.text)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func (d *draft) ruleSet() string {
	var b strings.Builder
	b.WriteString("rule_set: r\nversion: 1.0.0\nflow: f\nthresholds: {hire: 20, later: 10}\nroles:\n")
	for _, r := range d.roles {
		fmt.Fprintf(&b, "  - {id: %s, title: role %s, thresholds: {hire: %d, later: %d}", r.id, r.id, r.hire, r.later)
		if r.held.text != "" {
			fmt.Fprintf(&b, ", held: '%s'", r.held.text)
		}
		b.WriteString("}\n")
	}
	b.WriteString("sources: [{id: s, title: S, publisher: P}]\nrules:\n")
	for _, p := range d.rules {
		fmt.Fprintf(&b, "  - {id: %s, when: '%s', %s, because: B., sources: [s]}\n", p.id, p.when.text, p.effect)
	}
	b.WriteString("arrangements:\n")
	for _, p := range d.rows {
		fmt.Fprintf(&b, "  - {id: %s, when: '%s', %s, because: B., sources: [s]}\n", p.id, p.when.text, p.effect)
	}
	return b.String()
}

// A drafter writes drafts and edits them.
type drafter struct {
	*rand.Rand
	*draft
}

func (w *drafter) one(texts ...string) string { return texts[w.IntN(len(texts))] }

var draftIDs = []string{"n", "c", "p", "y", "o", "z"}

func newDraft(r *rand.Rand) *draft {
	w := drafter{r, &draft{}}
	ids := slices.Clone(draftIDs)
	w.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	for _, id := range ids[:3+w.IntN(3)] {
		w.addQuestion(id)
	}
	for _, id := range roleIDs[:1+w.IntN(3)] {
		w.addRole(id)
	}
	for range 2 + w.IntN(6) {
		w.rules = append(w.rules, w.rule())
	}
	for range 1 + w.IntN(6) {
		w.rows = append(w.rows, w.row())
	}
	return w.draft
}

// addQuestion adds a question at the end, unless it is there.
func (w *drafter) addQuestion(id string) {
	if slices.ContainsFunc(w.questions, func(q draftQuestion) bool { return q.id == id }) {
		return
	}
	q := draftQuestion{id: id, required: w.IntN(5) == 0}
	if len(w.questions) > 0 && w.IntN(2) == 0 {
		q.when = w.condition(len(w.questions), w.IntN(3))
	}
	w.ofKind(&q, map[string]string{"n": "integer", "c": "choice", "p": "choices", "o": "choices", "y": "yes_no", "z": "yes_no"}[id])
	w.questions = append(w.questions, q)
}

// ofKind makes a question one of a kind.
func (w *drafter) ofKind(q *draftQuestion, kind string) {
	q.kind, q.options = kind, nil
	switch kind {
	case "integer":
		q.min, q.max = w.IntN(3)-3, 3+w.IntN(3)
	case "choice":
		q.options = []string{"x", "y", "z"}
	case "choices":
		q.options, q.limit = []string{"x", "y", "z", "w"}[:3+w.IntN(2)], 1+w.IntN(4)
	}
}

func (w *drafter) addRole(id string) {
	r := draftRole{id: id, hire: 20, later: 10}
	if w.IntN(2) == 0 {
		r.held = w.condition(len(w.questions), w.IntN(2))
	}
	w.roles = append(w.roles, r)
}

func (w *drafter) role() string { return w.roles[w.IntN(len(w.roles))].id }

// condition writes a condition on the first questions.
func (w *drafter) condition(questions, depth int) draftCondition {
	if depth == 0 {
		q := w.questions[w.IntN(questions)]
		return draftCondition{w.part(q), []string{q.id}}
	}
	a, b := w.condition(questions, depth-1), w.condition(questions, depth-1)
	uses := slices.Concat(a.uses, b.uses)
	switch w.IntN(6) {
	case 0:
		return draftCondition{"not (" + a.text + ")", a.uses}
	case 1:
		c := w.condition(questions, depth-1)
		return draftCondition{"(" + c.text + ") ? (" + a.text + ") : (" + b.text + ")", append(uses, c.uses...)}
	case 2, 3:
		return draftCondition{"(" + a.text + ") and (" + b.text + ")", uses}
	}
	return draftCondition{"(" + a.text + ") or (" + b.text + ")", uses}
}

func (w *drafter) part(q draftQuestion) string {
	option := ""
	if q.options != nil {
		option = strconv.Quote(w.one(q.options...))
	}
	switch q.kind {
	case "integer":
		return q.id + " " + w.one("<", "<=", ">", ">=", "==", "!=") + " " + strconv.Itoa(q.min+w.IntN(q.max-q.min+1))
	case "choice":
		return w.one(q.id+" == "+option, q.id+" != "+option, q.id+" in ["+strconv.Quote(w.one(q.options...))+", "+option+"]")
	case "choices":
		return w.one(option+" in "+q.id, option+" in "+q.id, option+" not in "+q.id, fmt.Sprintf("len(%s) >= %d", q.id, 1+w.IntN(3)))
	}
	return w.one(q.id, "not "+q.id)
}

func (w *drafter) rule() draftPiece {
	w.next++
	a, b := w.role(), w.role()
	effect := fmt.Sprintf("points: {%s: %d}", a, []int{-15, -10, -5, 5, 10, 15, 20}[w.IntN(7)])
	switch w.IntN(8) {
	case 0:
		effect = "require: [" + a + "]"
	case 1:
		effect = "rule_out: [" + a + "]"
	case 2, 3:
		if a != b {
			effect = fmt.Sprintf("points: {%s: 10, %s: -5}", a, b)
		}
	}
	when := w.condition(len(w.questions), w.IntN(3))
	return draftPiece{fmt.Sprintf("r%d", w.next), draftCondition{when.text, append(when.uses, a, b)}, effect}
}

func (w *drafter) row() draftPiece {
	w.next++
	a, b, on := w.role(), w.role(), w.role()
	effects := []string{fmt.Sprintf("mode: {%s: fractional}", a), fmt.Sprintf("mode: {%s: fractional}", b), fmt.Sprintf("mode: {%s: full_time}", a), "first: " + a, "note: t"}
	if a != b {
		effects = append(effects, "combine: ["+a+", "+b+"]", "combine: ["+a+", "+b+"]", "separate: ["+a+", "+b+"]", fmt.Sprintf("mode: {%s: fractional, %s: full_time}", a, b))
	}
	when := w.condition(len(w.questions), w.IntN(2))
	text := w.one("needed."+on, "not needed."+on, `verdict.`+on+` == "`+w.one("no", "later", "keep", "hire")+`"`) + w.one(" and ", " or ") + "(" + when.text + ")"
	return draftPiece{fmt.Sprintf("row%d", w.next), draftCondition{text, append(when.uses, a, b, on)}, w.one(effects...)}
}

// edits are changes of rules; flowEdits those of questions. Each returns the question or
// role whose mentions have to be written anew, or "".
var edits = map[string]func(w *drafter) string{
	"rule added":     func(w *drafter) string { w.rules = append(w.rules, w.rule()); return "" },
	"rule removed":   func(w *drafter) string { w.rules = w.without(w.rules); return "" },
	"rule changed":   func(w *drafter) string { w.change(w.rules, w.rule()); return "" },
	"rules shuffled": func(w *drafter) string { w.shuffle(w.rules); return "" },
	"row added":      func(w *drafter) string { w.rows = slices.Insert(w.rows, w.IntN(len(w.rows)+1), w.row()); return "" },
	"row removed":    func(w *drafter) string { w.rows = w.without(w.rows); return "" },
	"row changed":    func(w *drafter) string { w.change(w.rows, w.row()); return "" },
	"rows shuffled":  func(w *drafter) string { w.shuffle(w.rows); return "" },
	"hire":           func(w *drafter) string { w.roles[w.IntN(len(w.roles))].hire += 5 * (1 - 2*w.IntN(2)); return "" },
	"later":          func(w *drafter) string { w.roles[w.IntN(len(w.roles))].later += 5 * (1 - 2*w.IntN(2)); return "" },
	"held": func(w *drafter) string {
		w.roles[w.IntN(len(w.roles))].held = w.condition(len(w.questions), 1)
		return ""
	},
	"role added":   (*drafter).roleAdded,
	"role removed": (*drafter).roleRemoved,
}

var flowEdits = map[string]func(w *drafter) string{
	"question added":   func(w *drafter) string { w.addQuestion(w.one(draftIDs...)); return "" },
	"question removed": (*drafter).questionRemoved,
	"range": func(w *drafter) string {
		return w.on("integer", func(q *draftQuestion) { q.min, q.max = min(q.min+w.IntN(5)-2, 0), max(q.max+w.IntN(5)-2, 1) })
	},
	"option added": func(w *drafter) string {
		return w.on("cho", func(q *draftQuestion) {
			w.next++
			q.options = slices.Insert(q.options, w.IntN(len(q.options)+1), fmt.Sprintf("v%d", w.next))
		})
	},
	"option removed": func(w *drafter) string {
		return w.on("cho", func(q *draftQuestion) { i := w.IntN(len(q.options)); q.options = slices.Delete(q.options, i, i+1) })
	},
	"options shuffled": func(w *drafter) string { return w.on("cho", func(q *draftQuestion) { w.shuffleTexts(q.options) }) },
	"limit":            func(w *drafter) string { return w.on("choices", func(q *draftQuestion) { q.limit = 1 + w.IntN(4) }) },
	"type": func(w *drafter) string {
		return w.on("", func(q *draftQuestion) { w.ofKind(q, w.one("integer", "choice", "choices", "yes_no")) })
	},
	"guard":    (*drafter).guardChanged,
	"required": func(w *drafter) string { return w.on("", func(q *draftQuestion) { q.required = !q.required }) },
}

// edit makes an edit of the draft, and returns its name.
func (w *drafter) edit(from map[string]func(w *drafter) string) string {
	name := w.one(slices.Sorted(maps.Keys(from))...)
	if mention := from[name](w); mention != "" {
		w.renew(mention)
	}
	return name
}

// renew writes everything anew that mentions a question or a role.
func (w *drafter) renew(id string) {
	for i := range w.questions {
		if q := &w.questions[i]; slices.Contains(q.when.uses, id) {
			if q.when = (draftCondition{}); i > 0 {
				q.when = w.condition(i, 1)
			}
		}
	}
	for i := range w.roles {
		if slices.Contains(w.roles[i].held.uses, id) {
			w.roles[i].held = w.condition(len(w.questions), 1)
		}
	}
	for i, p := range w.rules {
		if slices.Contains(p.when.uses, id) {
			w.rules[i] = w.rule()
			w.rules[i].id = p.id
		}
	}
	for i, p := range w.rows {
		if slices.Contains(p.when.uses, id) {
			w.rows[i] = w.row()
			w.rows[i].id = p.id
		}
	}
}

func (w *drafter) without(pieces []draftPiece) []draftPiece {
	if len(pieces) < 2 {
		return pieces
	}
	i := w.IntN(len(pieces))
	return slices.Delete(pieces, i, i+1)
}

// change puts a piece in the place of another one, under its id.
func (w *drafter) change(pieces []draftPiece, p draftPiece) {
	i := w.IntN(len(pieces))
	p.id = pieces[i].id
	pieces[i] = p
}

func (w *drafter) shuffle(pieces []draftPiece) {
	w.Shuffle(len(pieces), func(i, j int) { pieces[i], pieces[j] = pieces[j], pieces[i] })
}

func (w *drafter) shuffleTexts(texts []string) {
	w.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
}

// on changes one of the questions whose kind begins in some way.
func (w *drafter) on(kind string, change func(*draftQuestion)) string {
	for _, i := range w.Perm(len(w.questions)) {
		if q := &w.questions[i]; strings.HasPrefix(q.kind, kind) && (len(q.options) != 1) {
			change(q)
			return q.id
		}
	}
	return ""
}

func (w *drafter) roleAdded() string {
	if len(w.roles) == len(roleIDs) {
		return ""
	}
	w.addRole(roleIDs[len(w.roles)])
	return ""
}

func (w *drafter) roleRemoved() string {
	if len(w.roles) == 1 {
		return ""
	}
	i := w.IntN(len(w.roles))
	id := w.roles[i].id
	w.roles = slices.Delete(w.roles, i, i+1)
	return id
}

func (w *drafter) questionRemoved() string {
	if len(w.questions) == 1 {
		return ""
	}
	i := w.IntN(len(w.questions))
	id := w.questions[i].id
	w.questions = slices.Delete(w.questions, i, i+1)
	return id
}

func (w *drafter) guardChanged() string {
	if len(w.questions) == 1 {
		return ""
	}
	i := 1 + w.IntN(len(w.questions)-1)
	w.questions[i].when = w.condition(i, w.IntN(2))
	return ""
}
