package engine

import (
	"bytes"
	"encoding/json"
	"fmt"

	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// Schema names the JSON form of an Advice. Within one schema fields are only
// added.
const Schema = "chiefly/advice/1"

// Verdicts, as an Advice names them.
const (
	VerdictHire  = "hire"  // needed, and to be filled
	VerdictKeep  = "keep"  // needed, and held already
	VerdictLater = "later" // to be planned for
	VerdictNo    = "no"    // not needed
)

// Modes, as an Advice names them.
const (
	ModeFullTime   = "full_time"
	ModeFractional = "fractional"
)

// TopicSequence is the topic of a Note that tells which role comes first.
const TopicSequence = "sequence"

// Effects of rules that decide by themselves, as an Advice names them.
const (
	EffectRequire = "require"
	EffectRuleOut = "rule_out"
)

// What a condition is for the answers, as an Explanation names it.
const (
	TruthTrue      = "true"
	TruthFalse     = "false"
	TruthUndecided = "undecided"
)

// Printable replaces control characters, and marks that reverse the reading
// direction, in a text that comes from content or from answers, so that it is
// safe to show on a terminal.
func Printable(text string) string { return source.Printable(text) }

// OneLine returns a text as one line that is safe to show.
func OneLine(text string) string { return source.OneLine(text) }

// An Advice is what to do about each role, and why. It is plain data; its JSON
// form is what json.Marshal gives.
type Advice struct {
	Schema string `json:"schema"`
	// Language is that of all texts, as ISO 639-1 has it; empty where the content
	// does not say, which is mostly English.
	Language wording.Language `json:"language,omitempty"`
	// Organisation is the name to show, if the caller sets one.
	Organisation string `json:"organisation,omitempty"`
	// Recommendation is the id of the role to hire, "several" or "none". Only the
	// verdict "hire" counts.
	Recommendation string `json:"recommendation"`
	Headline       string `json:"headline"`
	Roles          Roles  `json:"roles"`
	// Sequence is the ids of the needed roles, the most urgent first.
	Sequence []string `json:"sequence"`
	// Combined is the groups of needed roles, mostly pairs, that one person should
	// fill.
	Combined [][]string `json:"combined"`
	// Instead is what to do in place of hiring, where something is.
	Instead []Instead `json:"instead"`
	Notes   []Note    `json:"notes"`
	// Answers is what the advice is based on, in the order of the questions:
	// answers to questions that are not asked are left out.
	Answers Answers `json:"answers"`
	// Unknown is the ids of the questions that are asked and have no known answer.
	Unknown []string `json:"unknown"`
	// Open is the questions whose answers could move the advice, those that could
	// move it furthest first: answers that are unknown, or known in part only.
	Open []OpenQuestion `json:"open"`
	// Outlook is how far all this rests on each answer, if the caller sets it; see
	// Engine.Outlook.
	Outlook *Outlook `json:"outlook,omitempty"`
	// Briefing is what hiring briefs say, if the caller sets it; see Engine.Briefing. It is
	// not part of the JSON form.
	Briefing *Briefing `json:"-"`
	// Sources is the publications cited, each once.
	Sources []Source `json:"sources"`
	Content Content  `json:"content"`
}

// InSequence returns the needed roles, the most urgent first, and then the others
// in the order of the rule set.
func (a *Advice) InSequence() []*Role {
	var roles []*Role
	for _, id := range a.Sequence {
		if role := a.Roles.Role(id); role != nil {
			roles = append(roles, role)
		}
	}
	for _, role := range a.Roles {
		if !role.Needed() {
			roles = append(roles, role)
		}
	}
	return roles
}

// Content identifies the flow and the rule set behind an Advice.
type Content struct {
	Flow    string `json:"flow"`
	RuleSet string `json:"rule_set"`
	Title   string `json:"title,omitempty"` // of the rule set
	Version string `json:"version"`
	// Digest is "sha256:" and the hash of both files.
	Digest string `json:"digest"`
}

// Roles is the advice on each role, in the order of the rule set. In JSON it is
// an object by role id.
type Roles []*Role

// Role returns the advice on the role with an id, or nil.
func (r Roles) Role(id string) *Role {
	for _, role := range r {
		if role.ID == id {
			return role
		}
	}
	return nil
}

// MarshalJSON writes an object by role id, in the order of the rule set.
func (r Roles) MarshalJSON() ([]byte, error) {
	return object(len(r), func(i int) (string, any) { return r[i].ID, r[i] })
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Roles) UnmarshalJSON(data []byte) error {
	*r = nil
	return members(data, func(key string, value json.RawMessage) error {
		role := &Role{}
		err := json.Unmarshal(value, role)
		role.ID = key
		*r = append(*r, role)
		return err
	})
}

// A Role is the advice on one role.
type Role struct {
	ID    string `json:"-"`
	Title string `json:"title"`
	// Verdict is hire, keep, later or no.
	Verdict string `json:"verdict"`
	// Held says that somebody is in the role already, needed or not.
	Held bool `json:"held,omitempty"`
	// GivenTo is the id of a kept role whose holder should take on this one too:
	// then nobody new is hired for it, although the verdict is hire.
	GivenTo string `json:"given_to,omitempty"`
	// Mode is full_time or fractional for a needed role, and else empty.
	Mode string `json:"mode,omitempty"`
	// ModeBecause is the reason for the mode.
	ModeBecause string     `json:"mode_because,omitempty"`
	Score       int        `json:"score"`
	Thresholds  Thresholds `json:"thresholds"`
	// Reasons is the rules that fired, the weightiest first. Their points add up
	// to Score.
	Reasons []Reason `json:"reasons"`
	// Undecided is the rules that are neither true nor false, the weightiest
	// first.
	Undecided []Undecided `json:"undecided"`
	// Profile describes the role; it is not part of the JSON form.
	Profile rule.Profile `json:"-"`
	// Experience is what the profile asks of candidates for this organisation.
	Experience []string `json:"experience,omitempty"`
}

// Needed reports whether the verdict is hire or keep.
func (r *Role) Needed() bool {
	return r.Verdict == VerdictHire || r.Verdict == VerdictKeep
}

// Thresholds are the scores from which on a role is hired, or planned for.
type Thresholds struct {
	Hire  int `json:"hire"`
	Later int `json:"later"`
}

// A Reason is a rule that fired.
type Reason struct {
	Rule   string `json:"rule"`
	Points int    `json:"points"`
	// Effect is "require" or "rule_out" for rules that decide by themselves.
	Effect  string   `json:"effect,omitempty"`
	Because string   `json:"because"`
	Sources []string `json:"sources"`
	When    string   `json:"when"`
	// At is the place of the rule: file:line:col.
	At string `json:"at"`
}

// An Undecided is a rule that would count if more were known.
type Undecided struct {
	Rule    string `json:"rule"`
	Points  int    `json:"points"`
	Effect  string `json:"effect,omitempty"`
	Because string `json:"because"`
	// Needs is the ids of the questions whose answers would decide it, as far as
	// they are asked.
	Needs []string `json:"needs"`
}

// Instead is what to do in place of hiring a chief.
type Instead struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	For   string `json:"for"`
	// ForTitle is what For is called, where the content has a name for it.
	ForTitle string `json:"for_title,omitempty"`
	Because  string `json:"because"`
}

