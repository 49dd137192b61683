package graph

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/svg"
)

// An element is one of a picture, with what stands in it.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Kids    []element  `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) number(t testing.TB, name string) float64 {
	t.Helper()
	text := e.attr(name)
	if text == "" {
		return 0
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// flat returns all elements within one, in the order they are drawn.
func (e element) flat() []element {
	all := []element{e}
	for _, kid := range e.Kids {
		all = append(all, kid.flat()...)
	}
	return all
}

// A frame is a rectangle.
type frame struct{ left, top, right, bottom float64 }

func (f frame) holds(g frame) bool {
	const slack = 0.2 // numbers are rounded
	return f.left-slack <= g.left && f.top-slack <= g.top && g.right <= f.right+slack && g.bottom <= f.bottom+slack
}

func (e element) frame(t testing.TB) frame {
	x, y := e.number(t, "x"), e.number(t, "y")
	if e.XMLName.Local == "rect" {
		return frame{x, y, x + e.number(t, "width"), y + e.number(t, "height")}
	}
	font := svg.Font{Size: e.number(t, "font-size"), Bold: e.attr("font-weight") != "", Mono: e.attr("font-family") != ""}
	width := font.Width(e.Text)
	switch e.attr("text-anchor") {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	return frame{x, y - font.Size*0.75, x + width, y + font.Size*0.25}
}

func parsePicture(t testing.TB, text string) element {
	t.Helper()
	var root element
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// checkTexts reports texts that do not stay inside their boxes: every text within
// the picture, and every text that begins inside a rectangle within that rectangle.
func checkTexts(t testing.TB, text string) (checked int) {
	t.Helper()
	var frames []frame
	for _, e := range parsePicture(t, text).flat() {
		switch e.XMLName.Local {
		case "rect":
			frames = append(frames, e.frame(t))
		case "text":
			f := e.frame(t)
			middle := (f.left + f.right) / 2
			for _, box := range slices.Backward(frames) {
				if box.holds(frame{middle, (f.top + f.bottom) / 2, middle, (f.top + f.bottom) / 2}) {
					if checked++; !box.holds(f) {
						t.Errorf("%q %v leaves its box %v", e.Text, f, box)
					}
					break
				}
			}
		}
	}
	return checked
}

// paths are nobody's, one that knows little, and one whose answers are long.
func paths(t testing.TB, e *engine.Engine) map[string]*Path {
	return map[string]*Path{
		"nobody": nil,
		"little": {Answers: answersOf(t, e, map[string]string{"headcount": "3-6"})},
		"much": {Organisation: strings.Repeat("Acme & Sons ", 16), Answers: answersOf(t, e, map[string]string{"headcount": "100-4000", "stage": "idea", "industry": "[software, healthcare, nonprofit]",
			"pains": "[slow_delivery, product_technical_debt, outages, security_incident, cyber_exposure, project_overruns, disconnected_systems]", "current_leaders": "[]"})},
	}
}

func TestTextsStayInTheirBoxes(t *testing.T) {
	for content, e := range map[string]*engine.Engine{"built-in": builtIn(t), "hostile": hostileEngine(t)} {
		known := map[string]*Path{"nobody": nil, "empty": {}}
		if content == "built-in" {
			known = paths(t, e)
		}
		for who, p := range known {
			for what, g := range map[string]*Graph{"questions": Questions(e, p), "rules": Rules(e, "", p)} {
				t.Run(content+"/"+who+"/"+what, func(t *testing.T) {
					if n := checkTexts(t, g.Draw(SVG)); n < 10 {
						t.Errorf("only %d texts were checked", n)
					}
				})
			}
		}
	}
}

// The built-in flow fits onto a sheet of paper: on one of A3 across, 420 mm wide, no
// text is smaller than 7 points.
func TestBuiltInFlowCanBeRead(t *testing.T) {
	e := builtIn(t)
	for who, p := range paths(t, e) {
		root := parsePicture(t, Questions(e, p).Draw(SVG))
		scale := min(420/root.number(t, "width"), 297/root.number(t, "height"))
		for _, text := range root.flat() {
			if text.XMLName.Local == "text" {
				if points := text.number(t, "font-size") * scale / 25.4 * 72; points < 7 {
					t.Fatalf("%s: %q has %.1f points", who, text.Text, points)
				}
			}
		}
	}
}

// The whole of a text that is cut can be read where a pointer rests on it.
func TestHintsAreWhole(t *testing.T) {
	long := strings.Repeat("very ", 100) + "long"
	e := engineOf(t, strings.Replace(teaQuestions, "Which leaf?", "Which "+long+" leaf?", 1), teaRules)
	text := Questions(e, &Path{Answers: answersOf(t, e, map[string]string{"people": "2", "guests": "yes", "leaf": "green"})}).Draw(SVG)
	for _, want := range []string{"<title>leaf: Which " + long + " leaf?\nasked if guests\n- Green &amp; fresh\n- Black\n= Green &amp; fresh</title>", "…</text>"} {
		if !strings.Contains(strings.ReplaceAll(text, "&#xA;", "\n"), want) {
			t.Errorf("%s is missing", want)
		}
	}
}

// Pieces come in their order, none is lost, none lies on another or past the limit.
func TestColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) block {
			return block{head: 30, foot: 5, pieces: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) piece {
				return piece{height: rapid.Float64Range(1, 90).Draw(t, "height"), lead: float64(rapid.IntRange(0, 20).Draw(t, "lead")), runs: rapid.Bool().Draw(t, "runs")}
			}), 1, 12).Draw(t, "pieces")}
		}), 1, 8).Draw(t, "blocks")
		slots := columns(blocks, 300, 40)
		i, column, free := 0, 0, 0.0
		for b := range blocks {
			for p, piece := range blocks[b].pieces {
				s := slots[i]
				i++
				if s.block != b || s.piece != p || s.column < column || s.column > column+1 {
					t.Fatalf("slot %+v is out of order", s)
				}
				if s.column != column {
					column, free = s.column, 0
				}
				above := 0.0
				if s.headed {
					above += blocks[b].head
				}
				if s.led {
					above += piece.lead
				}
				if s.y-above < free-0.01 || s.headed != (p == 0 || free == 0) || s.led != (piece.runs || s.headed) {
					t.Fatalf("slot %+v begins before %g", s, free)
				}
				free = s.y + piece.height
			}
		}
		if i != len(slots) {
			t.Fatalf("%d slots for %d pieces", len(slots), i)
		}
	})
}

