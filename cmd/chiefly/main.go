// Chiefly advises which technology chief an organisation should hire.
//
// Run "chiefly --help" for its commands.
package main

import (
	"os"

	"chiefly/cmd/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
