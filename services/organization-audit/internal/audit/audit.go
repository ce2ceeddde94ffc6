// Package audit holds the rules for organizations that the platform itself does
// not enforce.
package audit

import (
	"iter"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

// Report says what an audit has seen and found, and by which client of the platform.
type Report struct {
	Audited  int       `json:"audited"`
	Findings []Finding `json:"findings"`
	SDK      SDK       `json:"sdk"`
}

// SDK is the client of the platform that a program was built with.
type SDK struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	// Sum is the h1: hash of its module, as go.sum has it.
	Sum string `json:"sum"`
}

func (s SDK) String() string { return s.Module + " " + s.Version + " " + s.Sum }

// Finding is one rule that one organization breaks.
type Finding struct {
	ID      string `json:"id"`
	Slug    string `json:"slug"`
	Rule    string `json:"rule"`
	Problem string `json:"problem"`
}

// Check holds every organization against all rules. An error of the sequence
// ends it: a report on a part would pass for one on the whole.
func Check(organizations iter.Seq2[*platformv1.Organization, error], requiredLabels []string, sdk SDK) (Report, error) {
	report := Report{Findings: []Finding{}, SDK: sdk}
	rules := []rule{displayNameSpacing, displayNameIsUnique(), labelKeys, labelsPresent(requiredLabels)}
	for organization, err := range organizations {
		if err != nil {
			return Report{}, err
		}
		report.Audited++
		for _, rule := range rules {
			for _, problem := range rule.problems(organization) {
				report.Findings = append(report.Findings, Finding{organization.GetId(), organization.GetSlug(), rule.name, problem})
			}
		}
	}
	return report, nil
}