// hostileTexts are long, broken, and in the languages of all formats.
var hostileTexts = []string{
	`</title><script>alert("1")</script> & #quot; ` + "`code` *bold* %%{init}%% <br> \\N \\\"",
	strings.Repeat("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 9),
	"1. ]}) --> |x| end\nsubgraph; classDef x", strings.Repeat("WWWW ", 200), "技術責任者は何人いますか。" + strings.Repeat("長い", 90), "﷽﷽﷽ \u202e reversed \x07",
}

// hostileEngine has texts and ids that mean something in the languages of charts.
func hostileEngine(t testing.TB) *engine.Engine {
	t.Helper()
	questions := "flow: tea\nversion: 1.0.0\ntitle: " + strconv.Quote(strings.ReplaceAll(hostileTexts[0], "\x07", "")) + "\nquestions:\n"
	rules := "rule_set: tea\nversion: 1.0.0\nflow: tea\nthresholds: {hire: 20, later: 10}\nroles:\n"
	for i := range 9 {
		rules += fmt.Sprintf("  - {id: %s, title: %s}\n", strings.Repeat("graph", i+1), yamlText(i))
	}
	rules += "rules:\n"
	for i, id := range []string{"end", "graph", "subgraph", "node", "class", "style", strings.Repeat("w", 90), "edge"} {
		when := ""
		if i > 0 {
			when = fmt.Sprintf("when: 'end == 1 or end in [%s1]', ", strings.Repeat("2, ", i*20))
		}
		questions += fmt.Sprintf("  - {id: %s, type: integer, min: 1, max: 3, %sask: %s, unit: %s, why: So.}\n", id, when, yamlText(i), yamlText(i+1))
		rules += fmt.Sprintf("  - {id: %s, when: %s == 2, points: {graph: %d}, because: %s, sources: [s]}\n", id, id, (2*i-7)*99999, yamlText(i))
	}
	return engineOf(t, questions, rules+"sources:\n  - {id: s, title: S, address: \"https://example.org/\"}\n")
}

// yamlText is a hostile text, as far as YAML allows it.
func yamlText(i int) string {
	text := strings.NewReplacer("\x07", "", `\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(hostileTexts[i%len(hostileTexts)])
	return `"` + text + `"`
}