// A Note is a remark on a topic, such as who owns the infrastructure.
type Note struct {
	ID    string `json:"id"`
	Topic string `json:"topic"`
	// TopicTitle is what the topic is called, where the content has a name for it.
	TopicTitle string `json:"topic_title,omitempty"`
	// Roles is the ids of the roles that a note on one person for two roles, two
	// people, or the sequence is about.
	Roles   []string `json:"roles,omitempty"`
	Text    string   `json:"text"`
	Sources []string `json:"sources"`
}

// A Source is a publication cited.
type Source struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	Address   string `json:"address,omitempty"`
	// Vendor says that the publisher sells what it recommends.
	Vendor bool `json:"vendor,omitempty"`
}

// Answers is the answers behind an Advice, in the order of the questions. In
// JSON it is an object by question id.
type Answers []Answered

// An Answered is one question and what was answered.
type Answered struct {
	ID    string
	Ask   string // the question
	Value any    // as in JSON: a number, a text or a list of texts
	Text  string // in words
}

// MarshalJSON writes an object by question id, in the order of the questions.
func (a Answers) MarshalJSON() ([]byte, error) {
	return object(len(a), func(i int) (string, any) { return a[i].ID, a[i].Value })
}

// UnmarshalJSON reads what MarshalJSON wrote; the questions, and the answers in
// words, are not part of it.
func (a *Answers) UnmarshalJSON(data []byte) error {
	*a = nil
	return members(data, func(key string, value json.RawMessage) error {
		answered := Answered{ID: key}
		err := json.Unmarshal(value, &answered.Value)
		*a = append(*a, answered)
		return err
	})
}

// members reads a JSON object member by member, in order.
func members(data []byte, visit func(key string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return fmt.Errorf("expected a JSON object, not %.20s", data)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		if err := visit(key.(string), value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

// object writes a JSON object with its keys in the given order.
func object(n int, member func(i int) (key string, value any)) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		key, value := member(i)
		if err := encode(&b, key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
