package batch

import "sync/atomic"

// Progress is how far a run has come.
type Progress struct {
	Bytes  int64 // read of the inputs, as they lie on the disk
	Total  int64 // bytes to read; -1 where an input is a stream
	Rows   int64 // written or refused, and those of other shards
	Before int64 // those among Rows that are of the run that this one goes on with
}

// meter is kept up to date while a run goes on.
type meter struct {
	bytes, total, rows, before atomic.Int64
}

// Progress returns how far the run has come. It may be called at any time, from
// any goroutine.
func (j *Job) Progress() Progress {
	return Progress{Bytes: j.meter.bytes.Load(), Total: j.meter.total.Load(), Rows: j.meter.rows.Load(), Before: j.meter.before.Load()}
}

// pass leaves out bytes that need not be read, since a former run has read them.
func (m *meter) pass(n int64) {
	if m.total.Load() >= 0 {
		m.total.Add(-n)
	}
}

// measure adds up the sizes of the inputs.
func (m *meter) measure(inputs []*input) {
	total := int64(0)
	for _, in := range inputs {
		if in.info == nil {
			m.total.Store(-1)
			return
		}
		total += in.info.Size()
	}
	m.total.Store(total)
}
