package ameide_test

import (
	"net/http"
	"testing"

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
