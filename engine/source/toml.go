package source

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

func parseTOML(file *File) (*Node, List) {
	root := &Node{Kind: Mapping, File: file, Pos: Pos{1, 1}}
	p := tomlParser{file: file, root: root, table: root, items: map[tomlKey]*Node{}}
	p.parser.Reset(file.Data)
	for p.parser.NextExpression() {
		p.expression(p.parser.Expression())
	}
	if err := p.parser.Error(); err != nil {
		return nil, List{p.problem(err)}
	}
	if deep := beyond(root, MaxDepth); deep != nil {
		return nil, List{deep.Diagnose(tooDeep, tooDeepHint)}
	}
	return root, p.problems
}

// beyond returns a list or mapping that is n or lies in it and has depth others
// around it, or nil.
func beyond(n *Node, depth int) *Node {
	if n.Kind < Sequence {
		return nil
	}
	if depth == 0 {
		return n
	}
	for _, item := range n.Items {
		if deep := beyond(item, depth-1); deep != nil {
			return deep
		}
	}
	return nil
}

// A tomlParser keeps the table that key and value lines belong to.
type tomlParser struct {
	file     *File
	parser   unstable.Parser
	root     *Node
	table    *Node
	items    map[tomlKey]*Node // what stands under a key first
	problems List
}

type tomlKey struct {
	table *Node
	name  string
}

func (p *tomlParser) add(table, key, item *Node) {
	table.Keys, table.Items = append(table.Keys, key), append(table.Items, item)
	if k := (tomlKey{table, key.Value}); p.items[k] == nil {
		p.items[k] = item
	}
}

func (p *tomlParser) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.KeyValue:
		table, key := p.descend(p.table, e.Key())
		if table != nil {
			p.add(table, key, p.value(e.Value(), key.Pos))
		}
	case unstable.Table:
		p.table = &Node{Kind: Mapping, File: p.file} // of no use if its name leads nowhere
		if table, key := p.descend(p.root, e.Key()); table != nil {
			p.table.Pos = key.Pos
			p.add(table, key, p.table)
		}
	case unstable.ArrayTable:
		p.table = &Node{Kind: Mapping, File: p.file} // its lines belong to nothing else
		p.problems = append(p.problems, p.at(e).Diagnose("lists of tables ([[...]]) have no meaning here", ""))
	}
}

// descend follows a dotted key from a table. It returns the table that holds
// the last part, and that part, or nil when the path leads through a value.
func (p *tomlParser) descend(table *Node, parts unstable.Iterator) (*Node, *Node) {
	for parts.Next() {
		key := p.at(parts.Node())
		key.Kind, key.Value = Text, string(parts.Node().Data)
		if parts.IsLast() {
			return table, key
		}
		next := p.items[tomlKey{table, key.Value}]
		if next == nil {
			next = &Node{Kind: Mapping, File: p.file, Pos: key.Pos}
			p.add(table, key, next)
		}
		if next.Kind != Mapping {
			p.problems = append(p.problems, key.Diagnose("key "+Quote(key.Value)+" is a value already", ""))
			return nil, nil
		}
		table = next
	}
	return nil, nil
}

// value reads a value. One without a place of its own, an empty list, stands
// where the key or the list around it does.
func (p *tomlParser) value(v *unstable.Node, around Pos) *Node {
	n := p.at(v)
	if !n.Pos.IsValid() {
		n.Pos = around
	}
	n.Value = string(v.Data)
	switch v.Kind {
	case unstable.String:
		n.Kind, n.quoted, n.style = Text, true, double
		if p.file.Data[v.Raw.Offset] == '\'' {
			n.style = verbatim
		}
	case unstable.Bool:
		n.Kind = Bool
	case unstable.Integer:
		n.Kind, n.Value = Int, strings.ReplaceAll(n.Value, "_", "")
	case unstable.Float:
		n.Kind = Float
	case unstable.Array:
		n.Kind = Sequence
		for items := v.Children(); items.Next(); {
			if items.Node().Kind != unstable.Comment {
				n.Items = append(n.Items, p.value(items.Node(), n.Pos))
			}
		}
	case unstable.InlineTable:
		n.Kind = Mapping
		for pairs := v.Children(); pairs.Next(); {
			if table, key := p.descend(n, pairs.Node().Key()); table != nil {
				p.add(table, key, p.value(pairs.Node().Value(), key.Pos))
			}
		}
	default: // dates and times are texts to us
		n.Kind = Text
	}
	return n
}

func (p *tomlParser) at(e *unstable.Node) *Node {
	n := &Node{File: p.file}
	if offset := p.offset(e); offset >= 0 {
		n.Pos = p.file.posAt(offset)
	}
	return n
}

// offset finds where a node begins, or -1. The library records it for most
// kinds; a list begins where its first item does.
func (p *tomlParser) offset(e *unstable.Node) int {
	if e.Raw.Length > 0 {
		return int(e.Raw.Offset)
	}
	if len(e.Data) > 0 {
		return int(p.parser.Range(e.Data).Offset)
	}
	if child := e.Child(); child != nil {
		return p.offset(child)
	}
	return -1
}

func (p *tomlParser) problem(err error) Diagnostic {
	var syntax *unstable.ParserError
	if errors.As(err, &syntax) {
		offset := 0
		if len(syntax.Highlight) > 0 {
			offset = int(p.parser.Range(syntax.Highlight).Offset)
		}
		for offset > 0 && offset < len(p.file.Data) && !utf8.RuneStart(p.file.Data[offset]) {
			offset-- // the library counts bytes and may point into a character
		}
		return p.file.diagnose(offset, "not TOML: "+syntax.Message, "")
	}
	return Diagnostic{File: p.file.Name, Message: "not TOML: " + err.Error()}
}
