package prompt

import (
	"context"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"chiefly/engine/wording"
)

// A console holds a conversation in whole lines. It is what the rich and the
// plain adapter have in common: text, headings, and questions answered by
// typing.
type console struct {
	language wording.Language
	ctx      context.Context
	in       *input
	out      io.Writer
	width    func() int
	bold     func(string) string
}

// speak returns a sentence of ours in the language of the person.
func (c *console) speak(english string, args ...any) string {
	return c.language.Speak(english, args...)
}

// maxText is the widest that running text gets, however wide the window.
const maxText = 100

// textWidth returns the columns that text may use. The last column stays free,
// because some terminals wrap as soon as it is filled.
func (c *console) textWidth() int {
	return max(min(c.width()-1, maxText), 8)
}

// print writes text wrapped, each line of it styled.
func (c *console) print(text string, style func(string) string) {
	var b strings.Builder
	for _, line := range wrap(text, c.textWidth()) {
		b.WriteString(style(line) + "\n")
	}
	// There is nobody to tell when the terminal cannot be written to; the read
	// that follows ends the conversation.
	_, _ = io.WriteString(c.out, b.String())
}

// unstyled is the style of most text.
func unstyled(text string) string { return text }

// Say shows text that needs no answer.
func (c *console) Say(text string) { c.print(text, unstyled) }

// hang prints text wrapped behind a prefix, and indented as far on further
// lines.
func (c *console) hang(prefix, text string) {
	for _, line := range wrap(text, max(c.textWidth()-len(prefix), 8)) {
		_, _ = io.WriteString(c.out, prefix+line+"\n")
		prefix = strings.Repeat(" ", len(prefix))
	}
}

// title begins a question.
func (c *console) title(text string) {
	c.Say("")
	c.print(oneLine(text), c.bold)
}

// An exchange is a question whose title has been shown and whose reply is
// typed.
type exchange struct {
	help string
	back bool
	// fallback is what Enter alone stands for; empty for nothing.
	fallback string
	// accept takes a reply and returns the words to confirm it with, or an
	// error that says what is wrong with it.
	accept func(reply string) (taken string, err error)
	// confirm shows what was taken even when it was typed in full.
	confirm bool
}

// hold asks until a reply is accepted or the person leaves.
func (c *console) hold(x exchange) error {
	for {
		reply, err := c.reply()
		switch {
		case isLeaving(err):
			// The cursor is behind the prompt; what comes next needs a line.
			c.Say("")
			return err
		case err != nil:
			c.refuse(err)
			continue
		case reply == "?":
			c.Say(c.helpText(x.help))
			continue
		case reply == "<" && x.back:
			return ErrBack
		case reply == "<":
			c.Say(c.speak("There is no question to go back to."))
			continue
		}
		if c.settle(x, reply) {
			return nil
		}
	}
}

// settle offers a reply, and says what became of it.
func (c *console) settle(x exchange, reply string) bool {
	confirm := x.confirm
	if reply == "" {
		if x.fallback == "" {
			c.Say(c.speak("Please type an answer."))
			return false
		}
		reply, confirm = x.fallback, true
	}
	taken, err := x.accept(reply)
	if err != nil {
		c.refuse(err)
		return false
	}
	if confirm {
		c.Say(c.speak("Answer taken: %s", oneLine(taken)))
	}
	return true
}

// refuse shows what is wrong with an answer, as a sentence.
func (c *console) refuse(problem error) {
	text := strings.TrimSpace(clean(problem.Error()))
	if text == "" {
		text = "that is no answer"
	}
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	c.Say(text)
}

// reply reads one line without surrounding space.
func (c *console) reply() (string, error) {
	_, _ = io.WriteString(c.out, "> ")
	line, err := c.in.readLine(c.ctx)
	return strings.TrimSpace(line), err
}

// isLeaving tells the errors that end a question from those that are shown.
func isLeaving(err error) bool {
	return errors.Is(err, ErrClosed) || errors.Is(err, ErrInterrupted)
}

// helpText answers "?".
func (c *console) helpText(help string) string {
	if help == "" {
		return c.speak("There is no more help for this question.")
	}
	return help
}

// Line asks for one line of text.
func (c *console) Line(q Line) (string, error) {
	c.title(q.Title)
	c.hints(q.Hint, q.Help, q.Back, q.Default)
	var answer string
	err := c.hold(exchange{
		help: q.Help, back: q.Back, fallback: q.Default,
		accept: func(reply string) (string, error) {
			if q.Validate != nil {
				if err := q.Validate(reply); err != nil {
					return "", err
				}
			}
			answer = reply
			return reply, nil
		},
	})
	return answer, err
}

// hints says in one sentence in brackets how a question can be answered.
func (c *console) hints(how, help string, back bool, fallback string) {
	var parts []string
	if how != "" {
		parts = append(parts, how)
	}
	if help != "" {
		parts = append(parts, c.speak("? for help"))
	}
	if back {
		parts = append(parts, c.speak("< to go back"))
	}
	if fallback != "" {
		parts = append(parts, c.speak("Enter for %s", fallback))
	}
	if len(parts) > 0 {
		c.Say("(" + oneLine(strings.Join(parts, "; ")) + ")")
	}
}
