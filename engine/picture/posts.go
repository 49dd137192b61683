package picture

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// A post is what a box tells.
type post struct {
	titles      []string // one a line
	status, tip string
	look        look
}

// lines are the titles as they are shown.
func (p post) lines() []string {
	var lines []string
	for i, title := range p.titles {
		text := wording.Capital(engine.OneLine(title))
		if i > 0 {
			text = "+ " + text
		}
		lines = append(lines, text)
	}
	return lines
}

// fit fits the texts of a post into a box.
func (p post) fit() box {
	const room = panel - indent - 2*boxPad
	b := box{look: p.look, tip: p.tip}
	for _, title := range p.lines() {
		lines, _ := personFont.Fit(title, room, 2)
		b.titles = append(b.titles, lines...)
	}
	b.status, _ = statusFont.Fit(p.status, room, 2)
	return b
}

// holder is who holds a role today.
func holder(r *engine.Role) post { return post{titles: []string{r.Title}, look: existing} }

func (d *chart) vacantToday() post {
	return post{status: d.language.Speak("Nobody in these roles, as far as is known"), look: open}
}

func (d *chart) vacantAsAdvised() post {
	return post{status: d.language.Speak("No chief in these roles for now"), look: open}
}

// posts are all of today and all as advised, at least one that says that there is nobody.
func (d *chart) posts() (today, future []post) {
	for _, p := range people(d.advice) {
		for _, r := range p.held() {
			today = append(today, holder(r))
		}
		future = append(future, d.filled(p))
	}
	if len(today) == 0 {
		today = []post{d.vacantToday()}
	}
	if len(future) == 0 {
		future = []post{d.vacantAsAdvised()}
	}
	return today, future
}

// substitute is what to do in place of a chief.
func (d *chart) substitute(i engine.Instead) post {
	purpose := orElse(engine.OneLine(i.ForTitle), strings.ReplaceAll(engine.OneLine(i.For), "_", " "))
	return post{titles: []string{i.Title}, status: d.language.Speak("For %s", purpose), tip: engine.OneLine(i.Because), look: instead}
}

// filled is a person as advised.
func (d *chart) filled(p person) post {
	var tips []string
	for _, r := range p.roles {
		tips = append(tips, orElse(engine.OneLine(r.ModeBecause), engine.OneLine(r.Profile.Purpose)))
	}
	return post{titles: titles(p.roles), status: wording.Capital(d.status(p)), tip: strings.TrimSpace(strings.Join(slices.Compact(tips), " ")),
		look: lookOf(p.roles[0].Verdict, p.roles[0].Held)}
}

// status says what to do about a person.
func (d *chart) status(p person) string {
	first := p.roles[0]
	said := first.VerdictText(d.language)
	if hired := d.hired(); len(hired) > 1 && hired[0] == first {
		said = d.language.Speak("hire first, %s", first.ModeText(d.language))
	} else if len(hired) > 1 && slices.Contains(hired, first) {
		said = d.language.Speak("then hire, %s", first.ModeText(d.language))
	}
	switch more := len(p.roles) - len(p.held()); {
	case first.Held && more > 0:
		said += "; " + d.language.Count(more, "takes on %d more role", "takes on %d more roles")
	case len(p.roles) > 1:
		said += "; " + engine.OnePerson(d.language, len(p.roles))
	}
	return said
}

// hired returns the first role of each person that is to be hired, in their sequence.
func (d *chart) hired() []*engine.Role {
	var found []*engine.Role
	for _, p := range people(d.advice) {
		if first := p.roles[0]; first.Verdict == engine.VerdictHire {
			found = append(found, first)
		}
	}
	return found
}
