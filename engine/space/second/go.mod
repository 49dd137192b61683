module chiefly/engine/space/second

go 1.26.0

require (
	chiefly v0.0.0 // what is counted
	github.com/dalzilio/rudd v1.1.0 // binary decision diagrams
)

require (
	github.com/expr-lang/expr v1.17.8 // indirect
	github.com/pelletier/go-toml/v2 v2.4.3 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
)

replace chiefly => ../../..
