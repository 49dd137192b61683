//go:build race

package batch

// underRace says that the race detector is on, which makes everything some ten
// times as slow. What it looks for needs many goroutines, not many rows.
const underRace = true
