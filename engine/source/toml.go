package source

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

func parseTOML(file *File) (*Node, List) {
	root := &Node{Kind: Mapping, File: file, Pos: Pos{1, 1}}
	p := tomlParser{file: file, root: root, table: root}
	p.parser.Reset(file.Data)
	for p.parser.NextExpression() {
		p.expression(p.parser.Expression())
	}
	if err := p.parser.Error(); err != nil {
		return nil, List{p.problem(err)}
	}
	return root, p.problems
}

// A tomlParser keeps the table that key and value lines belong to.
type tomlParser struct {
	file     *File
	parser   unstable.Parser
	root     *Node
	table    *Node
	problems List
}

func (p *tomlParser) expression(e *unstable.Node) {
	switch e.Kind {
	case unstable.KeyValue:
		table, key := p.descend(p.table, e.Key())
		if table != nil {
			table.Keys = append(table.Keys, key)
			table.Items = append(table.Items, p.value(e.Value()))
		}
	case unstable.Table:
		table, key := p.descend(p.root, e.Key())
		if table == nil {
			return
		}
		p.table = &Node{Kind: Mapping, File: p.file, Pos: key.Pos}
		table.Keys = append(table.Keys, key)
		table.Items = append(table.Items, p.table)
	case unstable.ArrayTable:
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
		next := table.child(key.Value)
		if next == nil {
			next = &Node{Kind: Mapping, File: p.file, Pos: key.Pos}
			table.Keys, table.Items = append(table.Keys, key), append(table.Items, next)
		}
		if next.Kind != Mapping {
			p.problems = append(p.problems, key.Diagnose("key "+Quote(key.Value)+" is a value already", ""))
			return nil, nil
		}
		table = next
	}
	return nil, nil
}

func (n *Node) child(key string) *Node {
	for i, k := range n.Keys {
		if k.Value == key {
			return n.Items[i]
		}
	}
	return nil
}

func (p *tomlParser) value(v *unstable.Node) *Node {
	n := p.at(v)
	n.Value = string(v.Data)
	switch v.Kind {
	case unstable.String:
		n.Kind, n.quoted, n.style = Text, true, double
		if strings.HasPrefix(string(p.file.Data[v.Raw.Offset:]), "'") {
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
				n.Items = append(n.Items, p.value(items.Node()))
			}
		}
	case unstable.InlineTable:
		n.Kind = Mapping
		for pairs := v.Children(); pairs.Next(); {
			if table, key := p.descend(n, pairs.Node().Key()); table != nil {
				table.Keys = append(table.Keys, key)
				table.Items = append(table.Items, p.value(pairs.Node().Value()))
			}
		}
	default: // dates and times are texts to us
		n.Kind = Text
	}
	return n
}

func (p *tomlParser) at(e *unstable.Node) *Node {
	return &Node{File: p.file, Pos: p.file.posAt(p.offset(e))}
}

// offset finds where a node begins. The library records it for most kinds; a
// list begins where its first item does.
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
	return 0
}

func (p *tomlParser) problem(err error) Diagnostic {
	var syntax *unstable.ParserError
	if errors.As(err, &syntax) {
		offset := 0
		if len(syntax.Highlight) > 0 {
			offset = int(p.parser.Range(syntax.Highlight).Offset)
		}
		return p.file.diagnose(offset, "not TOML: "+syntax.Message, "")
	}
	return Diagnostic{File: p.file.Name, Message: "not TOML: " + err.Error()}
}
