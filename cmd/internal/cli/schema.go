package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine/schema"
	"chiefly/engine/source"
)

const schemaLong = `Prints a JSON Schema of one kind of file, so that an editor completes and checks
it while you type. It knows the content in force: questions and their options,
roles, rules, sources. Print it again when you have added some.

Editors with a YAML language server, such as Visual Studio Code with the YAML
extension, find a schema by the first line of a file:

  # yaml-language-server: $schema=answers.schema.json

Conditions are texts to a schema; chiefly advise and chiefly test read them.`

const schemaExample = `  chiefly schema answers > answers.schema.json
  chiefly schema rules --content house > house/rules/rules.schema.json`

func schemaKinds() []string {
	var names []string
	for _, kind := range schema.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

func (a *app) schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:       "schema {" + strings.Join(schemaKinds(), "|") + "}",
		Short:     "Print a JSON Schema, for editors",
		Long:      schemaLong,
		Example:   schemaExample,
		Args:      usage(schemaArgs),
		ValidArgs: schemaKinds(),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := a.loadFor(cmd)
			if err != nil {
				return err
			}
			_, err = a.Out.Write(schema.For(schema.Kind(args[0]), e))
			return err
		},
	}
	addSettings(cmd, contentSettings...)
	return cmd
}

func schemaArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("say of what: one of %s", strings.Join(schemaKinds(), ", "))
	}
	if !slices.Contains(schemaKinds(), args[0]) {
		return fmt.Errorf("there is no schema of %s; %s", source.Quote(args[0]), source.Suggest(args[0], schemaKinds()))
	}
	return cobra.MaximumNArgs(1)(cmd, args)
}
