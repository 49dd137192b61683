package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

func parseJSON(file *File) (*Node, List) {
	if len(bytes.TrimSpace(file.Data)) == 0 {
		return &Node{Kind: Null, File: file, Pos: Pos{1, 1}}, nil
	}
	p := jsonParser{file: file, decoder: json.NewDecoder(bytes.NewReader(file.Data))}
	p.decoder.UseNumber()
	root, err := p.value(0)
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return nil, List{p.problem(err)}
	}
	return root, nil
}

// A jsonParser reads tokens and keeps their offsets.
type jsonParser struct {
	file    *File
	decoder *json.Decoder
}

var errTooDeep = errors.New("lists and mappings nest too deep")

// start returns the offset at which the next token begins.
func (p *jsonParser) start() int {
	offset := int(p.decoder.InputOffset())
	rest := p.file.Data[offset:]
	return offset + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
}

func (p *jsonParser) value(depth int) (*Node, error) {
	if depth > MaxDepth {
		return nil, errTooDeep
	}
	offset := p.start()
	token, err := p.decoder.Token()
	if err != nil {
		return nil, err
	}
	n := &Node{File: p.file, Pos: p.file.posAt(offset)}
	switch t := token.(type) {
	case json.Delim:
		return n, p.collection(n, t, depth)
	case string:
		n.Kind, n.Value, n.quoted, n.style = Text, t, true, double
	case json.Number:
		n.Kind, n.Value = Int, t.String()
		if strings.ContainsAny(n.Value, ".eE") {
			n.Kind = Float
		}
	case bool:
		n.Kind, n.Value = Bool, fmt.Sprint(t)
	case nil:
		n.Kind, n.Value = Null, "null"
	}
	return n, nil
}

// collection reads what follows an opening bracket, with its closing one.
func (p *jsonParser) collection(n *Node, open json.Delim, depth int) error {
	n.Kind = Sequence
	if open == '{' {
		n.Kind = Mapping
	}
	for p.decoder.More() {
		if n.Kind == Mapping {
			key, err := p.value(depth + 1)
			if err != nil {
				return err
			}
			n.Keys = append(n.Keys, key)
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.decoder.Token()
	return err
}

// end refuses anything after the value.
func (p *jsonParser) end() error {
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the end of the value")
	}
	return nil
}

func (p *jsonParser) problem(err error) Diagnostic {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return p.file.diagnose(len(bytes.TrimRight(p.file.Data, " \t\r\n")), "not JSON: the file ends too early", "close every bracket and quote")
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return p.file.diagnose(int(syntax.Offset)-1, "not JSON: "+syntax.Error(), "")
	}
	return p.file.diagnose(p.start(), "not JSON: "+err.Error(), "")
}
