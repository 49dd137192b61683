// Package questions holds the built-in question flows.
//
// The flows are the YAML files beside this one; README.md tells how to write
// them. The package only carries them into the program.
package questions

import "embed"

// FS holds the flows, one YAML file each, and the guide.
//
//go:embed *.yaml README.md
var FS embed.FS
