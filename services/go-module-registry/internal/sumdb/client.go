package sumdb

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	requestTimeLimit = 30 * time.Second
	// maxAnswer is far above a tile (8 KiB) or a record.
	maxAnswer = 1 << 20
)

// client asks the database, or the proxy that relays it.
type client struct {
	database Database
	proxies  []Proxy
	logins   map[string]Login
	http     *http.Client

	mu   sync.Mutex
	base *url.URL // once known
}

// get returns the answer's status and body.
func (c *client) get(ctx context.Context, base *url.URL, path string) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeLimit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base.JoinPath(path).String(), nil)
	if err != nil {
		return 0, nil, err
	}
	authorize(request, c.logins)
	response, err := c.http.Do(request)
	if err != nil {
		return 0, nil, err // of net/url, which masks a password
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		err = fmt.Errorf("%s answered more than %d bytes", request.URL.Redacted(), maxAnswer)
	}
	return response.StatusCode, body, err
}

// find returns where the database is asked, by the go command's own rule: the
// first proxy that supports it; after 404 or 410, or with "|" after any
// failure, the next; the database itself last.
func (c *client) find(ctx context.Context) (*url.URL, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.base != nil {
		return c.base, nil
	}
	if !c.database.Explicit {
		for _, proxy := range c.proxies {
			at := proxy.URL.JoinPath("sumdb", c.database.Name)
			status, _, err := c.get(ctx, at, "supported")
			switch {
			case err == nil && status == http.StatusOK:
				c.base = at
				return at, nil
			case isAbsent(status) || proxy.FallBackOnError:
			case err != nil:
				return nil, err
			default:
				return nil, fmt.Errorf("%s/supported answered %d", at.Redacted(), status)
			}
		}
	}
	c.base = c.database.URL
	return c.base, nil
}

func isAbsent(status int) bool {
	return status == http.StatusNotFound || status == http.StatusGone
}
