package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/ameideio/organization-audit/internal/audit"
)

type settings struct {
	version        bool
	platformURL    string
	platformToken  string
	timeLimit      time.Duration
	requiredLabels []string
	write          func(audit.Report, io.Writer) error
}

const usage = "usage: organization-audit -format json|text -time-limit DURATION [-require-label KEY]... | -version"

// parseSettings names everything that is missing at once.
func parseSettings(args []string, getenv func(string) string) (settings, error) {
	s := settings{platformURL: getenv("PLATFORM_URL"), platformToken: getenv("PLATFORM_TOKEN")}
	flags := flag.NewFlagSet("organization-audit", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&s.version, "version", false, "")
	flags.Func("format", "", func(format string) error {
		switch format {
		case "json":
			s.write = audit.Report.WriteJSON
		case "text":
			s.write = audit.Report.WriteText
		default:
			return errors.New("must be json or text")
		}
		return nil
	})
	flags.DurationVar(&s.timeLimit, "time-limit", 0, "")
	flags.Func("require-label", "", func(key string) error {
		s.requiredLabels = append(s.requiredLabels, key)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return s, fmt.Errorf("%w\n%s", err, usage)
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("%q is not a flag\n%s", flags.Arg(0), usage)
	}

	if s.version {
		return s, nil
	}
	var missing []error
	need := func(given bool, name, meaning string) {
		if !given {
			missing = append(missing, fmt.Errorf("%s is not set. It is %s", name, meaning))
		}
	}
	need(s.platformURL != "", "PLATFORM_URL", "the address of the platform API.")
	need(s.platformToken != "", "PLATFORM_TOKEN", "the token that the platform API is called with.")
	need(s.write != nil, "-format", "how the report is written: json or text.")
	need(s.timeLimit > 0, "-time-limit", "how long the audit may take, such as 1m.")
	return s, errors.Join(missing...)
}
