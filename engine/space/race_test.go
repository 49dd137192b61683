//go:build race

package space

// mostModels is how many small models are tried. The race detector makes each take ten
// times as long, and looks for something else than they do.
const mostModels = 30
