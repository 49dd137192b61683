package schema

import (
	"slices"
	"strings"

	"chiefly/engine/flow"
)

// answersFile describes answers: an entry for each question, each of which can be left
// out.
func (n *names) answersFile() node {
	return object(append([]property{
		may("flow", oneFlow(n.flow)),
		may("organisation", maybeText.with("maxLength", 200).said("the name to show")),
	}, n.answers()...)...)
}

func (n *names) answers() []property {
	var all []property
	for _, q := range n.questions {
		all = append(all, may(q.ID, answer(q).said(meaning(q))))
	}
	return all
}

// meaning is what an editor shows of a question.
func meaning(q *flow.Question) string {
	parts := []string{q.Ask}
	if q.Help != "" {
		parts = append(parts, q.Help)
	}
	if q.Type != flow.YesNo && len(q.Options) > 0 {
		lines := make([]string, len(q.Options))
		for i, o := range q.Options {
			lines[i] = "- " + o.ID + ": " + o.Label
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// unknown answers every question.
const unknown = "unknown"

// A number as answers write it, and ranges of numbers. The classes spell out both
// cases, since JSON Schema knows no other way.
const (
	amount = `[-+]?\$?[0-9][0-9,_' ]*(\.[0-9]+)?\s*([kKmMbB]|[bB][nN]|[tT]housand|[mM]illion|[bB]illion)?`
	ranges = `^\s*(` + amount + `|` + amount + `\s*(-|–|\.\.|\s[tT][oO]\s)\s*` + amount + `|` + amount + `\s*\+|(<=|>=|<|>)\s*` + amount + `)\s*$`
)

// answer describes the documented spellings of an answer.
func answer(q *flow.Question) node {
	options := q.OptionIDs()
	switch q.Type {
	case flow.Integer:
		return anyOf(between(q.Min, q.Max), enum(unknown), node{{"type", "string"}, {"pattern", ranges}})
	case flow.Choices:
		words := []string{unknown}
		if !slices.Contains(options, "none") {
			words = append(words, "none")
		}
		return anyOf(distinct(enum(options...)).with("maxItems", q.MaxPicks), enum(words...))
	case flow.YesNo:
		either := node{{"enum", []any{"yes", "no", true, false}}}
		return anyOf(node{{"enum", []any{"yes", "no", unknown, true, false}}}, distinct(either).with("minItems", 1))
	}
	return anyOf(enum(append(slices.Clone(options), unknown)...), distinct(enum(options...)).with("minItems", 1))
}

// populationFile describes how common answers are. Nothing may be left out.
func (n *names) populationFile() node {
	questions := byName(nil, n.distribution(nil))
	if len(n.questions) > 0 {
		var all []property
		for _, q := range n.questions {
			all = append(all, need(q.ID, n.distribution(q)))
		}
		questions = object(all...)
	}
	return object(
		need("population", id),
		need("flow", oneFlow(n.flow)),
		need("title", text),
		may("about", maybeText),
		may("sources", list(object(need("id", id), need("title", text), may("publisher", maybeText), may("address", maybeText)))),
		need("questions", questions),
	)
}

// distribution describes how common the answers to a question are; nil stands for one
// that is not known.
func (n *names) distribution(q *flow.Question) node {
	chance := node{{"type", "number"}, {"minimum", 0}, {"maximum", 100}}
	weight := node{{"type", "number"}, {"minimum", 0}, {"maximum", 1e12}}
	weights, notKnown := node{{"type", "object"}, {"additionalProperties", weight}}, chance
	if q != nil {
		switch q.Type {
		case flow.Integer:
			weights = weights.with("propertyNames", node{{"pattern", ranges}})
		case flow.Choices:
			weights = node{{"type", "object"}, {"propertyNames", enum(q.OptionIDs()...)}, {"additionalProperties", chance}}
		default:
			weights = weights.with("propertyNames", enum(q.OptionIDs()...))
		}
		if q.Required {
			notKnown = node{{"const", 0}}
		}
	}
	return object(
		need("weights", weights.said("relative to each other; of a question with several picks the chance of each, in per cent")),
		may("unknown", notKnown.said("the chance of not known, in per cent")),
		may("sources", list(idOf(n.figures))),
		may("assumed", text.said("why the figures are as they are, where no source gives them")),
	).with("anyOf", []node{having("sources"), having("assumed")})
}
