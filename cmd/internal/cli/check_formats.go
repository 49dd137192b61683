package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"chiefly/engine/lint"
	"chiefly/engine/source"
)

// checkFormats are those of findings.
var checkFormats = []string{"text", "json", "sarif", "github"}

// loadCheck is the name, beside those of checks, of what keeps content from being read.
const loadCheck = "load"

// write writes findings for programs, after what keeps content from being read.
func (c *checking) write(w io.Writer) error {
	var all []lint.Finding
	for _, d := range c.problems {
		all = append(all, lint.Finding{Check: loadCheck, Severity: lint.Error, Diagnostic: d})
	}
	all = append(all, c.found...)
	var out bytes.Buffer
	switch c.options.format {
	case "github":
		writeAnnotations(&out, all)
	case "sarif":
		if err := writeJSON(&out, newSARIF(all)); err != nil {
			return err
		}
	default:
		if err := writeJSON(&out, newCheckReport(all)); err != nil {
			return err
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// A checkReport is findings in JSON.
type checkReport struct {
	Schema   string         `json:"schema"`
	Findings []checkFinding `json:"findings"`
}

type checkFinding struct {
	Check    string        `json:"check"`
	Severity lint.Severity `json:"severity"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	File     string        `json:"file"`
	Line     int           `json:"line,omitempty"`
	Column   int           `json:"column,omitempty"` // in characters, from 1
	Width    int           `json:"width,omitempty"`  // in characters
}

func newCheckReport(found []lint.Finding) checkReport {
	r := checkReport{Schema: "chiefly/check/1", Findings: []checkFinding{}}
	for _, f := range found {
		r.Findings = append(r.Findings, checkFinding{f.Check, f.Severity, f.Message, f.Hint, f.File, f.Pos.Line, f.Pos.Col, f.Width})
	}
	return r
}

// writeAnnotations writes findings as commands to GitHub's runner, which shows them beside
// the lines of a change.
func writeAnnotations(w io.Writer, found []lint.Finding) {
	for _, f := range found {
		fmt.Fprintf(w, "::%s file=%s", gitHubLevels[f.Severity], inProperty.Replace(filepath.ToSlash(f.File)))
		if f.Pos.IsValid() {
			fmt.Fprintf(w, ",line=%d,col=%d,endColumn=%d", f.Pos.Line, f.Pos.Col, f.Pos.Col+max(1, f.Width))
		}
		fmt.Fprintf(w, ",title=%s::%s\n", inProperty.Replace(f.Check), inMessage.Replace(withHint(f)))
	}
}

var gitHubLevels = map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Advice: "notice"}

// What GitHub's runner would read as the end of a message, or of a property.
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// withHint returns what is wrong and what would be right.
func withHint(f lint.Finding) string {
	text := f.Message
	if f.Hint != "" {
		text += " (" + f.Hint + ")"
	}
	return source.Printable(text)
}

// The part of SARIF 2.1.0, a format for findings of such tools, that is needed here.
type (
	sarif struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string         `json:"id"`
		ShortDescription sarifText      `json:"shortDescription"`
		Help             *sarifText     `json:"help,omitempty"`
		Configuration    sarifRuleLevel `json:"defaultConfiguration"`
	}
	sarifRuleLevel struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndColumn   int `json:"endColumn"`
	}
)

var sarifLevels = map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Advice: "note"}

func newSARIF(found []lint.Finding) sarif {
	rules := sarifRules()
	results := []sarifResult{}
	for _, f := range found {
		place := sarifPhysical{Artifact: sarifArtifact{fileURI(f.File)}}
		if f.Pos.IsValid() {
			place.Region = &sarifRegion{f.Pos.Line, f.Pos.Col, f.Pos.Col + max(1, f.Width)}
		}
		results = append(results, sarifResult{RuleID: f.Check, RuleIndex: slices.IndexFunc(rules, func(r sarifRule) bool { return r.ID == f.Check }),
			Level: sarifLevels[f.Severity], Message: sarifText{withHint(f)}, Locations: []sarifLocation{{place}}})
	}
	driver := sarifDriver{Name: "chiefly", Version: version, Rules: rules}
	return sarif{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: results}}}
}

// sarifRules are the checks, after what keeps content from being read.
func sarifRules() []sarifRule {
	rules := []sarifRule{{ID: loadCheck, ShortDescription: sarifText{"what keeps content from being read"}, Configuration: sarifRuleLevel{"error"}}}
	for _, c := range lint.Checks() {
		rules = append(rules, sarifRule{c.Name, sarifText{c.Doc.Finds}, &sarifText{c.Doc.Why}, sarifRuleLevel{sarifLevels[c.Severity]}})
	}
	return rules
}

// fileURI returns a path as a reference: relative ones to the folder in which the program
// runs, which is that of the repository.
func fileURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return strings.TrimPrefix(u.String(), "./")
}
