package main

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// sampleTime is about how much processor time one contender gets in a round.
const sampleTime = 10 * time.Millisecond

// A measurement is what one evaluation by one contender costs.
type measurement struct {
	name   string
	cpu    []float64 // nanoseconds of processor time, by round
	bytes  float64   // allocated
	allocs float64
}

// least and middle are the shortest and the median time of the rounds.
func (m *measurement) least() float64  { return slices.Min(m.cpu) }
func (m *measurement) middle() float64 { return median(m.cpu) }

// over returns how many times as long m takes as other: the median of the ratios
// of the rounds, in which both met the same noise.
func (m *measurement) over(other *measurement) float64 {
	var ratios []float64
	for round := range m.cpu {
		ratios = append(ratios, m.cpu[round]/other.cpu[round])
	}
	return median(ratios)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// measure times contenders in rounds, in each of which every one has its turn, so
// that what else the machine does hits all alike. Each goes on through the
// organisations where it stopped the round before.
func measure(contenders []*contender, rounds int) ([]*measurement, error) {
	timers := make([]*timer, len(contenders))
	measurements := make([]*measurement, len(contenders))
	for i, c := range contenders {
		timers[i] = &timer{contender: c, measurement: measurement{name: c.name}}
		measurements[i] = &timers[i].measurement
		if err := timers[i].calibrate(); err != nil {
			return nil, err
		}
	}
	for range rounds {
		for _, t := range timers {
			if err := t.sample(); err != nil {
				return nil, err
			}
		}
	}
	return measurements, nil
}

// A timer runs a contender again and again.
type timer struct {
	*contender
	measurement
	next int // organisation
	runs int // in a sample
}

func (t *timer) repeat(runs int) error {
	for runs > 0 {
		n := min(runs, t.organisations-t.next)
		if err := t.run(t.next, t.next+n); err != nil {
			return fmt.Errorf("%s: %w", t.contender.name, err)
		}
		runs -= n
		t.next = (t.next + n) % t.organisations
	}
	return nil
}

// calibrate finds how many runs fill a sample, and what a run allocates.
func (t *timer) calibrate() error {
	for t.runs = 1; ; t.runs *= 2 {
		spent := time.Duration(math.MaxInt64)
		for range 2 { // the first may have met something else
			before := processorTime()
			if err := t.repeat(t.runs); err != nil {
				return err
			}
			spent = min(spent, processorTime()-before)
		}
		if spent >= sampleTime/2 {
			t.runs = max(1, int(float64(t.runs)*float64(sampleTime)/float64(spent)))
			break
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := t.repeat(t.runs)
	runtime.ReadMemStats(&after)
	t.bytes = float64(after.TotalAlloc-before.TotalAlloc) / float64(t.runs)
	t.allocs = float64(after.Mallocs-before.Mallocs) / float64(t.runs)
	return err
}

// sample times one round. Garbage of the contender before is collected first, and
// the caches are warmed.
func (t *timer) sample() error {
	runtime.GC()
	if err := t.repeat(t.runs / 10); err != nil {
		return err
	}
	before := processorTime()
	err := t.repeat(t.runs)
	t.cpu = append(t.cpu, float64(processorTime()-before)/float64(t.runs))
	return err
}

// processorTime is how long the processors have worked for this process, the
// garbage collector included.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // only a wrong argument makes it fail
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
