package audit

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

// rule has a name and says every problem that it has with an organization.
type rule struct {
	name     string
	problems func(*platformv1.Organization) []string
}

var displayNameSpacing = rule{"display-name-spacing", func(organization *platformv1.Organization) []string {
	name := organization.GetDisplayName()
	if name == strings.Join(strings.Fields(name), " ") {
		return nil
	}
	return []string{fmt.Sprintf("the display name %q has needless white space", name)}
}}

// displayNameIsUnique remembers the names that it has seen: one for each audit.
func displayNameIsUnique() rule {
	slugs := map[string]string{}
	return rule{"display-name-unique", func(organization *platformv1.Organization) []string {
		name := strings.ToLower(strings.Join(strings.Fields(organization.GetDisplayName()), " "))
		if first, taken := slugs[name]; taken {
			return []string{fmt.Sprintf("the display name %q is also that of %s", organization.GetDisplayName(), first)}
		}
		slugs[name] = organization.GetSlug()
		return nil
	}}
}

var kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

var labelKeys = rule{"label-key", func(organization *platformv1.Organization) []string {
	var problems []string
	for _, key := range slices.Sorted(maps.Keys(organization.GetLabels())) {
		if !kebabCase.MatchString(key) {
			problems = append(problems, fmt.Sprintf("the label key %q is not kebab-case", key))
		}
	}
	return problems
}}

func labelsPresent(keys []string) rule {
	return rule{"label-present", func(organization *platformv1.Organization) []string {
		var problems []string
		for _, key := range keys {
			if organization.GetLabels()[key] == "" {
				problems = append(problems, fmt.Sprintf("the label %q is missing", key))
			}
		}
		return problems
	}}
}
