package record_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
	"chiefly/engine/rule"
)

// organisations returns records of the built-in flow, fully answered.
func organisations(b *testing.B, f record.Format) (header []byte, lines [][]byte) {
	g := recordtest.New(builtIn(b).Flow(), 1)
	var row record.Row
	for range 1000 {
		g.Next(&row)
		lines = append(lines, bytes.TrimSuffix(g.Append(nil, f, &row), []byte("\n")))
	}
	return bytes.TrimSpace(g.Header(f)), lines
}

// each runs read on one line after the other.
func each(b *testing.B, lines [][]byte, read func(line []byte) error) {
	total := 0
	for _, line := range lines {
		total += len(line) + 1
	}
	b.SetBytes(int64(total / len(lines)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := read(lines[i%len(lines)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead measures our readers beside the standard library's, on the same
// organisations. The library's readers stop at texts and numbers; ours end with
// answers.
func BenchmarkRead(b *testing.B) {
	f := builtIn(b).Flow()
	var row record.Row
	header, cells := organisations(b, record.CSV)
	_, lines := organisations(b, record.JSON)
	b.Run("json", func(b *testing.B) {
		r := record.NewJSONReader(f)
		each(b, lines, func(line []byte) error { return r.Read(line, &row) })
	})
	b.Run("csv", func(b *testing.B) {
		r := csvReader(b, f, string(header))
		each(b, cells, func(line []byte) error { return r.Read(line, &row) })
	})
	b.Run("encoding_json_struct", func(b *testing.B) {
		each(b, lines, func(line []byte) error {
			var o organisation
			return json.Unmarshal(line, &o)
		})
	})
	b.Run("encoding_json_map", func(b *testing.B) {
		each(b, lines, func(line []byte) error {
			var o map[string]any
			return json.Unmarshal(line, &o)
		})
	})
	b.Run("encoding_csv", func(b *testing.B) {
		data := bytes.Join(cells, []byte("\n"))
		r := csv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		each(b, cells, func([]byte) error {
			_, err := r.Read()
			if errors.Is(err, io.EOF) {
				r = csv.NewReader(bytes.NewReader(data))
				r.ReuseRecord = true
				err = nil
			}
			return err
		})
	})
}

// organisation is what somebody would decode a record of the built-in flow into.
type organisation struct {
	Organisation         string   `json:"organisation"`
	Headcount            int      `json:"headcount"`
	Industry             string   `json:"industry"`
	TechnologyRole       string   `json:"technology_role"`
	Stage                string   `json:"stage"`
	Priorities           []string `json:"priorities"`
	CurrentLeaders       []string `json:"current_leaders"`
	Engineers            int      `json:"engineers"`
	Pains                []string `json:"pains"`
	TechnicalFounder     bool     `json:"technical_founder"`
	LeadershipLoad       string   `json:"leadership_load"`
	ExecutiveBudget      string   `json:"executive_budget"`
	TechnologyAttitude   string   `json:"technology_attitude"`
	ProductBuild         string   `json:"product_build"`
	RndIntensity         string   `json:"rnd_intensity"`
	Customers            string   `json:"customers"`
	ITProvision          string   `json:"it_provision"`
	ITStaff              int      `json:"it_staff"`
	SystemsState         string   `json:"systems_state"`
	EstateComplexity     string   `json:"estate_complexity"`
	Footprint            string   `json:"footprint"`
	Upcoming             []string `json:"upcoming"`
	Disruption           string   `json:"disruption"`
	InnovationCommitment string   `json:"innovation_commitment"`
	InnovationOwner      string   `json:"innovation_owner"`
	Growth               string   `json:"growth"`
	Revenue              int      `json:"revenue"`
	Ownership            string   `json:"ownership"`
	Regulation           string   `json:"regulation"`
}

// BenchmarkNext measures cutting a stream into records.
func BenchmarkNext(b *testing.B) {
	for _, f := range []record.Format{record.JSON, record.CSV} {
		b.Run(f.String(), func(b *testing.B) {
			_, lines := organisations(b, f)
			chunk := append(bytes.Join(lines, []byte("\n")), '\n')
			rest := []byte(nil)
			each(b, lines, func([]byte) error {
				if len(rest) == 0 {
					rest = chunk[:record.Complete(f, chunk, false)]
				}
				_, rest, _ = record.Next(f, rest)
				return nil
			})
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	set := builtIn(b).Rules()
	_, lines := organisations(b, record.JSON)
	r := record.NewJSONReader(builtIn(b).Flow())
	rows, results := make([]record.Row, len(lines)), make([]rule.Result, len(lines))
	for i, line := range lines {
		if err := r.Read(line, &rows[i]); err != nil {
			b.Fatal(err)
		}
		var e rule.Encoded
		set.Encode(&e, rows[i].Answers)
		set.Evaluate(&results[i], &e)
	}
	for _, f := range []record.Format{record.JSON, record.CSV} {
		for _, explain := range []bool{false, true} {
			name := f.String()
			if explain {
				name += "_explained"
			}
			b.Run(name, func(b *testing.B) {
				w := record.NewWriter(set, f, explain)
				var out []byte
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					out = w.Append(out[:0], &rows[i%len(rows)], &results[i%len(rows)])
				}
				b.SetBytes(int64(len(out)))
			})
		}
	}
}
