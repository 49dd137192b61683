package space

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// A Space that is restored answers everything as the one that was saved.
func TestRestoredSpacesAreTheSame(t *testing.T) {
	seed := 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		budget := DefaultBudget
		if seed%4 == 0 {
			budget = 0
		}
		saved, err := New(m.flow, m.set, budget)
		if err != nil {
			t.Fatal(err)
		}
		data := saved.Save("key")
		restored, err := Restore(m.flow, m.set, budget, "key", data)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(restored.Save("key"), data) {
			t.Error("the restored space is saved as another one")
		}
		for what, of := range map[string]func(s *Space) (any, error){
			"Findings":   func(s *Space) (any, error) { return s.Findings() },
			"Properties": func(s *Space) (any, error) { return s.Properties() },
			"Shares":     func(s *Space) (any, error) { return s.Shares(nil) },
			"Sample":     func(s *Space) (any, error) { return s.Sample(nil, 100), nil },
			"Count":      func(s *Space) (any, error) { return s.Count(), nil },
		} {
			got, gotErr := of(restored)
			want, wantErr := of(saved)
			if !reflect.DeepEqual(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Errorf("%s of the restored space: %v, %v, not %v, %v", what, got, gotErr, want, wantErr)
			}
		}
	})
}

// What is of other content, or damaged in any byte, is refused.
func TestRestoreRefuses(t *testing.T) {
	m := newModel(7)
	data := m.Save("key")
	restore := func(what, key string, budget int, data []byte) {
		if s, err := Restore(m.flow, m.set, budget, key, data); s != nil || !errors.Is(err, ErrSaved) {
			t.Errorf("%s: %v", what, err)
		}
	}
	restore("another key", "kex", DefaultBudget, data)
	restore("another budget", "key", DefaultBudget+1, data)
	restore("nothing", "key", DefaultBudget, nil)
	for i := range data {
		restore(fmt.Sprintf("the first %d bytes", i), "key", DefaultBudget, data[:i])
		damaged := slices.Clone(data)
		damaged[i] ^= byte(1 << (i % 8))
		restore(fmt.Sprintf("byte %d damaged", i), "key", DefaultBudget, damaged)
	}
}

// A node, a step or a root that means nothing is refused, though the sum is right.
func TestRestoreRefusesWhatMeansNothing(t *testing.T) {
	m := newModel(7)
	body := m.Save("key")[len(savedForm)+sha256.Size:]
	nodes := 4 + len("key") + 4 + 4 + 4*len(m.flow.Questions) + 4
	steps := nodes + 4*len(m.store.nodes.cells) + 4 + 4*len(m.automaton.keys.cells) + 4
	rules := steps + 4*len(m.automaton.steps) + 4
	for what, at := range map[string][2]int{"node": {nodes, len(m.store.nodes.cells)}, "step": {steps, len(m.automaton.steps)}, "rule": {rules, len(m.rules)}} {
		for i := range at[1] {
			for _, number := range []int32{-3, 1 << 30} {
				damaged := slices.Clone(body)
				binary.LittleEndian.PutUint32(damaged[at[0]+4*i:], uint32(number))
				if s, err := restoreBody(m, damaged); s != nil || !errors.Is(err, ErrSaved) {
					t.Fatalf("%s, number %d is %d: %v", what, i, number, err)
				}
			}
		}
	}
}

func restoreBody(m *brute, body []byte) (*Space, error) {
	sum := sha256.Sum256(body)
	return Restore(m.flow, m.set, DefaultBudget, "key", slices.Concat([]byte(savedForm), sum[:], body))
}

// Whatever is restored, though its sum is right, means something: nothing is out of
// bounds.
func FuzzRestore(f *testing.F) {
	m := newModel(7)
	data := m.Save("key")
	const from = len(savedForm) + sha256.Size
	f.Add(uint32(60), uint32(3), data[from:])
	f.Add(uint32(90), uint32(0xffff_ffff), data[from:])
	f.Add(uint32(0), uint32(0), data[from:len(data)-4])
	f.Fuzz(func(t *testing.T, at, number uint32, body []byte) {
		body = slices.Clone(body)
		for i := range 4 {
			if int(at)+i < len(body) {
				body[int(at)+i] = byte(number >> (8 * i))
			}
		}
		s, err := restoreBody(m, body)
		if (s == nil) != errors.Is(err, ErrSaved) {
			t.Fatal(err)
		}
		if s != nil {
			s.Count()
			s.walkNodes(slices.Concat(s.rules, s.held, s.rows, s.roots), func(int32, []node) {})
		}
	})
}

func BenchmarkRestore(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	data := s.Save("key")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Restore(s.flow, s.set, DefaultBudget, "key", data); err != nil {
			b.Fatal(err)
		}
	}
}
