package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/extend"
	"chiefly/engine/source"
)

// writeOrigins tells where the things of an exhibit come from, or only the one with an
// id: from the file in force, from one that it builds on, and what was done to them on
// the way. What was switched off comes last. It reports whether there was anything.
func writeOrigins(w io.Writer, e *engine.Engine, x exhibit, only string) bool {
	edits := map[string][]extend.Edit{}
	var gone []string
	there := x.ids(e)
	for _, edit := range e.Edits() {
		if edit.Section != x.name {
			continue
		}
		if edits[edit.ID] == nil && !slices.Contains(there, edit.ID) {
			gone = append(gone, edit.ID)
		}
		edits[edit.ID] = append(edits[edit.ID], edit)
	}
	shown := false
	for i, id := range append(slices.Clone(there), gone...) {
		if only != "" && only != id {
			continue
		}
		origin := history(edits[id])
		if i < len(there) && edits[id] == nil {
			origin = comesFrom(e, x, i)
		}
		fmt.Fprintf(w, "%s\n    %s\n", source.Printable(id), source.Printable(origin))
		shown = true
	}
	return shown
}

// comesFrom says where a thing stands that nothing was done to.
func comesFrom(e *engine.Engine, x exhibit, i int) string {
	file, at := x.place(e, i)
	mine, extends := x.file(e), x.extends(e)
	switch {
	case !extends:
		return file.Place(at)
	case file.Name == mine.Name:
		return "new, " + file.Place(at)
	}
	return "base, " + file.Place(at)
}

// history says what house files did to a thing of their base.
func history(edits []extend.Edit) string {
	var steps []string
	for _, edit := range edits {
		at := edit.At.File.Place(edit.At.Pos)
		switch {
		case !edit.Off:
			steps = append(steps, fmt.Sprintf("changed in %s (%s)", at, strings.Join(edit.What, ", ")))
		case edit.Section == "questions":
			steps = append(steps, "hidden in "+at)
		default:
			steps = append(steps, "switched off in "+at)
		}
	}
	if len(edits) > 0 {
		steps = append(steps, "base, "+edits[0].Was.File.Place(edits[0].Was.Pos))
	}
	return strings.Join(steps, "; ")
}
