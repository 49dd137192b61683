//go:build !race

package space

// mostModels is how many small models are tried.
const mostModels = allModels
