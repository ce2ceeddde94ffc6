package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ameideio/go-module-registry/internal/moduletest"
)

// An upload under way at the end is finished first.
func TestStopLetsAnUploadFinish(t *testing.T) {
	p := start(t, t.TempDir(), t.TempDir())
	zip := moduletest.Zip(t, sdk, nil)
	connection := p.beginUpload(zip)
	defer connection.Close()
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the port to close", func() bool {
		probe, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
		if err == nil {
			probe.Close()
		}
		return err != nil
	})
	if _, err := connection.Write(zip[len(zip)/2:]); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		t.Errorf("PUT = %d, want 201", response.StatusCode)
	}
	if err := p.waited(); err != nil {
		t.Errorf("the registry ended with %v\n%s", err, p.stderr)
	}
}

// A request that waits for the upstream is told, and does not hold up the end.
func TestStopEndsFetches(t *testing.T) {
	arrived, release := make(chan struct{}, 8), make(chan struct{})
	upstream := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		arrived <- struct{}{}
		<-release
	}))
	defer upstream.Close()
	defer close(release)
	p := start(t, t.TempDir(), t.TempDir(), "GOENV=off", "GOPROXY="+upstream.URL, "GOPRIVATE=")
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get(p.url + "/example.org/lib/@v/list")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- response.Status + " " + string(body)
	}()
	<-arrived
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if got := <-answered; !strings.HasPrefix(got, "502 Bad Gateway the registry is shutting down") {
		t.Errorf("the waiting request got %q", got)
	}
	if err := p.waited(); err != nil {
		t.Errorf("the registry ended with %v\n%s", err, p.stderr)
	}
}

// After a kill in the middle of an upload nothing of it is served, and the
// version can be uploaded.
func TestKilledDuringUpload(t *testing.T) {
	storage, cache := t.TempDir(), t.TempDir()
	zip := moduletest.Zip(t, sdk, nil)
	p := start(t, storage, cache)
	connection := p.beginUpload(zip)
	defer connection.Close()
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.waited()
	if leftovers, err := filepath.Glob(filepath.Join(storage, ".staging", "upload-*", "version", "source.zip")); err != nil || len(leftovers) != 1 {
		t.Fatalf("the kill left %v, %v, want one staged zip", leftovers, err)
	}
	p = start(t, storage, cache)
	for _, path := range []string{"list", "v1.2.3.info", "v1.2.3.mod", "v1.2.3.zip"} {
		if status, body := p.get("/example.com/!team/sdk/@v/" + path); status != http.StatusNotFound {
			t.Errorf("%s = %d %s, want 404", path, status, body)
		}
	}
	if status, answer := p.put(sdk, zip); status != http.StatusCreated {
		t.Errorf("upload = %d %s, want 201", status, answer)
	}
}

// beginUpload sends half of a zip and returns when the registry has staged
// some of it.
func (p *process) beginUpload(zip []byte) net.Conn {
	p.t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(p.url, "http://"))
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPut, p.url+"/upload/example.com/!team/sdk/@v/v1.2.3.zip", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	request.SetBasicAuth("publisher", token)
	var head bytes.Buffer
	request.Write(&head)
	half := strings.Replace(head.String(), "Content-Length: 0", "Content-Length: "+strconv.Itoa(len(zip)), 1) + string(zip[:len(zip)/2])
	if _, err := io.WriteString(connection, half); err != nil {
		p.t.Fatal(err)
	}
	waitFor(p.t, "the upload to be staged", func() bool {
		staged, _ := filepath.Glob(filepath.Join(p.storage, ".staging", "upload-*", "version", "source.zip"))
		if len(staged) == 0 {
			return false
		}
		info, err := os.Stat(staged[0])
		return err == nil && info.Size() > 0
	})
	return connection
}

func waitFor(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !condition(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
