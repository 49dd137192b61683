package lint

import (
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A reading is content taken apart, once for all checks.
type reading struct {
	Content
	conditions []*condition
	byNode     map[*source.Node]*condition
	named      map[string]*condition // by name
	texts      []prose
	values     map[string]flow.Truth // of conditions that have been compiled
	names      map[string]bool       // that conditions mention; see mentioned
}

// A user tells what a condition belongs to.
type user int

const (
	ofQuestion user = iota
	ofHeld
	ofExperience
	ofBrief
	ofName
	ofRule
	ofRow
	ofProperty
)

// A condition is the text of one in its place.
type condition struct {
	user   user
	node   *source.Node
	runes  []rune
	tokens []token
	root   *term // nil where the text could not be taken apart
}

// A prose is a text for people.
type prose struct {
	key  string // of the mapping that it stands in
	node *source.Node
}

func newReading(c Content) *reading {
	r := &reading{Content: c, byNode: map[*source.Node]*condition{}, named: map[string]*condition{}, values: map[string]flow.Truth{}}
	r.readFlow()
	r.readRoles()
	r.readRules()
	r.names = r.mentioned()
	return r
}

func (r *reading) readFlow() {
	r.prose(r.FlowTree, "title", "intro")
	for _, s := range r.FlowTree.Get("sections").List() {
		r.prose(s, "title", "intro")
	}
	for _, q := range r.FlowTree.Get("questions").List() {
		r.prose(q, "ask", "help", "why")
		r.condition(ofQuestion, q.Get("when"))
		for _, o := range q.Get("options").List() {
			r.prose(o, "label", "description")
		}
	}
}

func (r *reading) readRoles() {
	r.prose(r.RuleTree, "title", "noun")
	for _, role := range r.RuleTree.Get("roles").List() {
		r.condition(ofHeld, role.Get("held"))
		profile := role.Get("profile")
		r.prose(profile, "purpose", "responsibilities", "is_not", "reports_to", "leads", "measures")
		for _, step := range profile.Get("first_90_days").List() {
			r.prose(step, "goal")
		}
		for _, row := range profile.Get("experience").List() {
			r.condition(ofExperience, row.Get("when"))
			r.prose(row, "text")
		}
	}
}

func (r *reading) readRules() {
	if n := r.RuleTree.Get("conditions"); n != nil {
		for i, key := range n.Keys {
			r.named[key.Value] = r.condition(ofName, n.Items[i])
		}
	}
	for _, n := range r.RuleTree.Get("rules").List() {
		r.condition(ofRule, n.Get("when"))
		r.prose(n, "because")
	}
	for _, n := range r.RuleTree.Get("arrangements").List() {
		r.condition(ofRow, n.Get("when"))
		r.prose(n, "because")
		r.prose(n.Get("instead"), "title")
	}
	for _, n := range r.RuleTree.Get("properties").List() {
		r.property(n)
	}
	for _, n := range r.RuleTree.Get("facts").List() {
		r.prose(n, "label", "text")
	}
	for _, n := range r.RuleTree.Get("briefs").List() {
		r.condition(ofBrief, n.Get("when"))
		r.prose(n, "title", "now", "aim", "measure", "first", "experience", "ask", "listen_for", "reports_to", "leads", "terms")
	}
}

// property reads the conditions of a property, whichever keys they stand under.
func (r *reading) property(n *source.Node) {
	if n.Kind != source.Mapping {
		r.condition(ofProperty, n)
		return
	}
	for _, key := range []string{"always", "never", "at_most"} {
		r.condition(ofProperty, n.Get(key))
	}
}

func (r *reading) condition(u user, n *source.Node) *condition {
	if n == nil {
		return nil
	}
	c := &condition{user: u, node: n, runes: []rune(n.Value)}
	c.tokens = tokens(c.runes)
	if u != ofProperty {
		c.root = parse(c.tokens)
	}
	r.conditions = append(r.conditions, c)
	r.byNode[n] = c
	return c
}

// prose notes texts and lists of texts of a mapping.
func (r *reading) prose(n *source.Node, keys ...string) {
	for _, key := range keys {
		value := n.Get(key)
		if value == nil {
			continue
		}
		if value.Kind < source.Sequence {
			r.texts = append(r.texts, prose{key, value})
		}
		for _, item := range value.Items {
			r.texts = append(r.texts, prose{key, item})
		}
	}
}

// mentioned returns the names of questions and conditions that decide anything. That a
// property mentions them decides nothing, but a condition may have its name for it.
func (r *reading) mentioned() map[string]bool {
	found := map[string]bool{}
	for _, c := range r.conditions {
		for _, t := range c.tokens {
			if t.kind == name && (c.user != ofProperty || r.named[t.text] != nil) {
				found[t.text] = true
			}
		}
	}
	return found
}

// id returns the node of the id of an entry. Whatever has been loaded has one.
func id(n *source.Node) *source.Node { return n.Get("id") }
