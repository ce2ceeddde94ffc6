package registry

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
	"github.com/ameideio/go-module-registry/internal/sumdb"
)

const token = "a token of the test"

var (
	ours   = module.Version{Path: "example.com/Team/lib", Version: "v1.2.3"}
	theirs = module.Version{Path: "example.org/lib", Version: "v0.1.0"}
)

// server is a registry whose upstream is a second storage.
type server struct {
	*httptest.Server
	t        *testing.T
	upstream *storage.Disk
	log      string
	console  *bytes.Buffer
}

func newServer(t *testing.T) *server {
	t.Helper()
	stored, err := storage.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	upstream, err := storage.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, upstream: upstream, log: filepath.Join(t.TempDir(), "uploads.log"), console: &bytes.Buffer{}}
	s.Server = httptest.NewServer((&Registry{
		Internal: "example.com/Team,example.net/*/sdk",
		Stored:   stored,
		Upstream: upstream,
		SumDB:    &sumdb.Relay{},
		Token:    token,
		Uploads:  &UploadLog{File: s.log, Console: s.console},
		Errors:   log.New(io.Discard, "", 0),
	}).Handler())
	t.Cleanup(s.Close)
	return s
}

// do sends a request; header is pairs of name and value.
func (s *server) do(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	s.t.Helper()
	request, err := http.NewRequest(method, s.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := s.Client().Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response, string(content)
}

func (s *server) put(path string, body []byte) (int, string) {
	s.t.Helper()
	response, answer := s.do(http.MethodPut, path, bytes.NewReader(body), "Authorization", "Bearer "+token)
	return response.StatusCode, answer
}

// uploads returns the log's lines.
func (s *server) uploads() []Upload {
	s.t.Helper()
	content, err := os.ReadFile(s.log)
	if err != nil {
		s.t.Fatal(err)
	}
	if console := s.console.String(); console != string(content) {
		s.t.Errorf("the console has %q, the file %q", console, content)
	}
	var uploads []Upload
	for line := range strings.Lines(string(content)) {
		var upload Upload
		if err := json.Unmarshal([]byte(line), &upload); err != nil {
			s.t.Fatal(err)
		}
		uploads = append(uploads, upload)
	}
	return uploads
}

func uploadPath(t *testing.T, m module.Version) string {
	t.Helper()
	path, err := module.EscapePath(m.Path)
	if err != nil {
		t.Fatal(err)
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		t.Fatal(err)
	}
	return "/upload/" + path + "/@v/" + version + ".zip"
}

func TestDownload(t *testing.T) {
	s := newServer(t)
	zips := map[module.Version][]byte{}
	for _, version := range []string{"v1.2.3", "v1.3.0-dev.1", "v0.0.0-20260102030405-0123456789ab"} {
		m := module.Version{Path: ours.Path, Version: version}
		zips[m] = moduletest.Zip(t, m, nil)
		if module.IsPseudoVersion(version) {
			continue
		}
		if status, answer := s.put(uploadPath(t, m), zips[m]); status != http.StatusCreated {
			t.Fatalf("upload of %s = %d %s", m, status, answer)
		}
	}
	theirZip := moduletest.Zip(t, theirs, nil)
	if _, err := s.upstream.Save(t.Context(), theirs, bytes.NewReader(theirZip)); err != nil {
		t.Fatal(err)
	}
	const base = "/example.com/!team/lib/"
	for _, test := range []struct {
		path, contentType, body string
		status                  int
	}{
		{base + "@v/list", "text/plain; charset=utf-8", "v1.2.3\nv1.3.0-dev.1\n", 200},
		{base + "@latest", "application/json", `{"Version":"v1.2.3","Time":"`, 200},
		{base + "@v/v1.3.0-dev.1.info", "application/json", `{"Version":"v1.3.0-dev.1","Time":"`, 200},
		{base + "@v/v1.2.3.mod", "text/plain; charset=utf-8", "module example.com/Team/lib\n", 200},
		{base + "@v/v1.2.3.zip", "application/zip", string(zips[ours]), 200},
		{base + "@v/v1.2.4.info", "text/plain; charset=utf-8", "not found: example.com/Team/lib@v1.2.4 has not been uploaded", 404},
		{base + "@v/main.info", "text/plain; charset=utf-8", "not found", 404},
		{base + "@v/v1.2.3.ziphash", "text/plain; charset=utf-8", "not found", 404},
		{"/example.com/Team/lib/@v/list", "text/plain; charset=utf-8", "not found", 404},
		{"/example.com/!team/none/@v/list", "text/plain; charset=utf-8", "not found", 404},
		{"/example.com/!team/none/@latest", "text/plain; charset=utf-8", "not found", 404},
		{"/example.org/lib/@v/list", "text/plain; charset=utf-8", "v0.1.0\n", 200},
		{"/example.org/lib/@v/v0.1.0.zip", "application/zip", string(theirZip), 200},
		{"/sumdb/sum.example/supported", "text/plain; charset=utf-8", "not found", 404},
		{"/healthz", "text/plain; charset=utf-8", "ok", 200},
		{"/", "text/plain; charset=utf-8", "not found", 404},
	} {
		response, body := s.do(http.MethodGet, test.path, nil)
		if response.StatusCode != test.status || !strings.HasPrefix(body, test.body) || response.Header.Get("Content-Type") != test.contentType {
			t.Errorf("GET %s = %d %s %q, want %d %s %q", test.path, response.StatusCode, response.Header.Get("Content-Type"), body, test.status, test.contentType, test.body)
		}
		if response.ContentLength != int64(len(body)) {
			t.Errorf("GET %s has Content-Length %d for %d bytes", test.path, response.ContentLength, len(body))
		}
		head, nothing := s.do(http.MethodHead, test.path, nil)
		if head.StatusCode != test.status || nothing != "" || test.status == 200 && head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %s = %d, %d bytes, want %d, %d", test.path, head.StatusCode, head.ContentLength, test.status, len(body))
		}
	}
	response, _ := s.do(http.MethodPost, base+"@v/list", strings.NewReader("x"))
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST = %d, want 405", response.StatusCode)
	}
}

