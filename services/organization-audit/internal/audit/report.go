package audit

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// WriteJSON writes the report for a program.
func (r Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// WriteText writes the report for a person: a line for each finding, a summary, and the SDK.
func (r Report) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, finding := range r.Findings {
		fmt.Fprintf(table, "%s\t%s\t%s\n", finding.Slug, finding.Rule, finding.Problem)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "organizations: %d, findings: %d\nsdk: %s\n", r.Audited, len(r.Findings), r.SDK)
	return err
}
