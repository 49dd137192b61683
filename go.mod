module chiefly

go 1.26.0

// What the program is made of. Each module has one importing package (viper has
// two); cmd/chiefly/architecture_test.go holds that.
require (
	charm.land/lipgloss/v2 v2.0.6 // colours and display width in reports; wide characters right
	codeberg.org/go-pdf/fpdf v0.12.0 // PDF with embedded fonts and vector pictures; brings no modules of its own
	github.com/AlecAivazis/survey/v2 v2.3.7 // lists in the quiz; the customer's choice, behind prompt.Prompter
	github.com/expr-lang/expr v1.17.8 // the language of conditions; the customer's choice, behind our own subset
	github.com/fsnotify/fsnotify v1.10.1 // told of saved files by the system, for --watch; viper links it anyway
	github.com/klauspost/compress v1.20.3 // gzip and zstd, several times as fast as the standard library's
	github.com/pelletier/go-toml/v2 v2.4.3 // TOML answers with positions; viper links it anyway
	github.com/schollz/progressbar/v3 v3.19.1 // the bar of batch runs
	github.com/spf13/cobra v1.10.2 // commands, help, shell completion
	github.com/spf13/pflag v1.0.10 // cobra's flags, walked to bind them to settings
	github.com/spf13/viper v1.21.0 // layers of flags, environment and files; the customer's choice
	go.yaml.in/yaml/v4 v4.0.0 // YAML with positions, and limits against hostile files
	golang.org/x/term v0.47.0 // is it a terminal, and how wide
)

// What only the tests need.
require (
	github.com/chromedp/cdproto v0.159.0 // what a browser can be told
	github.com/chromedp/chromedp v0.23.0 // drives the browser that looks at pages, in tests with the tag browser
	github.com/creack/pty v1.1.24 // real pseudo-terminals for the quiz
	github.com/google/go-cmp v0.7.0 // readable differences
	github.com/google/jsonschema-go v0.4.3 // reads our schemas as an editor would
	github.com/hinshun/vt10x v0.0.0-20220301184237-5011da428d02 // a screen behind the pseudo-terminal
	github.com/rogpeppe/go-internal v1.16.0 // testscript: the command line's specification
	pgregory.net/rapid v1.3.0 // property tests
)

// golang.org/x/text is held at a version without GO-2026-5970, which the version
// that viper asks for has.
require (
	github.com/charmbracelet/colorprofile v0.4.3 // indirect
	github.com/charmbracelet/ultraviolet v0.0.0-20260811164956-006e29f97886 // indirect
	github.com/charmbracelet/x/ansi v0.11.8 // indirect
	github.com/charmbracelet/x/term v0.2.2 // indirect
	github.com/charmbracelet/x/termios v0.1.1 // indirect
	github.com/charmbracelet/x/windows v0.2.2 // indirect
	github.com/clipperhouse/displaywidth v0.11.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-viper/mapstructure/v2 v2.4.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/kballard/go-shellquote v0.0.0-20180428030007-95032a82bc51 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/mattn/go-colorable v0.1.2 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/mattn/go-runewidth v0.0.24 // indirect
	github.com/mgutz/ansi v0.0.0-20170206155736-9520e82c474b // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/muesli/cancelreader v0.2.2 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/sagikazarmark/locafero v0.11.0 // indirect
	github.com/sourcegraph/conc v0.3.1-0.20240121214520-5f936abd7ae8 // indirect
	github.com/spf13/afero v1.15.0 // indirect
	github.com/spf13/cast v1.10.0 // indirect
	github.com/subosito/gotenv v1.6.0 // indirect
	github.com/xo/terminfo v0.0.0-20220910002029-abceb7e1c41e // indirect
	go.yaml.in/yaml/v3 v3.0.4 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
)
