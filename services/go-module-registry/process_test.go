package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
)

const token = "a token of the test"

var sdk = module.Version{Path: "example.com/Team/sdk", Version: "v1.2.3"}

// TestMain makes this test's executable the registry's own where a test starts
// it again: a real process, under the race detector too.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_REGISTRY") == "1" {
		main()
	}
	os.Exit(m.Run())
}

// process is a registry that runs.
type process struct {
	*exec.Cmd
	t       *testing.T
	url     string
	storage string
	stdin   io.Closer
	stderr  *output
	waited  func() error
}

// output can be read while a process writes it.
type output struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.String()
}

func command(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// One that does not stop fails its test, and is not left behind.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, executable)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(variable string) bool { return strings.HasPrefix(variable, prefix) })
	cmd.Env = append(append(cmd.Env, "RUN_REGISTRY=1", "TMPDIR="+t.TempDir()), env...)
	return cmd
}

// start runs a registry on the two folders. It stops at the test's end, and
// when the test dies.
func start(t *testing.T, storage, cache string, env ...string) *process {
	t.Helper()
	cmd := command(t, append([]string{
		"GO_MODULE_REGISTRY_LISTEN=127.0.0.1:0",
		"GO_MODULE_REGISTRY_STORAGE=" + storage,
		"GO_MODULE_REGISTRY_UPLOAD_TOKEN=" + token,
		"GO_MODULE_REGISTRY_INTERNAL=example.com/Team",
		"GO_MODULE_REGISTRY_UPSTREAM_CACHE=" + cache,
		"GO_MODULE_REGISTRY_LIST_TTL=1m",
		"GO_MODULE_REGISTRY_STOP_ON_STDIN_EOF=1",
	}, env...)...)
	p := &process{Cmd: cmd, t: t, storage: storage, stderr: &output{}, waited: sync.OnceValue(cmd.Wait)}
	cmd.Stderr = p.stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if p.stdin, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.stdin.Close()
		p.waited()
	})
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	var ready struct{ Listening string }
	if err == nil {
		err = json.Unmarshal(line, &ready)
	}
	if err != nil {
		t.Fatalf("the registry is not ready: %q, %v\n%s", line, err, p.stderr)
	}
	p.url = ready.Listening
	return p
}

func (p *process) put(m module.Version, zip []byte) (int, string) {
	p.t.Helper()
	path, err := module.EscapePath(m.Path)
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPut, p.url+"/upload/"+path+"/@v/"+m.Version+".zip", bytes.NewReader(zip))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

func (p *process) mustPut(m module.Version, files map[string]string) {
	p.t.Helper()
	if status, answer := p.put(m, moduletest.Zip(p.t, m, files)); status != http.StatusCreated {
		p.t.Fatalf("upload of %s = %d %s", m, status, answer)
	}
}

func (p *process) get(path string) (int, string) {
	p.t.Helper()
	response, err := http.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
