package sumdb

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb"
)

const lib = "example.com/Team/lib"

// reader is what golang.org/x/mod/sumdb's client, the go command's own, reads
// the relay with.
type reader struct {
	relay  http.Handler
	key    string
	config []byte
}

func (r *reader) ReadRemote(path string) ([]byte, error) {
	recorder := get(r.relay, "/sumdb/sum.example"+path)
	if recorder.Code != http.StatusOK {
		return nil, errors.New(recorder.Body.String())
	}
	return recorder.Body.Bytes(), nil
}

func (r *reader) ReadConfig(file string) ([]byte, error) {
	if file == "key" {
		return []byte(r.key), nil
	}
	return r.config, nil
}

func (r *reader) WriteConfig(_ string, _, content []byte) error { r.config = content; return nil }
func (r *reader) ReadCache(string) ([]byte, error)              { return nil, fs.ErrNotExist }
func (r *reader) WriteCache(string, []byte)                     {}
func (r *reader) Log(string)                                    {}
func (r *reader) SecurityError(message string)                  { panic(message) }

func TestRelayVerifies(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	for range 2 {
		client := sumdb.NewClient(&reader{relay: relay, key: u.verifierKey})
		for _, version := range []string{"v1.0.0", "v1.1.0", "v2.0.0+incompatible"} {
			if lines, err := client.Lookup(lib, version); err != nil || len(lines) != 1 {
				t.Errorf("Lookup(%s) = %v, %v", version, lines, err)
			}
		}
	}
	for path, want := range map[string]int{"/supported": 1, "/lookup/example.com/!team/lib@v1.0.0": 1} {
		if n := u.count(path); n != want {
			t.Errorf("%s was asked %d times, want %d", path, n, want)
		}
	}
	var left []string
	filepath.WalkDir(relay.folder, func(name string, _ fs.DirEntry, _ error) error {
		if strings.Contains(name, ".new-") {
			left = append(left, name)
		}
		return nil
	})
	if left != nil {
		t.Errorf("temporary files are left: %v", left)
	}
}

func TestRelayAnswers(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	for _, test := range []struct {
		path, contentType, body string
		status                  int
	}{
		{"/sumdb/sum.example/supported", "", "", 200},
		{"/sumdb/sum.example/latest", plainText, "go.sum database tree\n", 200},
		{"/sumdb/sum.example/lookup/example.com/!team/lib@v1.0.0", plainText, lib + " v1.0.0 h1:", 200},
		{"/sumdb/sum.example/tile/8/0/000.p/1", bytesType, "", 200},
		{"/sumdb/sum.example/tile/8/data/000.p/1", bytesType, lib, 200},
		{"/sumdb/sum.example/lookup/other.example/lib@v1.0.0", "text/plain; charset=utf-8", "file does not exist", 404},
		{"/sumdb/sum.example/lookup/example.com/internal/lib@v1.0.0", "text/plain; charset=utf-8", "GONOSUMDB", 404},
		{"/sumdb/sum.example/lookup/example.com/Team/lib@v1.0.0", "", "not found", 404},
		{"/sumdb/sum.example/lookup/example.com/lib", "", "not found", 404},
		{"/sumdb/sum.example/lookup/../../x@v1.0.0", "", "not found", 404},
		{"/sumdb/sum.example/tile/8/0/../000", "", "not found", 404},
		{"/sumdb/sum.example/tile/8/0/0", "", "not found", 404},
		{"/sumdb/sum.example/other", "", "not found", 404},
		{"/sumdb/other.example/supported", "", "not found", 404},
		{"/sumdb/sum.example", "", "not found", 404},
	} {
		got := get(relay, test.path)
		contentType := got.Header().Get("Content-Type")
		if got.Code != test.status || !strings.Contains(got.Body.String(), test.body) || test.contentType != "" && contentType != test.contentType {
			t.Errorf("%s = %d %s %q, want %d %s %q", test.path, got.Code, contentType, got.Body, test.status, test.contentType, test.body)
		}
	}
	if u.count("/lookup/example.com/internal/lib@v1.0.0") != 0 {
		t.Error("an internal module was looked up")
	}
}

// The tree grows: its head is asked each time. Tiles and records are not.
func TestRelayKeeps(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	for range 2 {
		for _, path := range []string{"/lookup/example.com/lib@v1.0.0", "/tile/8/0/000.p/1", "/latest"} {
			if got := get(relay, "/sumdb/sum.example"+path); got.Code != http.StatusOK {
				t.Fatalf("%s = %d %s", path, got.Code, got.Body)
			}
		}
		// Another relay on the same folder: the kept answers are on disk.
		relay = NewRelay(relay.database, relay.client.proxies, nil, "", relay.folder)
	}
	for path, want := range map[string]int{"/lookup/example.com/lib@v1.0.0": 1, "/tile/8/0/000.p/1": 1, "/latest": 2} {
		if n := u.count(path); n != want {
			t.Errorf("%s was asked %d times, want %d", path, n, want)
		}
	}
}

// A login page with status 200 is neither passed on nor kept.
func TestRelayRefusesNonsense(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	for _, path := range []string{"/lookup/example.com/lib@v1.0.0", "/tile/8/0/000.p/1"} {
		u.status[path] = http.StatusOK
		if got := get(relay, "/sumdb/sum.example"+path); got.Code != http.StatusBadGateway {
			t.Errorf("%s = %d %s, want 502", path, got.Code, got.Body)
		}
		delete(u.status, path)
	}
	for _, path := range []string{"/lookup/example.com/lib@v1.0.0", "/tile/8/0/000.p/1"} {
		if got := get(relay, "/sumdb/sum.example"+path); got.Code != http.StatusOK {
			t.Errorf("%s afterwards = %d %s, want 200", path, got.Code, got.Body)
		}
	}
}

func TestRelayOff(t *testing.T) {
	for _, relay := range []*Relay{newRelay(t, "off", "direct"), {}} {
		for _, path := range []string{"/sumdb/sum.example/supported", "/sumdb//supported", "/sumdb/"} {
			if got := get(relay, path); got.Code != http.StatusNotFound {
				t.Errorf("%s = %d, want 404", path, got.Code)
			}
		}
	}
}

func TestRelayCannotWrite(t *testing.T) {
	u := newUpstream(t)
	relay := newRelay(t, u.verifierKey, u.URL)
	relay.folder = filepath.Join(relay.folder, "file")
	if err := os.WriteFile(relay.folder, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if got := get(relay, "/sumdb/sum.example/lookup/example.com/lib@v1.0.0"); got.Code != http.StatusBadGateway {
		t.Errorf("lookup = %d %s, want 502", got.Code, got.Body)
	}
}
