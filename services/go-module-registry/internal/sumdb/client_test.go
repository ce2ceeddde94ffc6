package sumdb

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

func TestRelayFindsTheDatabase(t *testing.T) {
	for name, test := range map[string]struct {
		first   int    // how the first proxy answers /supported
		between string // "," or "|"
		status  int
	}{
		"first":               {200, ",", 200},
		"404":                 {404, ",", 200},
		"410":                 {410, ",", 200},
		"500":                 {500, ",", 502},
		"500, any falls back": {500, "|", 200},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := newUpstream(t), newUpstream(t)
			first.status["/supported"] = test.first
			relay := newRelay(t, "sum.example", first.URL+test.between+second.URL)
			if got := get(relay, "/sumdb/sum.example/latest"); got.Code != test.status {
				t.Errorf("latest = %d %s, want %d", got.Code, got.Body, test.status)
			}
			if test.status == http.StatusBadGateway {
				first.mu.Lock()
				first.status["/supported"] = 0
				first.mu.Unlock()
				if got := get(relay, "/sumdb/sum.example/latest"); got.Code != http.StatusOK {
					t.Errorf("a failure was remembered: %d %s", got.Code, got.Body)
				}
			}
		})
	}
}

func TestRelayExplicitURL(t *testing.T) {
	u, proxy := newUpstream(t), newUpstream(t)
	relay := newRelay(t, "sum.example "+u.URL+"/sumdb/sum.example", proxy.URL)
	if got := get(relay, "/sumdb/sum.example/latest"); got.Code != http.StatusOK {
		t.Errorf("latest = %d %s", got.Code, got.Body)
	}
	if len(proxy.asked) != 0 {
		t.Errorf("a proxy was asked %v, though GOSUMDB names the URL", proxy.asked)
	}
}

func TestRelayWithoutProxyAsksTheDatabase(t *testing.T) {
	for _, goproxy := range []string{"direct", "off"} {
		relay := newRelay(t, "sum.example", goproxy)
		if base, err := relay.client.find(t.Context()); err != nil || base.String() != "https://sum.example" {
			t.Errorf("with GOPROXY=%s the database is at %v, %v", goproxy, base, err)
		}
	}
}

func TestClientGivesUp(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, _, err := relay.client.get(ctx, relay.database.URL, "latest"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("get = %v, want that its time is over", err)
	}
}
