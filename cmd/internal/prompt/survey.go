package prompt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/AlecAivazis/survey/v2"
	"github.com/AlecAivazis/survey/v2/core"
	"github.com/AlecAivazis/survey/v2/terminal"
	"golang.org/x/term"
)

// A surveyAdapter asks with lists that are moved through with the arrow keys, drawn by
// the survey library. Numbers and text are typed in the terminal's line mode.
type surveyAdapter struct {
	console
	tty     *os.File
	noColor bool
	cooked  *term.State // the terminal as it was found; nil if unknown
}

var _ Prompter = (*surveyAdapter)(nil)

// newSurvey returns a surveyAdapter that reads keys from in, which must be over
// a terminal, and draws on out.
func newSurvey(ctx context.Context, in *input, out *os.File, options Options) *surveyAdapter {
	s := &surveyAdapter{tty: out, noColor: options.NoColor || os.Getenv("NO_COLOR") != ""}
	if s.noColor {
		core.DisableColor = true
	}
	s.console = console{
		language: options.Language,
		ctx:      ctx, in: in,
		out:   terminal.NewAnsiStderr(out), // translates colours on Windows
		width: widthOf(out),
		bold:  s.bold,
	}
	if state, err := term.GetState(int(in.fd())); err == nil {
		s.cooked = state
	}
	return s
}

