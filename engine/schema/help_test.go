package schema_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"chiefly/engine"
	"chiefly/engine/schema"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

func builtIn(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// resolved returns the schema of a kind of file of the built-in content, as another
// program reads it.
func resolved(t testing.TB, kind schema.Kind) *jsonschema.Resolved {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal(schema.For(kind, builtIn(t)), &s); err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return r
}

// builtInText returns a built-in file.
func builtInText(t testing.TB, name string) string {
	t.Helper()
	fsys := fs.FS(questions.FS)
	if path.Dir(name) == "rules" {
		fsys = rules.FS
	}
	data, err := fs.ReadFile(fsys, path.Base(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// value returns a file as an editor reads it, or false for one that is no YAML.
func value(text string) (any, bool) {
	root, problems := source.Parse(source.NewFile("file", []byte(text)), source.YAML)
	if root == nil || len(problems) > 0 {
		return nil, false
	}
	return plain(root), true
}

func plain(n *source.Node) any {
	switch n.Kind {
	case source.Null:
		return nil
	case source.Bool:
		return strings.EqualFold(n.Value, "true")
	case source.Int, source.Float:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	case source.Sequence:
		items := []any{}
		for _, item := range n.Items {
			items = append(items, plain(item))
		}
		return items
	case source.Mapping:
		members := map[string]any{}
		for i, item := range n.Items {
			members[n.Keys[i].Value] = plain(item)
		}
		return members
	}
	return n.Value
}
