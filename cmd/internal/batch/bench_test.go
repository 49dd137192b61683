package batch

import (
	"testing"

	"chiefly/engine/record"
)

// BenchmarkWorker measures what a row costs from the record to the row, without
// files.
func BenchmarkWorker(b *testing.B) {
	for _, f := range []record.Format{record.JSON, record.CSV} {
		b.Run(f.String(), func(b *testing.B) {
			w, c := newWorkplace(b, f, 200)
			b.SetBytes(int64(len(c.data) / 200))
			b.ReportAllocs()
			for range b.N/200 + 1 {
				w.process(c)
			}
		})
	}
}
