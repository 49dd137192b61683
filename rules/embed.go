// Package rules holds the built-in rule sets.
//
// The rule sets are the YAML files beside this one; README.md tells how to write
// them. The package only carries them into the program.
package rules

import "embed"

// FS holds the rule sets, one YAML file each, and the guide.
//
//go:embed *.yaml README.md
var FS embed.FS
