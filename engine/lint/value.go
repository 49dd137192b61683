package lint

import (
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// maxWritten is how long a condition may get, in bytes, when named conditions are
// written out. Of longer ones the value is not looked for.
const maxWritten = 4 << 10

// value decides a condition for all answers: it is true or false where it is so
// whatever they are, as far as one condition shows, and else undecided. So is one that
// mentions verdicts.
func (r *reading) value(text string) flow.Truth {
	if v, known := r.values[text]; known {
		return v
	}
	v := flow.Undecided
	if len(text) <= maxWritten {
		node := source.Scalar("", text)
		if c, problems := rule.Compile(source.String{Value: text, Node: node}, r.Flow.Questions, nil); len(problems) == 0 {
			v = c.Eval(nil)
		}
	}
	r.values[text] = v
	return v
}

// written returns a term as text in brackets, with named conditions written out.
func (r *reading) written(c *condition, t *term) string {
	var b strings.Builder
	r.write(&b, c, t.from, t.to)
	return b.String()
}

func (r *reading) write(b *strings.Builder, c *condition, from, to int) {
	b.WriteString("(")
	at := from
	for _, t := range c.tokens {
		inner := r.named[t.text]
		if t.kind != name || inner == nil || t.from < from || t.to > to || b.Len() > maxWritten {
			continue
		}
		b.WriteString(string(c.runes[at:t.from]))
		r.write(b, inner, 0, len(inner.runes))
		at = t.to
	}
	b.WriteString(string(c.runes[at:to]))
	b.WriteString(")")
}

// text returns a term as it is written.
func (c *condition) text(t *term) string {
	return strings.Join(strings.Fields(string(c.runes[t.from:t.to])), " ")
}

// questions returns the questions that a term mentions, through named conditions too.
func (r *reading) questions(t *term, found map[string]bool) map[string]bool {
	t.walk(func(t *term) {
		q := t.question()
		if inner := r.named[q]; inner != nil && inner.root != nil {
			r.questions(inner.root, found)
		} else if q != "" {
			found[q] = true
		}
	})
	return found
}
