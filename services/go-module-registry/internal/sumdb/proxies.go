// Package sumdb relays the user's checksum database
// (go.dev/ref/mod#checksum-database, "Proxying a checksum database"), so that
// a client which reaches this registry alone can verify third-party modules.
package sumdb

import (
	"net/url"
	"strings"
)

// Proxy is one entry of GOPROXY that is reached by HTTP.
type Proxy struct {
	URL *url.URL
	// FallBackOnError says that "|" follows the entry: any failure leads to
	// the next one, not only 404 and 410.
	FallBackOnError bool
}

// ParseGOPROXY returns the HTTP entries of a GOPROXY list, up to "direct" or
// "off" where the go command stops reading too.
func ParseGOPROXY(list string) ([]Proxy, error) {
	var proxies []Proxy
	for list != "" {
		entry, fallBack := list, false
		if i := strings.IndexAny(list, ",|"); i >= 0 {
			entry, fallBack, list = list[:i], list[i] == '|', list[i+1:]
		} else {
			list = ""
		}
		entry = strings.TrimSpace(entry)
		if entry == "direct" || entry == "off" {
			break
		}
		// As the go command does for a host without a scheme.
		if strings.ContainsAny(entry, ".:/") && !strings.Contains(entry, ":/") {
			entry = "https://" + entry
		}
		parsed, err := url.Parse(entry)
		if err != nil {
			return nil, err
		}
		if parsed.Scheme == "http" || parsed.Scheme == "https" {
			proxies = append(proxies, Proxy{parsed, fallBack})
		}
	}
	return proxies, nil
}
