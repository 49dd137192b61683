package source

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// A Format is a way to write data.
type Format string

// The formats that Parse reads.
const (
	YAML Format = "YAML"
	JSON Format = "JSON"
	TOML Format = "TOML"
)

// FormatOf tells the format of a file by the ending of its name. It reports
// false for endings that it does not know.
func FormatOf(name string) (Format, bool) {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
		return YAML, true
	case ".json":
		return JSON, true
	case ".toml":
		return TOML, true
	}
	return "", false
}

// Parse reads a file in the given format. It returns nil and what is wrong when
// the file cannot be read at all, and the tree with a list of problems, such as
// repeated keys, when the rest of it can. An empty file is a Null node.
func Parse(file *File, format Format) (*Node, List) {
	if bad := unreadable(file); bad != nil {
		return nil, bad
	}
	var root *Node
	var problems List
	switch format {
	case JSON:
		root, problems = parseJSON(file)
	case TOML:
		root, problems = parseTOML(file)
	default:
		root, problems = parseYAML(file)
	}
	if root == nil {
		return nil, problems
	}
	return root, append(problems, repeatedKeys(root)...)
}

// unreadable refuses what no format allows: too much, bytes that are no UTF-8,
// control characters.
func unreadable(file *File) List {
	if len(file.Data) > MaxBytes {
		return List{{File: file.Name, Message: fmt.Sprintf("the file is larger than %d bytes", MaxBytes),
			Hint: "split it, or remove what does not belong in it"}}
	}
	for i, r := range string(file.Data) {
		if r == utf8.RuneError && !bytes.HasPrefix(file.Data[i:], []byte("\ufffd")) {
			return List{file.diagnose(i, "the file is not UTF-8 text", "save it with the encoding UTF-8")}
		}
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return List{file.diagnose(i, fmt.Sprintf("control character %U is not allowed", r), "remove it")}
		}
	}
	return nil
}

// What a file is told whose lists and mappings nest deeper than MaxDepth.
const (
	tooDeep     = "lists and mappings nest too deep"
	tooDeepHint = "write it flatter; 64 levels are allowed"
)

func (f *File) diagnose(offset int, message, hint string) Diagnostic {
	pos := f.inside(f.posAt(offset))
	return Diagnostic{File: f.Name, Pos: pos, Width: 1, Message: message, Hint: hint, Line: f.Line(pos.Line)}
}

// repeatedKeys finds keys that a mapping has twice, at any depth.
func repeatedKeys(n *Node) List {
	var problems List
	seen := make(map[string]Pos, len(n.Keys))
	for _, key := range n.Keys {
		if first, twice := seen[key.Value]; twice {
			problems = append(problems, key.Diagnose("key "+Quote(key.Value)+" is given twice",
				fmt.Sprintf("it is given first on line %d; keep one", first.Line)))
			continue
		}
		seen[key.Value] = key.Pos
	}
	for _, item := range n.Items {
		problems = append(problems, repeatedKeys(item)...)
	}
	return problems
}
