package registry

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"

	"github.com/ameideio/go-module-registry/internal/moduletest"
)

func TestUpload(t *testing.T) {
	s := newServer(t)
	zip := moduletest.Zip(t, ours, nil)
	other := moduletest.Zip(t, ours, map[string]string{"a.go": "package a\n"})
	var h1 string
	for _, step := range []struct {
		body     []byte
		status   int
		sentence string
		outcome  string
	}{
		{zip, 201, "example.com/Team/lib@v1.2.3 is published, h1:", "created"},
		{zip, 200, "already published with these bytes, h1:", "identical"},
		{other, 409, "already published with other bytes", "conflict"},
	} {
		status, answer := s.put(uploadPath(t, ours), step.body)
		if status != step.status || !strings.Contains(answer, step.sentence) || strings.Count(answer, "\n") != 1 {
			t.Errorf("PUT = %d %q, want %d with %q", status, answer, step.status, step.sentence)
		}
		uploads := s.uploads()
		last := uploads[len(uploads)-1]
		if last.Outcome != step.outcome || last.Module != ours.Path || last.Version != ours.Version || last.Time.IsZero() || !strings.Contains(answer, last.H1) {
			t.Errorf("the log has %+v, want %s", last, step.outcome)
		}
		if step.outcome == "created" {
			h1 = last.H1
		}
		if step.outcome == "conflict" && (last.H1 == h1 || !strings.Contains(answer, h1) || last.Reason+"\n" != answer) {
			t.Errorf("the conflict %q of %+v does not name both hashes", answer, last)
		}
	}
	if _, body := s.do(http.MethodGet, "/example.com/!team/lib/@v/v1.2.3.zip", nil); body != string(zip) {
		t.Error("the zip served is not the first one")
	}
}

func TestUploadRefused(t *testing.T) {
	s := newServer(t)
	zip := moduletest.Zip(t, ours, nil)
	for name, test := range map[string]struct {
		path     string
		status   int
		sentence string
	}{
		"not internal":          {"/upload/example.org/lib/@v/v1.2.3.zip", 403, "example.org/lib is not an internal module of this registry, which takes example.com/Team,example.net/*/sdk"},
		"other letters":         {"/upload/example.com/team/lib/@v/v1.2.3.zip", 403, "not an internal module"},
		"pseudo-version":        {"/upload/example.com/!team/lib/@v/v0.0.0-20260102030405-0123456789ab.zip", 400, "pseudo-version"},
		"pseudo-version of tag": {"/upload/example.com/!team/lib/@v/v1.2.4-0.20260102030405-0123456789ab.zip", 400, "pseudo-version"},
		"build metadata":        {"/upload/example.com/!team/lib/@v/v1.2.3+build.zip", 400, "build metadata"},
		"incompatible":          {"/upload/example.com/!team/lib/@v/v2.0.0+incompatible.zip", 400, "build metadata"},
		"not canonical":         {"/upload/example.com/!team/lib/@v/v1.2.zip", 400, "not a canonical version"},
		"major version":         {"/upload/example.com/!team/lib/@v/v2.0.0.zip", 400, "should be v0 or v1, not v2"},
		"major version of path": {"/upload/example.com/!team/lib/v2/@v/v1.2.3.zip", 400, "should be v2, not v1"},
		"not escaped":           {"/upload/example.com/Team/lib/@v/v1.2.3.zip", 400, "GOPROXY protocol"},
		"not a zip's path":      {"/upload/example.com/!team/lib/@v/v1.2.3.info", 400, "does not end in .zip"},
		"a list":                {"/upload/example.com/!team/lib/@v/list", 400, "does not end in .zip"},
		"no protocol's path":    {"/upload/example.com/!team/lib/v1.2.3.zip", 400, "GOPROXY protocol"},
		"zip of another":        {"/upload/example.com/!team/lib/@v/v1.2.4.zip", 400, "not a module zip of example.com/Team/lib@v1.2.4"},
		"place of a version":    {"/upload/example.com/!team/lib/v1.0.0-x/@v/v1.2.3.zip", 400, "is a version"},
	} {
		t.Run(name, func(t *testing.T) {
			status, answer := s.put(test.path, zip)
			if status != test.status || !strings.Contains(answer, test.sentence) || strings.Count(answer, "\n") != 1 {
				t.Errorf("PUT %s = %d %q, want %d with %q", test.path, status, answer, test.status, test.sentence)
			}
			uploads := s.uploads()
			if last := uploads[len(uploads)-1]; last.Outcome != "refused" || last.Reason+"\n" != answer {
				t.Errorf("the log has %+v", last)
			}
			served := strings.TrimPrefix(test.path, "/upload")
			if response, _ := s.do(http.MethodGet, served, nil); response.StatusCode != http.StatusNotFound {
				t.Errorf("GET %s = %d after the refusal", served, response.StatusCode)
			}
		})
	}
}

