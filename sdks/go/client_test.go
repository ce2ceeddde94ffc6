package ameide_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
)

func connected(t *testing.T, p *platform, opts ...ameide.Option) *ameide.Client {
	t.Helper()
	t.Cleanup(p.Close)
	client, err := ameide.NewClient(p.URL, token, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestNewClientRefusesWhatNoCallCouldBeMadeWith(t *testing.T) {
	for name, given := range map[string]struct{ baseURL, token, says string }{
		"no URL":       {"", token, "base URL"},
		"relative URL": {"/platform", token, "base URL"},
		"other scheme": {"ftp://user:secret@platform.example", token, "base URL"},
		"broken URL":   {"http://user:secret@platform.example:port", token, "base URL"},
		"no token":     {"https://platform.example", "", "token"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ameide.NewClient(given.baseURL, given.token)
			if err == nil || !strings.Contains(err.Error(), given.says) {
				t.Errorf("got %v, want an error about the %s", err, given.says)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestEveryCallCarriesTokenAndUserAgent(t *testing.T) {
	p := startPlatform("acme")
	client := connected(t, p)
	if _, err := client.Organizations.Get(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	header := p.requests[0].Header
	if got, want := header.Values("Authorization"), "Bearer "+token; len(got) != 1 || got[0] != want {
		t.Errorf("authorization %q, want %q", got, want)
	}
	if got, want := header.Values("User-Agent"), "ameide-sdk-go/"+ameide.Version; len(got) != 1 || got[0] != want {
		t.Errorf("user agent %q, want %q", got, want)
	}
}

func TestDeadlineTravelsToThePlatform(t *testing.T) {
	p := startPlatform("acme")
	client := connected(t, p)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := client.Organizations.Get(ctx, "acme"); err != nil {
		t.Fatal(err)
	}
	if p.requests[0].Header.Get("Connect-Timeout-Ms") == "" {
		t.Error("the platform was not told the deadline")
	}
}

func TestOptions(t *testing.T) {
	p := startPlatform("acme")
	counted := &countingClient{}
	client := connected(t, p, ameide.WithHTTPClient(counted), ameide.WithConnect(connect.WithProtoJSON()))
	if _, err := client.Organizations.Get(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if counted.calls != 1 {
		t.Errorf("the HTTP client given made %d calls, want 1", counted.calls)
	}
	if got := p.requests[0].Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("content type %q, want application/json", got)
	}
}

type countingClient struct{ calls int }

func (c *countingClient) Do(request *http.Request) (*http.Response, error) {
	c.calls++
	return http.DefaultClient.Do(request)
}
