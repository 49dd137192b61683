//go:build browser

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// These tests look at pages as a reader does, in Chromium, and need two things more than
// the others: a program called chromium, and in AXE_CORE the name of axe.min.js of
// axe-core. .ci/run provides both.

// lookedAt are the organisations whose pages are read.
var lookedAt = []string{"02_idea_stage_no_technical_founder", "03_saas_15_engineers", "04_manufacturer_120_erp", "08_insurer_2000", "11_law_firm", "13_conglomerate"}

// documents are what is looked at: the arguments that give a page.
func documents(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, name := range lookedAt {
		file, err := filepath.Abs(filepath.Join("testdata", "organisations", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		found[name] = []string{"advise", file}
		if len(found) == 1 {
			found[name+" in full"] = []string{"advise", file, "--full"}
			found[name+" in German"] = []string{"advise", file, "--lang", "de"}
		}
	}
	founder, manufacturer, firm := found[lookedAt[0]][1], found[lookedAt[2]][1], found[lookedAt[4]][1]
	found["brief"] = []string{"brief", "cio", manufacturer}
	found["brief of what to do instead"] = []string{"brief", "cto", founder}
	found["comparison"] = []string{"compare", manufacturer, firm}
	return found
}

// write makes a page, and returns its address.
func write(t *testing.T, args []string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	cmd := exec.Command("chiefly", append(args, "-o", file)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return (&url.URL{Scheme: "file", Path: file}).String()
}

// browser starts Chromium, which ends with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)
	allocator, end := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(end)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	ctx, end = context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(end)
	return ctx
}

// A screen is what a page is read on.
type screen struct {
	width  int64
	scheme string
	media  string
}

var screens = []screen{{1280, "light", "screen"}, {1280, "dark", "screen"}, {768, "light", "screen"}, {768, "dark", "screen"},
	{360, "light", "screen"}, {360, "dark", "screen"}, {794, "light", "print"}}

// show opens a page on the screen.
func (s screen) show(address string) chromedp.Action[chromedp.Void] {
	media := func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: s.media,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}})
		return err
	}
	return chromedp.Steps(chromedp.EmulateViewport(s.width, 900), chromedp.Func(media), chromedp.Navigate(address))
}

func (s screen) String() string { return fmt.Sprintf("%d %s %s", s.width, s.scheme, s.media) }

// TestPagesAreAccessible lets axe-core look for anything that keeps readers out.
func TestPagesAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("AXE_CORE"))
	if err != nil {
		t.Fatalf("AXE_CORE must name axe.min.js: %v", err)
	}
	ctx := browser(t)
	for name, args := range documents(t) {
		address := write(t, args)
		for _, s := range screens {
			t.Run(name+" "+s.String(), func(t *testing.T) {
				for _, v := range violations(ctx, t, s.show(address), string(axe)) {
					t.Errorf("%s (%s): %s\n%s", v.ID, v.Impact, v.Help, strings.Join(v.where(), "\n"))
				}
			})
		}
	}
}

// A violation is what axe-core finds.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

func (v violation) where() []string {
	var found []string
	for _, n := range v.Nodes {
		found = append(found, fmt.Sprintf("%.200s", n.HTML))
	}
	return found
}

func violations(ctx context.Context, t *testing.T, show chromedp.Action[chromedp.Void], axe string) []violation {
	t.Helper()
	if err := chromedp.Do(ctx, show); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[int](axe+"; 0")); err != nil {
		t.Fatal(err)
	}
	const run = `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`
	result, err := chromedp.Run(ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var found []violation
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// overflows finds what is cut at the edge of the page, or overlaps what follows it.
const overflows = `(() => {
	const found = [];
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth) found.push("the page goes sideways: " + root.scrollWidth + " > " + root.clientWidth);
	for (const e of document.querySelectorAll("h1, h2, h3, p, li, figcaption, td, th, nav a")) {
		if (e.closest(".scroll, .skip")) continue;
		const box = e.getBoundingClientRect();
		if (box.width && (box.left < -0.5 || box.right > root.clientWidth + 0.5)) found.push("out of the page: " + e.textContent.slice(0, 60));
	}
	const blocks = [...document.querySelectorAll("main > section > *, header > *")].map(e => [e, e.getBoundingClientRect()]);
	for (const [i, [block, box]] of blocks.entries())
		for (const [, above] of blocks.slice(0, i)) // or beside
			if (box.top < above.bottom - 1 && above.top < box.bottom - 1 && box.left < above.right - 1 && above.left < box.right - 1)
				found.push("overlaps what is above: " + block.textContent.slice(0, 60));
	return found.join("\n");
})()`

// TestPagesFitTheScreen looks for what is cut or overlaps.
func TestPagesFitTheScreen(t *testing.T) {
	ctx := browser(t)
	long := []string{"advise", "--set", "headcount=60", "--set", "engineers=20", "--set", "organisation=" + strings.Repeat("x", 200)}
	pages := documents(t)
	pages["a long name"] = long
	for name, args := range pages {
		address := write(t, args)
		for _, s := range screens {
			t.Run(name+" "+s.String(), func(t *testing.T) {
				if err := chromedp.Do(ctx, s.show(address)); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(ctx, chromedp.Evaluate[string](overflows))
				if err != nil {
					t.Fatal(err)
				}
				if found != "" {
					t.Error(found)
				}
			})
		}
	}
}
