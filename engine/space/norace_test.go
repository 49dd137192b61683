//go:build !race

package space

const raced = false
