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
	if file.length() == 0 {
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

var errTooDeep = errors.New(tooDeep)

// start returns the offset at which the next token begins.
func (p *jsonParser) start() int {
	offset := int(p.decoder.InputOffset())
	rest := p.file.Data[offset:]
	return offset + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
}

func (p *jsonParser) value(depth int) (*Node, error) {
	offset := p.start()
	if depth >= MaxDepth && offset < len(p.file.Data) && strings.IndexByte("[{", p.file.Data[offset]) >= 0 {
		return nil, errTooDeep
	}
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

// errMore is refined by problem.
var errMore = errors.New("there is more after the end of the value")

// end refuses anything after the value.
func (p *jsonParser) end() error {
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		return errMore
	}
	return nil
}

// problem says what is wrong and where. The decoder is vague about offsets, so
// that they come from a second reading of the whole file.
func (p *jsonParser) problem(err error) Diagnostic {
	if errors.Is(err, errTooDeep) {
		return p.file.diagnose(p.start(), tooDeep, tooDeepHint)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return p.file.diagnose(p.file.length(), "not JSON: the file ends too early", "close every bracket and quote")
	}
	offset := p.start()
	var syntax *json.SyntaxError
	if whole := json.Unmarshal(p.file.Data, new(json.RawMessage)); errors.As(whole, &syntax) {
		offset, err = int(syntax.Offset)-1, syntax
	}
	return p.file.diagnose(offset, "not JSON: "+err.Error(), "")
}
