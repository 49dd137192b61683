package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"chiefly/engine"
)

// JSON writes an advice, or another result such as a comparison, as indented JSON, with
// a newline at the end. Characters that a terminal would obey are written as \u escapes:
// the data stays as it is, and looking at it is safe.
func JSON(w io.Writer, result any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(result); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	_, err := io.WriteString(w, escapeControls(b.String()))
	return err
}

// escapeControls relies on characters outside ASCII, and DEL, being found in
// JSON within strings only; encoding/json escapes the other controls itself.
func escapeControls(text string) string {
	if engine.Printable(text) == text {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if one := string(r); engine.Printable(one) != one {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
