package upstream

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
)

var _ storage.Reader = (*Go)(nil)

var lib = module.Version{Path: "example.com/Team/lib", Version: "v1.1.0"}

// proxy is a GOPROXY which counts what it is asked.
type proxy struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []string
	answer http.HandlerFunc
}

func newProxy(t *testing.T, answer http.HandlerFunc) *proxy {
	p := &proxy{answer: answer}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.URL.Path)
		p.mu.Unlock()
		p.answer(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *proxy) count(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(slices.DeleteFunc(slices.Clone(p.asked), func(asked string) bool { return asked != path }))
}

// newGo returns an upstream of the real go command whose GOPROXY is given.
func newGo(t *testing.T, goproxy string, ttl time.Duration) *Go {
	t.Helper()
	environ := append(os.Environ(), "GOENV=off", "GOPROXY="+goproxy, "GOSUMDB=off", "GOPRIVATE=")
	g, err := New(t.TempDir(), ttl, environ, "PRIVATE_")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Close)
	return g
}

const libURL = "/example.com/!team/lib/@v/"

// serveLib serves lib with a retraction of v1.0.0, and a branch.
func serveLib(t *testing.T) http.HandlerFunc {
	zip := moduletest.Zip(t, lib, nil)
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case libURL + "list":
			fmt.Fprint(w, "v1.1.0\nv1.0.0\nv1.2.0-rc.1\n")
		case libURL + "v1.0.0.info", libURL + "v1.1.0.info", libURL + "v1.2.0-rc.1.info":
			version := strings.TrimSuffix(filepath.Base(r.URL.Path), ".info")
			fmt.Fprintf(w, `{"Version":%q,"Time":"2026-01-02T03:04:05Z"}`, version)
		case libURL + "main.info":
			fmt.Fprint(w, `{"Version":"v1.1.1-0.20260102030405-0123456789ab","Time":"2026-01-02T03:04:05Z"}`)
		case libURL + "v1.1.0.zip":
			w.Write(zip)
		default:
			if strings.HasSuffix(r.URL.Path, ".mod") {
				fmt.Fprintf(w, "module %s\n\nretract v1.0.0\n", lib.Path)
				return
			}
			http.Error(w, "no such thing", http.StatusNotFound)
		}
	}
}

func TestFiles(t *testing.T) {
	p := newProxy(t, serveLib(t))
	g := newGo(t, p.URL, 0)
	for range 2 {
		content, err := g.Info(t.Context(), lib)
		if err != nil || !strings.Contains(string(content), `"Version":"v1.1.0"`) {
			t.Errorf("Info = %s, %v", content, err)
		}
		content, err = g.GoMod(t.Context(), lib)
		if err != nil || !strings.HasPrefix(string(content), "module "+lib.Path) {
			t.Errorf("GoMod = %s, %v", content, err)
		}
	}
	if n := p.count(libURL + "v1.1.0.zip"); n != 0 {
		t.Errorf(".info and .mod downloaded the zip %d times", n)
	}
	for range 2 {
		zip, err := g.Zip(t.Context(), lib)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(zip); err != nil || len(content) == 0 {
			t.Errorf("Zip has %d bytes, %v", len(content), err)
		}
		zip.Close()
	}
	for _, file := range []string{"v1.1.0.info", "v1.1.0.mod", "v1.1.0.zip"} {
		if n := p.count(libURL + file); n != 1 {
			t.Errorf("%s was fetched %d times, want 1", file, n)
		}
	}
}

func TestVersionsAndQueries(t *testing.T) {
	g := newGo(t, newProxy(t, serveLib(t)).URL, 0)
	versions, err := g.Versions(t.Context(), lib.Path)
	if want := []string{"v1.0.0", "v1.1.0", "v1.2.0-rc.1"}; err != nil || !slices.Equal(versions, want) {
		t.Errorf("Versions = %v, %v, want %v with the retracted one", versions, err, want)
	}
	latest, err := g.Latest(t.Context(), lib.Path)
	if want := `{"Version":"v1.1.0","Time":"2026-01-02T03:04:05Z"}`; err != nil || string(latest) != want {
		t.Errorf("Latest = %s, %v, want %s", latest, err, want)
	}
	branch, err := g.Info(t.Context(), module.Version{Path: lib.Path, Version: "main"})
	if want := `{"Version":"v1.1.1-0.20260102030405-0123456789ab","Time":"2026-01-02T03:04:05Z"}`; err != nil || string(branch) != want {
		t.Errorf("Info of a branch = %s, %v, want %s", branch, err, want)
	}
}

func TestListTTL(t *testing.T) {
	for _, test := range []struct {
		ttl  time.Duration
		want int
	}{{0, 2}, {time.Hour, 1}} {
		p := newProxy(t, serveLib(t))
		g := newGo(t, p.URL, test.ttl)
		for range 2 {
			if _, err := g.Versions(t.Context(), lib.Path); err != nil {
				t.Fatal(err)
			}
			if _, err := g.Versions(t.Context(), "example.com/none"); !errors.Is(err, fs.ErrNotExist) {
				t.Fatalf("Versions of no module: %v", err)
			}
		}
		for _, path := range []string{libURL + "list", "/example.com/none/@v/list"} {
			if n := p.count(path); n != test.want {
				t.Errorf("with a TTL of %s %s was asked %d times, want %d", test.ttl, path, n, test.want)
			}
		}
	}
}

// What the go command would not read as one module path and one revision does
// not reach it.
func TestRefusedQuestions(t *testing.T) {
	p := newProxy(t, serveLib(t))
	g := newGo(t, p.URL, 0)
	for _, m := range []module.Version{
		{Path: "-modfile=x.com/y", Version: "v1.0.0"},
		{Path: "example.com/x...y", Version: "v1.0.0"},
		{Path: "../x", Version: "v1.0.0"},
		{Path: "all", Version: "v1.0.0"},
		{Path: lib.Path, Version: "latest"},
		{Path: lib.Path, Version: "upgrade"},
		{Path: lib.Path, Version: "none"},
		{Path: lib.Path, Version: ""},
	} {
		if _, err := g.Info(t.Context(), m); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Info(%s) = %v, want not found", m, err)
		}
		if _, err := g.Zip(t.Context(), m); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Zip(%s) = %v, want not found", m, err)
		}
	}
	for _, path := range []string{"-json", "all", "example.com/...", "std"} {
		if _, err := g.Versions(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Versions(%s) = %v, want not found", path, err)
		}
	}
	if len(p.asked) != 0 {
		t.Errorf("the upstream was asked %v", p.asked)
	}
}
