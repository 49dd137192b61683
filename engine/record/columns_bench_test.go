package record

import "testing"

// BenchmarkColumns reads rows of the sample export: ten columns, of which eight
// are mapped onto seven questions, four of them by expressions.
func BenchmarkColumns(b *testing.B) {
	c, header, rows := register(b)
	objects := asObjects(b, header, rows)
	for _, format := range []struct {
		name    string
		reader  Reader
		records []string
	}{{"csv", csvOf(b, c, header), rows}, {"jsonl", c.JSONReader(), objects}} {
		b.Run(format.name, func(b *testing.B) {
			var row Row
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := format.reader.Read([]byte(format.records[i%len(rows)]), &row); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
