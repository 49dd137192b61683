package cli

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"

	"chiefly/cmd/internal/batch"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine/flow"
)

// progressPause is the time between two looks at how far a run has come.
const progressPause = 200 * time.Millisecond

// leastColumns is how wide a terminal must be for the bar to stay on one line.
const leastColumns = 80

// showProgress draws a bar while a job runs. The function returned erases it; it
// must be called before anything else is written.
func (a *app) showProgress(when string, job *batch.Job) (erase func()) {
	columns, terminal := prompt.Columns(a.Err)
	if when == "never" || when == "auto" && (!terminal || columns < leastColumns || os.Getenv("TERM") == "dumb") {
		return func() {}
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		a.draw(job, max(columns, leastColumns), stop)
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// draw draws the bar until it is told to stop, and erases it then. Nothing is
// drawn before the first look, so that short runs do not flicker.
func (a *app) draw(job *batch.Job, columns int, stop <-chan struct{}) {
	ticker := time.NewTicker(progressPause)
	defer ticker.Stop()
	bar, begun := a.newBar(columns), time.Now()
	bar.StartWithoutRender()
	drawn := false
	for {
		select {
		case <-stop:
			if drawn {
				_ = bar.Clear() // nothing is left to be done about a bar that stays
			}
			return
		case <-ticker.C:
		}
		p := job.Progress()
		if p.Rows == p.Before {
			continue
		}
		if !drawn {
			drawn = true
			bar.ChangeMax64(p.Total)
		}
		rate := float64(p.Rows-p.Before) / time.Since(begun).Seconds()
		bar.Describe(flow.Grouped(p.Rows) + " rows, " + flow.Grouped(int64(rate)) + "/s")
		if p.Total > 0 {
			p.Bytes = min(p.Bytes, p.Total-1) // a full bar would count as finished
		}
		_ = bar.Set64(p.Bytes)
	}
}

// newBar returns a bar over bytes. How many there are is told later, once the
// inputs have been opened; -1 makes it a counter.
func (a *app) newBar(columns int) *progressbar.ProgressBar {
	return progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(a.Err),
		progressbar.OptionSetWidth(min(30, columns-leastColumns+5)),
		progressbar.OptionShowBytes(true),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(progressPause/2),
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "#", SaucerPadding: "-", BarStart: "[", BarEnd: "]"}))
}
