package batch

import (
	"testing"

	"chiefly/engine/record"
)

// newWorkplace returns a worker, and a chunk of so many rows for it.
func newWorkplace(t testing.TB, f record.Format, rows int) (*worker, *chunk) {
	t.Helper()
	header, all, _ := organisations(f, rows, 0)
	j := &Job{Engine: builtIn(), tune: small}
	j.defaults()
	in := &input{name: "a", format: f}
	if f == record.CSV {
		in.header = []byte(header[:len(header)-1])
	}
	w, err := newWorker(&run{job: j, plan: &plan{inputs: []*input{in}}, output: &sink{}})
	if err != nil {
		t.Fatal(err)
	}
	return w, &chunk{input: in, data: []byte(text("", all)), line: 1, tally: newTally(j.Engine)}
}

// Once its buffers have grown, a worker allocates nothing for sound rows.
func TestWorkerDoesNotAllocate(t *testing.T) {
	for _, f := range []record.Format{record.JSON, record.CSV} {
		w, c := newWorkplace(t, f, 200)
		allocations := testing.AllocsPerRun(5, func() { w.process(c) })
		same(t, int64(200), c.tally.Advised)
		if allocations > 1 {
			t.Errorf("%v allocations for 200 rows of %s", allocations, f)
		}
	}
}
