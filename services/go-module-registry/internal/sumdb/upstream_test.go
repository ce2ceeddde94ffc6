package sumdb

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/note"
)

// upstream is a real checksum database behind a proxy's paths.
type upstream struct {
	*httptest.Server
	verifierKey string
	mu          sync.Mutex
	asked       map[string]int
	status      map[string]int // answers a path's end with this status
}

func newUpstream(t *testing.T) *upstream {
	t.Helper()
	signer, verifier, err := note.GenerateKey(nil, "sum.example")
	if err != nil {
		t.Fatal(err)
	}
	database := sumdb.NewServer(sumdb.NewTestServer(signer, func(path, version string) ([]byte, error) {
		if !strings.HasPrefix(path, "example.com/") {
			return nil, fs.ErrNotExist
		}
		line := path + " " + version
		return []byte(line + " h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n" + line + "/go.mod h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), nil
	}))
	u := &upstream{verifierKey: verifier, asked: map[string]int{}, status: map[string]int{}}
	u.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/sumdb/sum.example")
		u.mu.Lock()
		u.asked[path]++
		status := u.status[path]
		u.mu.Unlock()
		switch {
		case status != 0:
			http.Error(w, "made up", status)
		case path == "/supported":
		default:
			http.StripPrefix("/sumdb/sum.example", database).ServeHTTP(w, r)
		}
	}))
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) count(path string) int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.asked[path]
}

func newRelay(t *testing.T, gosumdb, goproxy string) *Relay {
	t.Helper()
	database, err := ParseGOSUMDB(gosumdb)
	if err != nil {
		t.Fatal(err)
	}
	proxies, err := ParseGOPROXY(goproxy)
	if err != nil {
		t.Fatal(err)
	}
	return NewRelay(database, proxies, nil, "example.com/internal", t.TempDir())
}

func get(relay http.Handler, path string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	relay.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}