// bold styles titles.
func (s *surveyAdapter) bold(text string) string {
	if s.noColor || text == "" {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// Select asks for exactly one option.
func (s *surveyAdapter) Select(q Select) (int, error) {
	if len(q.Options) == 0 {
		return 0, errNoOptions
	}
	s.title(q.Title)
	l := s.lay(listing{options: q.Options, help: q.Help, back: q.Back, indent: 2}, q.Title)
	ask := &survey.Select{
		Options: l.names(), Help: l.help, PageSize: l.page,
		Filter: l.matches, Description: l.view,
	}
	if q.Default >= 0 && q.Default < len(q.Options) {
		ask.Default = q.Default
	}
	var picked int
	if err := s.ask(collapsing{ask, core.OptionAnswer{}}, &picked, q.Back); err != nil {
		return 0, s.left(err)
	}
	if picked == l.back {
		return 0, s.left(ErrBack)
	}
	s.took([]int{picked}, q.Options)
	return picked, nil
}

// MultiSelect asks for any number of options.
func (s *surveyAdapter) MultiSelect(q MultiSelect) ([]int, error) {
	if len(q.Options) == 0 {
		return nil, errNoOptions
	}
	s.title(q.Title)
	picks := sortedPicks(q.Defaults, len(q.Options))
	for {
		next, err := s.tick(q, picks)
		if err != nil {
			return nil, s.left(err)
		}
		picks = next
		if q.Validate == nil {
			break
		}
		if err = q.Validate(slices.Clone(picks)); err == nil {
			break
		}
		s.refuse(err)
	}
	s.took(picks, q.Options)
	return picks, nil
}

// took shows the answer in the place of the list, one line for each pick.
func (s *surveyAdapter) took(picks []int, options []Option) {
	if len(picks) == 0 {
		s.hang("> ", s.speak(none))
	}
	for _, i := range picks {
		s.hang("> ", oneLine(options[i].Label))
	}
}

// tick shows the options of q once, with picks ticked, and returns what is
// ticked at the end. The prompt is new each time: survey keeps the search text
// of an earlier use.
func (s *surveyAdapter) tick(q MultiSelect, picks []int) ([]int, error) {
	l := s.lay(listing{options: q.Options, help: q.Help, back: q.Back, multi: true, indent: 6}, q.Title)
	ask := &survey.MultiSelect{
		Options: l.names(), Help: l.help, PageSize: l.page,
		Filter: l.matches, Description: l.view, Default: picks,
	}
	var next []int
	if err := s.ask(collapsing{ask, []core.OptionAnswer{}}, &next, q.Back); err != nil {
		return nil, err
	}
	// Enter on the way back means it, ticked or not.
	if l.back >= 0 && (l.focus == l.back || slices.Contains(next, l.back)) {
		return nil, ErrBack
	}
	return sortedPicks(next, len(q.Options)), nil
}

// lay fits a list into the window as it is now.
func (s *surveyAdapter) lay(q listing, title string) *list {
	columns, rows := windowSize(s.tty)
	q.language = s.language
	q.titleLines = 1 + len(wrap(oneLine(title), s.textWidth()))
	return newList(q, columns, rows)
}

// left shows how a list was left, in its place.
func (s *surveyAdapter) left(err error) error {
	if errors.Is(err, ErrBack) {
		s.Say(s.speak(backLabel))
	}
	return err
}

// Line asks for one line of text.
func (s *surveyAdapter) Line(q Line) (string, error) {
	s.restore() // typing needs the terminal's line mode
	return s.console.Line(q)
}

// ask lets survey run one prompt. Whatever happens, survey's panics included,
// the terminal is afterwards as it was found.
func (s *surveyAdapter) ask(p survey.Prompt, answer any, back bool) (err error) {
	defer s.restore()
	defer func() {
		if cause := recover(); cause != nil {
			// Show the cursor and end colours, as survey will not.
			_, _ = io.WriteString(s.out, "\x1b[?25h\x1b[0m\r\n")
			err = fmt.Errorf("the list could not be shown: %v", cause)
		}
	}()
	if s.ctx.Err() != nil {
		return ErrInterrupted
	}
	keys := &keyReader{ctx: s.ctx, in: s.in, back: back}
	survey.SelectQuestionTemplate = s.template(selectTemplate)
	survey.MultiSelectQuestionTemplate = s.template(multiTemplate)
	err = survey.AskOne(p, answer,
		survey.WithStdio(keys, s.tty, s.tty),
		survey.WithKeepFilter(true),   // or the cursor jumps when something is ticked
		survey.WithRemoveSelectAll(),  // these would tick the way back,
		survey.WithRemoveSelectNone()) // and lose all ticks at one wrong key
	if err != nil {
		return keys.reason(err)
	}
	return nil
}

// restore puts the terminal back into the mode it was found in.
func (s *surveyAdapter) restore() {
	if s.cooked != nil {
		_ = term.Restore(int(s.in.fd()), s.cooked)
	}
}

// template chooses a template's colours. Survey keeps compiled templates by
// their text and decides about colour at the first use of each, so that the
// colourless one has to be a text of its own.
func (s *surveyAdapter) template(text string) string {
	if s.noColor {
		return strings.NewReplacer(`{{color "cyan+b"}}`, "", `{{color "reset"}}`, "").Replace(text)
	}
	return text
}

// The templates draw the keys, the search text, and the options. The title
// stands above and the answer takes the list's place, both printed by us, so
// that survey has nothing to redraw that could be longer than a line.
const (
	selectTemplate = `
{{- define "option"}}
  {{- if eq .SelectedIndex .CurrentIndex}}{{color "cyan+b"}}> {{call .Description "full label" .CurrentOpt.Index}}{{color "reset"}}{{call .Description "full about" .CurrentOpt.Index}}
  {{- else}}  {{call .Description "label" .CurrentOpt.Index}}{{call .Description "about" .CurrentOpt.Index}}{{end}}
{{end}}` + frame

	multiTemplate = `
{{- define "option"}}
  {{- if eq .SelectedIndex .CurrentIndex}}{{color "cyan+b"}}> {{template "box" .}} {{call .Description "full label" .CurrentOpt.Index}}{{color "reset"}}{{call .Description "full about" .CurrentOpt.Index}}
  {{- else}}  {{template "box" .}} {{call .Description "label" .CurrentOpt.Index}}{{call .Description "about" .CurrentOpt.Index}}{{end}}
{{end}}
{{- define "box"}}{{if index .Checked .CurrentOpt.Index}}[x]{{else}}[ ]{{end}}{{end}}` + frame

	frame = `
{{- if not .ShowAnswer}}
  {{- if .ShowHelp}}{{.Help}}{{"\n"}}{{end}}
  {{- call .Description "" -2}}{{"\n"}}
  {{- call .Description .FilterMessage -1}}
  {{- range $ix, $option := .PageEntries}}{{template "option" $.IterateOption $ix $option}}{{end}}
  {{- call .Description "" -3}}
{{- end}}`
)

// collapsing takes a list off the screen when it is left without an answer.
// Survey does so only for an answer.
type collapsing struct {
	listPrompt
	nothing any // the prompt's kind of empty answer
}

// listPrompt is what survey's two lists have in common.
type listPrompt interface {
	survey.Prompt
	WithStdio(terminal.Stdio)
}

// Prompt runs the list.
func (c collapsing) Prompt(config *survey.PromptConfig) (any, error) {
	answer, err := c.listPrompt.Prompt(config)
	if err != nil {
		_ = c.Cleanup(config, c.nothing)
	}
	return answer, err
}