// A module that matches the patterns is served from the storage alone, though
// the upstream has one of the same name.
func TestInternalShadowsUpstream(t *testing.T) {
	s := newServer(t)
	for _, path := range []string{"example.com/Team/lib", "example.net/x/sdk/v2"} {
		m := module.Version{Path: path, Version: "v1.0.0"}
		if strings.HasSuffix(path, "/v2") {
			m.Version = "v2.0.0"
		}
		if _, err := s.upstream.Save(t.Context(), m, bytes.NewReader(moduletest.Zip(t, m, nil))); err != nil {
			t.Fatal(err)
		}
		escaped := strings.TrimSuffix(strings.TrimPrefix(uploadPath(t, m), "/upload"), m.Version+".zip")
		for _, file := range []string{"list", m.Version + ".info", m.Version + ".mod", m.Version + ".zip", "../@latest"} {
			if response, body := s.do(http.MethodGet, escaped+file, nil); response.StatusCode != http.StatusNotFound {
				t.Errorf("GET %s%s = %d %s, want 404", escaped, file, response.StatusCode, body)
			}
		}
	}
}

// A storage that cannot be read is the server's fault, not an absent module.
func TestBrokenSources(t *testing.T) {
	root := t.TempDir()
	stored, err := storage.NewDisk(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"example.com", "example.org"} {
		if err := os.WriteFile(filepath.Join(root, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var errs bytes.Buffer
	handler := (&Registry{
		Internal: "example.com", Stored: stored, Upstream: stored, SumDB: &sumdb.Relay{}, Token: token,
		Uploads: &UploadLog{File: filepath.Join(t.TempDir(), "uploads.log"), Console: io.Discard},
		Errors:  log.New(&errs, "", 0),
	}).Handler()
	request := func(method, path string, body io.Reader) int {
		recorder := httptest.NewRecorder()
		req := httptest.NewRequest(method, path, body)
		req.Header.Set("Authorization", "Bearer "+token)
		handler.ServeHTTP(recorder, req)
		if strings.Contains(recorder.Body.String(), root) {
			t.Errorf("%s %s tells the storage's place: %s", method, path, recorder.Body)
		}
		return recorder.Code
	}
	m := module.Version{Path: "example.com/lib", Version: "v1.0.0"}
	if status := request(http.MethodPut, uploadPath(t, m), bytes.NewReader(moduletest.Zip(t, m, nil))); status != http.StatusInternalServerError {
		t.Errorf("PUT = %d, want 500", status)
	}
	if !strings.Contains(errs.String(), "storing "+m.String()) {
		t.Errorf("the log has %q", errs.String())
	}
}
