package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

func parseYAML(file *File) (*Node, List) {
	if bad := oddBreak(file); bad != nil {
		return nil, bad
	}
	loader, err := yaml.NewLoader(bytes.NewReader(file.Data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		return nil, List{{File: file.Name, Message: err.Error()}}
	}
	var doc yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return &Node{Kind: Null, File: file, Pos: Pos{1, 1}}, nil
	case err != nil:
		return nil, List{yamlProblem(file, err)}
	}
	var second yaml.Node
	if err := loader.Load(&second); err == nil {
		return nil, List{{File: file.Name, Pos: Pos{second.Line, second.Column}, Width: 1, Line: file.Line(second.Line),
			Message: "the file holds more than one document", Hint: "keep one document a file, without a second ---"}}
	} else if !errors.Is(err, io.EOF) {
		return nil, List{yamlProblem(file, err)}
	}
	c := converter{file: file, end: file.posAt(file.length())}
	root := c.convert(doc.Content[0])
	return root, c.problems
}

// oddBreak refuses the line breaks that YAML knows and editors do not count, by
// which every place after them would be wrong.
func oddBreak(file *File) List {
	for i, r := range string(file.Data) {
		switch {
		case r == '\r' && !bytes.HasPrefix(file.Data[i+1:], []byte("\n")),
			r == '\u0085', r == '\u2028', r == '\u2029':
			return List{file.diagnose(i, fmt.Sprintf("line break %U is not allowed", r), `end lines as usual; in a text in double quotes write \n`)}
		}
	}
	return nil
}

// within turns the line after the last one, where the YAML library puts what is
// missing at the end of a file, into that end.
func within(p, end Pos) Pos {
	if p.Line > end.Line {
		return end
	}
	return p
}

// yamlProblem puts an error of the YAML library into words and into its place.
func yamlProblem(file *File, err error) Diagnostic {
	d := file.diagnose(0, "not YAML: "+err.Error(), "")
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return d
	}
	d.Message = "not YAML: " + load.Message
	if load.Mark.Line > 0 {
		d.Pos = within(Pos{load.Mark.Line, max(1, load.Mark.Column)}, file.posAt(file.length()))
		d.Line = file.Line(d.Pos.Line)
	}
	switch {
	case strings.Contains(load.Message, "max depth"):
		d.Message, d.Hint = tooDeep, tooDeepHint
	case strings.Contains(load.Message, "mapping values are not allowed"):
		d.Hint = `put a text that contains ": " into quotes`
	case strings.Contains(load.Message, "tab character"), strings.Contains(load.Message, "cannot start any token") && strings.Contains(d.Line, "\t"):
		d.Hint = "indent with blanks, not with tabs"
	case quotedBeginning.MatchString(d.Line):
		d.Hint = `a value that begins with a quote ends with it; put all of it into single quotes, such as '"a" in b'`
	case strings.Contains(load.Message, "did not find expected '-' indicator"):
		d.Hint = "indent the line like the others of its entry"
	case load.ContextMsg != "":
		d.Hint = load.ContextMsg
	}
	return d
}

// quotedBeginning finds a value that goes on after its closing quote, as a
// condition such as "a" in b does.
var quotedBeginning = regexp.MustCompile(`:\s+("[^"]*"|'[^']*')\s+[^\s#]`)

// A converter turns the library's nodes into ours.
type converter struct {
	file     *File
	end      Pos
	problems List
}

func (c *converter) convert(y *yaml.Node) *Node {
	n := &Node{File: c.file, Pos: within(Pos{y.Line, y.Column}, c.end)}
	c.refuse(y, n)
	switch y.Kind {
	case yaml.SequenceNode:
		n.Kind = Sequence
		for _, item := range y.Content {
			n.Items = append(n.Items, c.convert(item))
		}
	case yaml.MappingNode:
		n.Kind = Mapping
		for i := 0; i+1 < len(y.Content); i += 2 {
			key := c.convert(y.Content[i])
			if key.Kind >= Sequence {
				c.problems = append(c.problems, key.Diagnose("a key must be a plain name", ""))
				continue
			}
			n.Keys = append(n.Keys, key)
			n.Items = append(n.Items, c.convert(y.Content[i+1]))
		}
	case yaml.ScalarNode:
		c.scalar(y, n)
	}
	return n
}

// refuse reports the parts of YAML that can surprise: anchors, aliases, tags
// and merge keys.
func (c *converter) refuse(y *yaml.Node, n *Node) {
	const hint = "write the value out where it is used"
	switch {
	case y.Kind == yaml.AliasNode:
		c.problems = append(c.problems, n.Diagnose("an alias (*"+y.Value+") is not allowed", hint))
	case y.Anchor != "":
		c.problems = append(c.problems, n.Diagnose("an anchor (&"+y.Anchor+") is not allowed", hint))
	case y.Tag == "!!merge":
		c.problems = append(c.problems, n.Diagnose("a merge key (<<) is not allowed", hint))
	case y.Style&yaml.TaggedStyle != 0:
		c.problems = append(c.problems, n.Diagnose("a tag ("+y.Tag+") is not allowed", "remove it; put a text into quotes"))
	}
}

func (c *converter) scalar(y *yaml.Node, n *Node) {
	n.Value = y.Value
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.style, n.quoted = double, true
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.style, n.quoted = single, true
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		n.style = block
	}
	switch y.Tag {
	case "!!null":
		n.Kind = Null
	case "!!int":
		n.Kind = Int
	case "!!float":
		n.Kind = Float
	case "!!bool":
		n.Kind = Bool
	default: // texts, and dates, which stay the text they are
		n.Kind = Text
	}
}