func TestCredential(t *testing.T) {
	s := newServer(t)
	basic := func(name, password string) string {
		request, _ := http.NewRequest(http.MethodGet, "/", nil)
		request.SetBasicAuth(name, password)
		return request.Header.Get("Authorization")
	}
	for name, test := range map[string]struct {
		header string
		ok     bool
	}{
		"bearer":              {"Bearer " + token, true},
		"bearer, other case":  {"bearer " + token, true},
		"basic":               {basic("anyone", token), true},
		"basic without name":  {basic("", token), true},
		"none":                {"", false},
		"wrong":               {"Bearer x" + token, false},
		"empty bearer":        {"Bearer ", false},
		"beginning":           {"Bearer " + token[:5], false},
		"basic, token a name": {basic(token, ""), false},
		"other scheme":        {"Token " + token, false},
		"token alone":         {token, false},
	} {
		t.Run(name, func(t *testing.T) {
			response, body := s.do(http.MethodGet, "/upload/", nil, "Authorization", test.header)
			want := http.StatusNoContent
			if !test.ok {
				want = http.StatusUnauthorized
			}
			if response.StatusCode != want || strings.Contains(body, token) || (response.Header.Get("WWW-Authenticate") != "") == test.ok {
				t.Errorf("GET /upload/ = %d %s, want %d", response.StatusCode, body, want)
			}
			m := module.Version{Path: ours.Path + "/" + strings.NewReplacer(" ", "", ",", "").Replace(name), Version: "v1.0.0"}
			response, _ = s.do(http.MethodPut, uploadPath(t, m), bytes.NewReader(moduletest.Zip(t, m, nil)), "Authorization", test.header)
			want = http.StatusCreated
			if !test.ok {
				want = http.StatusUnauthorized
			}
			if response.StatusCode != want || (response.Header.Get("WWW-Authenticate") != "") == test.ok {
				t.Errorf("PUT = %d, want %d", response.StatusCode, want)
			}
		})
	}
	for _, upload := range s.uploads() {
		if upload.Outcome == "refused" && (upload.Module == "" || strings.Contains(upload.Reason, token)) {
			t.Errorf("the log has %+v", upload)
		}
	}
}

func TestUploadTooLarge(t *testing.T) {
	s := newServer(t)
	request, err := http.NewRequest(http.MethodPut, s.URL+uploadPath(t, ours), iotest.ErrReader(io.ErrUnexpectedEOF))
	if err != nil {
		t.Fatal(err)
	}
	request.ContentLength = modzip.MaxZipFile + 1
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Expect", "100-continue") // nothing of the body is sent
	transport := &http.Transport{ExpectContinueTimeout: 1 << 40}
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("PUT = %d, want 413", response.StatusCode)
	}
	// One of unknown length is found out while it is read.
	status, _ := (&uploader{}).failure(ours, &http.MaxBytesError{Limit: modzip.MaxZipFile}, io.ErrUnexpectedEOF, &Upload{})
	if status != http.StatusRequestEntityTooLarge {
		t.Errorf("a body over the limit gives %d, want 413", status)
	}
}

// An upload that ends too early leaves nothing.
func TestUploadBrokenOff(t *testing.T) {
	s := newServer(t)
	zip := moduletest.Zip(t, ours, nil)
	connection, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprintf(connection, "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s", uploadPath(t, ours), token, len(zip), zip[:20])
	if err := connection.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	uploads := s.uploads()
	if response.StatusCode != http.StatusBadRequest || len(uploads) != 1 || uploads[0].Outcome != "refused" || !strings.Contains(uploads[0].Reason, "broke off") {
		t.Errorf("PUT = %d, the log has %+v, want 400 and refused", response.StatusCode, uploads)
	}
	if status, answer := s.put(uploadPath(t, ours), zip); status != http.StatusCreated {
		t.Errorf("PUT again = %d %s, want 201", status, answer)
	}
}

func TestConcurrentUploads(t *testing.T) {
	s := newServer(t)
	zips := [][]byte{moduletest.Zip(t, ours, nil), moduletest.Zip(t, ours, map[string]string{"a.go": "package a\n"})}
	const each = 2 * maxUploads
	count := map[int]int{}
	var mu sync.Mutex
	var wait sync.WaitGroup
	for i := range len(zips) * each {
		wait.Go(func() {
			status, _ := s.put(uploadPath(t, ours), zips[i%len(zips)])
			mu.Lock()
			defer mu.Unlock()
			count[status]++
		})
	}
	wait.Wait()
	if count[201] != 1 || count[200] != each-1 || count[409] != each {
		t.Errorf("answers are %v, want one 201, %d 200, %d 409", count, each-1, each)
	}
	if n := len(s.uploads()); n != len(zips)*each {
		t.Errorf("the log has %d lines, want %d", n, len(zips)*each)
	}
}
