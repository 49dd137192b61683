package picture_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/picture"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

var update = flag.Bool("update", false, "write testdata/*.svg anew")

// organisations are those of the tests of the command line.
const organisations = "../../cmd/chiefly/testdata/organisations"

// names returns the organisations, as their files are called.
func names(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(organisations, "*.yaml"))
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), ".yaml")
	}
	return files
}

func load(t testing.TB, language wording.Language) *engine.Engine {
	t.Helper()
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), language)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// answers reads the answers of an organisation: one a line.
func answers(t testing.TB, e *engine.Engine, name string) flow.Answers {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(organisations, name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	known := flow.Answers{}
	for line := range strings.Lines(string(data)) {
		id, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if q := e.Flow().Question(id); q != nil {
			if known[id], err = q.Parse(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	return known
}

func along(t testing.TB, e *engine.Engine, known flow.Answers) *engine.Path {
	t.Helper()
	path, err := e.Along(known, "headcount")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// pictures returns all pictures of some answers.
func pictures(t testing.TB, e *engine.Engine, known flow.Answers, number string) map[string]picture.Picture {
	t.Helper()
	a := e.Advise(known)
	path, err := e.Along(known, number)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]picture.Picture{"scores": picture.Scores(a), "org": picture.Organisation(a), "growth": picture.Growth(path)}
}

// ships are the organisations of TestGolden. Their content is made for tests and stays as
// it is when the built-in one gets better.
var ships = map[string]map[string]string{
	// Keeps one officer, hires two, one of them because a rule requires it.
	"liner": {"crew": "250", "trade": "passengers", "officers": "[captain]", "ports": "[osaka, mixed]", "leaks": "no"},
	// One person for two posts, and answers known in part.
	"ferry": {"crew": "30-110", "trade": "passengers", "officers": "[]", "leaks": "yes", "ports": "[]"},
	// Nobody, and a thing to do instead.
	"dinghy": {"crew": "1", "ports": "[hull]"},
}

// TestGolden compares pictures with those that somebody has looked at and found good.
// `go test ./engine/picture -update` writes them anew.
func TestGolden(t *testing.T) {
	e, err := engine.Load(os.DirFS("../report/testdata/content"))
	if err != nil {
		t.Fatal(err)
	}
	for name, texts := range ships {
		known := flow.Answers{}
		for id, text := range texts {
			if known[id], err = e.Flow().Question(id).Parse(text); err != nil {
				t.Fatal(err)
			}
		}
		for kind, p := range pictures(t, e, known, "crew") {
			t.Run(name+" "+kind, func(t *testing.T) { compareGolden(t, name+"-"+kind+".svg", p.SVG()) })
		}
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestEverythingHasItsPlace(t *testing.T) {
	for _, language := range []wording.Language{"", "de"} {
		e := load(t, language)
		for _, name := range names(t) {
			for _, p := range pictures(t, e, answers(t, e, name), "headcount") {
				if drawn(t, p); p.Title == "" || p.Description == "" {
					t.Errorf("%s: a picture without title or description", name)
				}
			}
		}
	}
}

// The part of the JSON form of an advice that pictures show.
type shown struct {
	Roles map[string]struct {
		Title      string
		Verdict    string
		Held       bool
		Score      int
		Thresholds struct{ Hire, Later int }
		Reasons    []struct{ Points int }
	}
}

var digits = regexp.MustCompile(`^[+−]?\d+$`)

// TestFiguresAreThoseOfTheAdvice reads the figures off the SVG and compares them with the
// JSON form: scores, thresholds, and the points that make the scores up.
func TestFiguresAreThoseOfTheAdvice(t *testing.T) {
	e := load(t, "")
	for _, name := range names(t) {
		a := e.Advise(answers(t, e, name))
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var want shown
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		for id, role := range want.Roles {
			texts := textsOf(t, picture.Score(a, a.Roles.Role(id)).SVG())
			if title := strings.ToUpper(role.Title[:1]) + role.Title[1:]; texts[0] != title {
				t.Fatalf("%s: the first text is %q, not %q", name, texts[0], title)
			}
			compareBlock(t, name+": "+id, texts, role.Score, role.Thresholds.Later, role.Thresholds.Hire)
		}
	}
}

// compareBlock compares what the picture says of one role.
func compareBlock(t *testing.T, role string, texts []string, score, later, hire int) {
	t.Helper()
	var numbers []int
	for _, text := range texts {
		if digits.MatchString(text) {
			n, err := strconv.Atoi(strings.Replace(text, "−", "-", 1))
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 || numbers[0] != score {
		t.Fatalf("%s: the numbers are %v, the score %d", role, numbers, score)
	}
	sum := 0
	for _, n := range numbers[1:] {
		sum += n
	}
	if sum != score {
		t.Errorf("%s: %v add up to %d, not %d", role, numbers[1:], sum, score)
	}
	for _, mark := range []string{fmt.Sprintf("plan from %d", later), fmt.Sprintf("hire from %d", hire)} {
		if !slices.Contains(texts, mark) {
			t.Errorf("%s: no %q", role, mark)
		}
	}
}

// TestScoresAreTheSameAlone holds that the picture of all roles is those of each, and that
// these have one axis.
func TestScoresAreTheSameAlone(t *testing.T) {
	e := load(t, "")
	for _, name := range names(t) {
		a := e.Advise(answers(t, e, name))
		var texts, descriptions []string
		zeros := map[float64]bool{}
		for _, r := range a.InSequence() {
			p := picture.Score(a, r)
			b := drawn(t, p)
			for _, w := range b.texts {
				texts = append(texts, w.text)
			}
			descriptions = append(descriptions, p.Description)
			zeros[b.lines[0].left] = true
			if !strings.Contains(p.SVG(), `width="400"`) || !strings.Contains(p.Inline(), `width="362"`) {
				t.Errorf("%s: the picture of the %s is wider or narrower than others", name, r.Title)
			}
		}
		all := picture.Scores(a)
		var got []string
		for _, w := range drawn(t, all).texts {
			got = append(got, w.text)
		}
		if diff := cmp.Diff(texts, got); diff != "" || all.Description != strings.Join(descriptions, " ") {
			t.Errorf("%s (-alone +together):\n%s", name, diff)
		}
		if len(zeros) != 1 {
			t.Errorf("%s: zero stands at %v", name, zeros)
		}
	}
}

// TestLabelsOfThresholdsHaveRoom draws thresholds near each other, far to either side, and
// too large for one line.
func TestLabelsOfThresholdsHaveRoom(t *testing.T) {
	for _, c := range []struct {
		later, hire, score, rows int
	}{{30, 30, 0, 1}, {-1000, -999, 5, 1}, {0, 1000, -5, 1}, {999, 1000, 1204, 1}, {-9_000_000_000_000, 9_000_000_000_000, 0, 2}} {
		r := &engine.Role{Title: "cook", Score: c.score, Verdict: engine.VerdictNo, Thresholds: engine.Thresholds{Later: c.later, Hire: c.hire}}
		heights := map[float64]bool{}
		for _, w := range drawn(t, picture.Score(&engine.Advice{Language: "de", Roles: engine.Roles{r}}, r)).texts {
			if strings.Contains(w.text, " ab ") {
				heights[w.top] = true
			}
		}
		if len(heights) != c.rows {
			t.Errorf("%v: thresholds are written at %v", c, heights)
		}
	}
}

// TestNumbersAreAsInTables looks at a minus sign and at thousands.
func TestNumbersAreAsInTables(t *testing.T) {
	r := &engine.Role{Title: "Koch", Score: -1204, Verdict: engine.VerdictNo, Thresholds: engine.Thresholds{Later: 1000, Hire: 2000},
		Reasons: []engine.Reason{{Because: "a", Points: -2408}, {Because: "b", Points: 1204}}}
	p := picture.Score(&engine.Advice{Language: "de", Roles: engine.Roles{r}}, r)
	texts := textsOf(t, p.SVG())
	for _, want := range []string{"−1.204", "−2.408", "+1.204", "einplanen ab 1.000", "besetzen ab 2.000"} {
		if !slices.Contains(texts, want) {
			t.Errorf("no %q in %q", want, texts)
		}
	}
	if want := "Koch: derzeit nicht; −1.204 Punkte, besetzen ab 2.000, einplanen ab 1.000."; p.Description != want {
		t.Errorf("%q, not %q", p.Description, want)
	}
}

// TestOrganisationShowsWhoIsThere holds that the charts show those who are there today,
// and those needed or planned for beside them.
func TestOrganisationShowsWhoIsThere(t *testing.T) {
	e := load(t, "")
	for _, name := range names(t) {
		for _, changes := range []map[string]string{nil, {"current_leaders": "[cio]", "headcount": "30000"}, {"current_leaders": "[cio]", "headcount": "8"}, {"current_leaders": "[]", "headcount": "30000"}, {"headcount": "1000"}} {
			known := answers(t, e, name)
			for id, text := range changes {
				var err error
				if known[id], err = e.Flow().Question(id).Parse(text); err != nil {
					t.Fatal(err)
				}
			}
			compareChart(t, fmt.Sprint(name, changes), e.Advise(known))
		}
	}
}

func compareChart(t *testing.T, name string, a *engine.Advice) {
	t.Helper()
	p := picture.Organisation(a)
	b := drawn(t, p)
	for _, r := range a.Roles {
		today, advised := 0, 0
		for _, w := range b.texts {
			switch same := w.font.Bold && strings.EqualFold(strings.TrimPrefix(w.text, "+ "), r.Title); {
			case same && w.left < p.Width/2:
				today++
			case same:
				advised++
			}
		}
		if today != count(r.Held) || advised != count(r.Needed() || r.Held || r.Verdict == engine.VerdictLater) {
			t.Errorf("%s: %s is drawn %d times today and %d times as advised", name, r.Title, today, advised)
		}
	}
	if len(a.Combined) > 0 && !slices.ContainsFunc(b.texts, func(w written) bool { return strings.HasPrefix(w.text, "+ ") }) {
		t.Errorf("%s: no box has two titles, but %v are one person", name, a.Combined)
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// TestGrowthShowsEachVerdict holds that the picture has each number at which something
// changes, and each verdict.
func TestGrowthShowsEachVerdict(t *testing.T) {
	e := load(t, "")
	for _, name := range names(t) {
		path := along(t, e, answers(t, e, name))
		b := drawn(t, picture.Growth(path))
		for i, s := range path.Segments {
			number := wording.English.Grouped(s.From)
			if found := slices.ContainsFunc(b.texts, func(w written) bool { return w.text == number }); found != (i > 0) {
				t.Errorf("%s: the number %s is there: %v", name, number, found)
			}
			for _, r := range s.Roles {
				want := r.Role().VerdictText(wording.English)
				if !slices.ContainsFunc(b.tips, func(tip string) bool {
					return strings.Contains(strings.ToLower(tip), want) && strings.Contains(tip, s.Headline)
				}) {
					t.Errorf("%s: nothing says %q for %s, %s", name, want, r.Title, s.Text)
				}
			}
		}
	}
}

// TestTodayStandsInItsSegment holds that the mark of today is between the numbers that it
// lies between, and further right the greater it is.
func TestTodayStandsInItsSegment(t *testing.T) {
	e := load(t, "")
	known := answers(t, e, "06_regional_bank") // changes at 16, 500 and 20,000
	before := 0.0
	for _, now := range []int64{1, 2, 15, 16, 17, 100, 499, 500, 501, 3162, 19_999, 20_000, 20_001, 1_000_000} {
		known["headcount"] = e.Flow().Question("headcount").Integers(now, now)
		path := along(t, e, known)
		b := drawn(t, picture.Growth(path))
		if len(b.tops) != 1 {
			t.Fatal(b.tops)
		}
		x := b.tops[0].X
		for _, s := range path.Segments[1:] {
			i := slices.IndexFunc(b.texts, func(w written) bool { return w.text == wording.English.Grouped(s.From) })
			if edge := (b.texts[i].left + b.texts[i].right) / 2; x < edge-1e-6 != (now < s.From) {
				t.Errorf("%d stands at %.1f, %d at %.1f", now, x, s.From, edge)
			}
		}
		if x <= before {
			t.Errorf("%d stands at %.1f, no further than the number before", now, x)
		}
		before = x
	}
}

func TestSameBytes(t *testing.T) {
	e := load(t, "")
	known := answers(t, e, "13_conglomerate")
	second := pictures(t, load(t, ""), known, "headcount")
	for kind, p := range pictures(t, e, known, "headcount") {
		first := p.SVG()
		if again := p.SVG(); again != first || second[kind].SVG() != first {
			t.Errorf("%s differs from run to run", kind)
		}
	}
}
