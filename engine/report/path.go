package report

import (
	"io"

	"chiefly/engine"
)

// Path writes the advice as a function of a number: the text of
// `chiefly explain --along`. Of each role it tells what is different from the numbers
// before.
func Path(w io.Writer, path *engine.Path, o Options) error {
	p := newPage(o)
	p.fill(0, span{text: plain(path.Ask), style: strong}, span{text: "Now: " + plain(path.NowText) + "."})
	var before engine.SegmentRoles
	for _, s := range path.Segments {
		p.blank()
		now := ""
		if s.Now {
			now = "(now)"
		}
		p.fill(0, span{text: capital(plain(s.Text)) + ":", style: strong}, span{text: plain(s.Headline)}, span{text: now, style: good})
		for i, r := range s.Roles {
			if before == nil || r != before[i] {
				p.item(2, 2, span{text: "-"}, span{text: capital(plain(r.Title)) + ":"}, span{text: verdict(roleOf(r)), style: verdictStyle(roleOf(r))})
			}
		}
		if len(s.Missing) > 0 {
			p.item(2, 2, span{text: "-"}, span{text: "Not answered yet, but needed:"}, span{text: join(s.Missing)})
		}
		before = s.Roles
	}
	return p.writeTo(w)
}

func roleOf(r engine.SegmentRole) *engine.Role {
	return &engine.Role{Verdict: r.Verdict, Mode: r.Mode, GivenTo: r.GivenTo, Held: r.Held}
}
