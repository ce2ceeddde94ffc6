package main

import (
	"errors"
	"fmt"
	"net"
	"path"
	"strings"
	"time"
)

// prefix begins the name of every setting. What has it is withheld from the go
// commands that the registry runs, the token above all.
const prefix = "GO_MODULE_REGISTRY_"

// settings come from the environment alone. There are no defaults.
type settings struct {
	listen         string
	storage        string
	uploadToken    string
	internal       string
	upstreamCache  string
	listTTL        time.Duration
	stopOnStdinEOF bool
}

// readSettings names everything that is missing or wrong in one error, without
// the values, one of which is secret.
func readSettings(getenv func(string) string) (settings, error) {
	var s settings
	var problems []error
	required := func(name, purpose string, parse func(value string) error) {
		value := getenv(prefix + name)
		if value == "" {
			problems = append(problems, fmt.Errorf("%s%s is not set: %s", prefix, name, purpose))
		} else if err := parse(value); err != nil {
			problems = append(problems, fmt.Errorf("%s%s is not usable: %w. It is %s", prefix, name, err, purpose))
		}
	}
	text := func(field *string) func(string) error {
		return func(value string) error { *field = value; return nil }
	}
	required("LISTEN", "the host:port to listen on; port 0 takes a free one", func(value string) error {
		s.listen = value
		_, _, err := net.SplitHostPort(value)
		return err
	})
	required("STORAGE", "the folder that keeps the uploaded modules", text(&s.storage))
	required("UPLOAD_TOKEN", "the secret that an upload must show", text(&s.uploadToken))
	required("INTERNAL", "the module paths that are uploaded here and never asked of the upstream, as in GOPRIVATE", func(value string) error {
		s.internal = value
		return checkPatterns(value)
	})
	required("UPSTREAM_CACHE", "the folder that keeps what is fetched from the upstream, the GOMODCACHE of the go command that fetches", text(&s.upstreamCache))
	required("LIST_TTL", "how long a third-party module's list of versions is not asked again, such as 30s; 0s asks each time", func(value string) (err error) {
		if s.listTTL, err = time.ParseDuration(value); err == nil && s.listTTL < 0 {
			err = errors.New("it is negative")
		}
		return err
	})
	switch value := getenv(prefix + "STOP_ON_STDIN_EOF"); value {
	case "", "1":
		s.stopOnStdinEOF = value == "1"
	default:
		problems = append(problems, fmt.Errorf("%sSTOP_ON_STDIN_EOF is not usable: set it to 1 to stop when standard input ends, or not at all", prefix))
	}
	return s, errors.Join(problems...)
}

// checkPatterns reports a pattern that could never match: module's
// MatchPrefixPatterns passes over it, and the modules that it should have kept
// inside would be asked of the upstream.
func checkPatterns(list string) error {
	for pattern := range strings.SplitSeq(list, ",") {
		if strings.TrimSpace(pattern) != pattern || strings.Trim(pattern, "/") == "" {
			return errors.New("a pattern is empty or has spaces around it")
		}
		if _, err := path.Match(pattern, ""); err != nil {
			return err
		}
	}
	return nil
}
