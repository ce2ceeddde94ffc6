package upstream

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"testing"
)

func TestFailures(t *testing.T) {
	for name, test := range map[string]struct {
		goproxy string // %s is a proxy that answers with status
		status  int
		absent  bool
	}{
		"404":                      {"%s", 404, true},
		"410":                      {"%s", 410, true},
		"404, then off":            {"%s,off", 404, true},
		"403":                      {"%s", 403, false},
		"500":                      {"%s", 500, false},
		"500 is not passed over":   {"%s,off", 500, false},
		"nobody there":             {"http://127.0.0.1:1", 0, false},
		"404, then nobody there":   {"%s,http://127.0.0.1:1", 404, false},
		"off":                      {"off", 0, true},
		"502 which talks of a 404": {"%s", 502, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProxy(t, func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, "upstream said: 404 Not Found", test.status)
			})
			g := newGo(t, strings.ReplaceAll(test.goproxy, "%s", p.URL), 0)
			_, err := g.Info(t.Context(), lib)
			_, unavailable := errors.AsType[*UnavailableError](err)
			if errors.Is(err, fs.ErrNotExist) != test.absent || unavailable == test.absent {
				t.Errorf("Info = %v, want absent: %t", err, test.absent)
			}
		})
	}
}

func TestClassify(t *testing.T) {
	for sentence, absent := range map[string]bool{
		`example.com/a@v1.0.0: reading https://p.example/a/@v/v1.0.0.info: 404 Not Found`:                                      true,
		`example.com/a@v1.0.0: reading https://p.example/a/@v/v1.0.0.info: 500 Internal Server Error`:                          false,
		"example.com/a: reading https://p.example: 502 Bad Gateway\n\tserver response: https://q.example: 404 Not Found":       false,
		`example.com/a@v1: invalid version: unknown revision v1`:                                                               true,
		`unrecognized import path "example.com/a": parse https://example.com/a?go-get=1: no go-import meta tags ()`:            true,
		`unrecognized import path "example.com/a": https fetch: Get "https://example.com": dial tcp: lookup: no such host`:     true,
		"git ls-remote: exit status 128:\n\tfatal: could not read Username for 'https://h.example': terminal prompts disabled": true,
		"git ls-remote: exit status 128:\n\tfatal: unable to access 'https://h.example/': Could not resolve host: h.example":   false,
		`verifying example.com/a@v1.0.0: checksum mismatch`:                                                                    false,
		"git ls-remote: exit status 128:\n\tfatal: repository 'https://h.example/a/' not found":                                true,
		`exec: "git": executable file not found in $PATH`:                                                                      false,
		``: false,
	} {
		if err := classify(sentence); errors.Is(err, fs.ErrNotExist) != absent || err.Error() != sentence {
			t.Errorf("classify(%q) = %#v, want absent: %t", sentence, err, absent)
		}
	}
}
