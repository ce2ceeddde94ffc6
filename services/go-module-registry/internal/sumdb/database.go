package sumdb

import (
	"fmt"
	"net/url"
	"strings"
)

// Database is the checksum database that the user's go verifies with. Its zero
// value means that there is none.
type Database struct {
	// Name is what a client calls it: a host, with a path perhaps.
	Name string
	// URL is where the database itself answers.
	URL *url.URL
	// Explicit says that GOSUMDB names the URL: the go command then asks
	// there and no proxy.
	Explicit bool
}

// ParseGOSUMDB reads GOSUMDB: "off", or a name or verifier key with perhaps a
// URL after it.
func ParseGOSUMDB(value string) (Database, error) {
	fields := strings.Fields(value)
	if len(fields) == 1 && fields[0] == "off" {
		return Database{}, nil
	}
	if len(fields) != 1 && len(fields) != 2 {
		return Database{}, fmt.Errorf("GOSUMDB is %q, want off or a name with perhaps a URL", value)
	}
	// A verifier key is name+hash+key (golang.org/x/mod/sumdb/note).
	name, _, _ := strings.Cut(fields[0], "+")
	direct, err := url.Parse("https://" + name)
	if err != nil || direct.Host == "" || *direct != (url.URL{Scheme: "https", Host: direct.Host, Path: direct.Path}) || strings.HasSuffix(name, "/") {
		return Database{}, fmt.Errorf("GOSUMDB names %q, want host[/path]", name)
	}
	if len(fields) == 1 {
		return Database{Name: name, URL: direct}, nil
	}
	explicit, err := url.Parse(fields[1])
	if err != nil || explicit.Host == "" {
		return Database{}, fmt.Errorf("GOSUMDB has %q, want a URL", fields[1])
	}
	return Database{Name: name, URL: explicit, Explicit: true}, nil
}
