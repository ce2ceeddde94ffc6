package audit

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

func sequence(organizations ...*platformv1.Organization) iter.Seq2[*platformv1.Organization, error] {
	return func(yield func(*platformv1.Organization, error) bool) {
		for _, organization := range organizations {
			if !yield(organization, nil) {
				return
			}
		}
	}
}

func organization(slug, displayName string, labels map[string]string) *platformv1.Organization {
	return &platformv1.Organization{Id: "id-" + slug, Slug: slug, DisplayName: displayName, Labels: labels}
}

var sdk = SDK{Module: "example.com/sdk", Version: "v1.2.3", Sum: "h1:sum"}

func TestCheck(t *testing.T) {
	owned := map[string]string{"owner": "sales"}
	for name, given := range map[string]struct {
		organizations []*platformv1.Organization
		want          []Finding
	}{
		"no organization": {},
		"nothing to find": {
			organizations: []*platformv1.Organization{organization("acme", "Acme", owned), organization("globex", "Globex", owned)},
		},
		"white space in a name": {
			organizations: []*platformv1.Organization{organization("acme", " Acme  Corporation", owned)},
			want:          []Finding{{"id-acme", "acme", "display-name-spacing", `the display name " Acme  Corporation" has needless white space`}},
		},
		"one name twice": {
			organizations: []*platformv1.Organization{organization("acme", "Acme", owned), organization("acme-2", "ACME", owned)},
			want:          []Finding{{"id-acme-2", "acme-2", "display-name-unique", `the display name "ACME" is also that of acme`}},
		},
		"label keys": {
			organizations: []*platformv1.Organization{
				organization("acme", "Acme", map[string]string{"owner": "sales", "cost-centre": "7", "Tier": "gold", "a_b": "c"}),
			},
			want: []Finding{
				{"id-acme", "acme", "label-key", `the label key "Tier" is not kebab-case`},
				{"id-acme", "acme", "label-key", `the label key "a_b" is not kebab-case`},
			},
		},
		"a label that is missing": {
			organizations: []*platformv1.Organization{organization("acme", "Acme", map[string]string{"owner": ""})},
			want:          []Finding{{"id-acme", "acme", "label-present", `the label "owner" is missing`}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			report, err := Check(sequence(given.organizations...), []string{"owner"}, sdk)
			if err != nil {
				t.Fatal(err)
			}
			if report.Audited != len(given.organizations) || !slices.Equal(report.Findings, given.want) {
				t.Errorf("got %+v, want %d audited and %+v", report, len(given.organizations), given.want)
			}
		})
	}
}

func TestCheckReportsNothingOnAPart(t *testing.T) {
	failure := errors.New("the second page failed")
	report, err := Check(func(yield func(*platformv1.Organization, error) bool) {
		_ = yield(organization("acme", " Acme", nil), nil) && yield(nil, failure)
	}, nil, sdk)
	if !errors.Is(err, failure) || report.Audited != 0 || len(report.Findings) != 0 {
		t.Errorf("got %+v, %v, want an empty report and the failure", report, err)
	}
}

func TestReportFormats(t *testing.T) {
	report, err := Check(sequence(organization("acme", " Acme", nil), organization("globex", "acme", nil)), nil, sdk)
	if err != nil {
		t.Fatal(err)
	}
	var text, json strings.Builder
	if err := errors.Join(report.WriteText(&text), report.WriteJSON(&json)); err != nil {
		t.Fatal(err)
	}
	if want := `acme    display-name-spacing  the display name " Acme" has needless white space
globex  display-name-unique   the display name "acme" is also that of acme
organizations: 2, findings: 2
sdk: example.com/sdk v1.2.3 h1:sum
`; text.String() != want {
		t.Errorf("got text\n%swant\n%s", &text, want)
	}
	if want := `{
  "audited": 2,
  "findings": [
    {
      "id": "id-acme",
      "slug": "acme",
      "rule": "display-name-spacing",
      "problem": "the display name \" Acme\" has needless white space"
    },
    {
      "id": "id-globex",
      "slug": "globex",
      "rule": "display-name-unique",
      "problem": "the display name \"acme\" is also that of acme"
    }
  ],
  "sdk": {
    "module": "example.com/sdk",
    "version": "v1.2.3",
    "sum": "h1:sum"
  }
}
`; json.String() != want {
		t.Errorf("got JSON\n%swant\n%s", &json, want)
	}
}
