package main

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/registry"
)

func TestMissingSettings(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"none":        {nil, "GO_MODULE_REGISTRY_UPLOAD_TOKEN is not set"},
		"an argument": {[]string{"--port=1"}, "takes no arguments"},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := command(t)
			cmd.Args = append(cmd.Args, test.args...)
			output, err := cmd.CombinedOutput()
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.ExitCode() != 2 || !strings.Contains(string(output), test.want) {
				t.Errorf("= %v, %s, want exit code 2 and %q", err, output, test.want)
			}
		})
	}
}

func TestStops(t *testing.T) {
	for name, stop := range map[string]func(*process) error{
		"interrupt":    func(p *process) error { return p.Process.Signal(os.Interrupt) },
		"end of stdin": func(p *process) error { return p.stdin.Close() },
		"kill":         func(p *process) error { return p.Process.Kill() },
	} {
		t.Run(name, func(t *testing.T) {
			temporary := t.TempDir()
			p := start(t, t.TempDir(), t.TempDir(), "TMPDIR="+temporary)
			if status, body := p.get("/healthz"); status != 200 || body != "ok" {
				t.Errorf("healthz = %d %s", status, body)
			}
			if err := stop(p); err != nil {
				t.Fatal(err)
			}
			if err := p.waited(); (err != nil) != (name == "kill") {
				t.Errorf("the registry ended with %v\n%s", err, p.stderr)
			}
			if response, err := http.Get(p.url + "/healthz"); err == nil {
				response.Body.Close()
				t.Error("it still answers")
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) != 0 {
				t.Errorf("left are %v, %v", left, err)
			}
		})
	}
}

// A parent that is gone before the registry is ready leaves nothing either.
func TestStopsBeforeItIsReady(t *testing.T) {
	cmd := command(t, "GO_MODULE_REGISTRY_STOP_ON_STDIN_EOF=1")
	for name, value := range valid() {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Dir = t.TempDir()
	if output, err := cmd.CombinedOutput(); err != nil { // its stdin is empty
		t.Errorf("= %v, %s, want exit code 0", err, output)
	}
}

// The token is nowhere but in the environment, and the log says what happened.
func TestUploadLog(t *testing.T) {
	p := start(t, t.TempDir(), t.TempDir())
	p.mustPut(sdk, nil)
	p.put(module.Version{Path: "example.org/lib", Version: "v1.0.0"}, nil)
	content, err := os.ReadFile(filepath.Join(p.storage, "uploads.log"))
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []string
	for line := range strings.Lines(string(content)) {
		var upload registry.Upload
		if err := json.Unmarshal([]byte(line), &upload); err != nil {
			t.Fatal(err)
		}
		outcomes = append(outcomes, upload.Module+" "+upload.Outcome)
	}
	if got := strings.Join(outcomes, ", "); got != "example.com/Team/sdk created, example.org/lib refused" {
		t.Errorf("the log has %s", got)
	}
	p.stdin.Close()
	p.waited() // all of standard error has been read
	if stderr := p.stderr.String(); !strings.Contains(stderr, string(content)) || strings.Contains(stderr, token) {
		t.Errorf("standard error has %q", stderr)
	}
}

// A GOPROXY that is this registry would wait for its own answer.
func TestOwnAddressAsUpstream(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	_, port, _ := net.SplitHostPort(address)
	for _, goproxy := range []string{"http://" + address, "http://localhost:" + port + "/,direct"} {
		cmd := command(t)
		for name, value := range valid() {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		cmd.Env = append(cmd.Env, "GO_MODULE_REGISTRY_LISTEN="+address, "GOPROXY="+goproxy)
		cmd.Dir = t.TempDir()
		output, err := cmd.CombinedOutput()
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok || exit.ExitCode() != 1 || !strings.Contains(string(output), "this registry itself") {
			t.Errorf("GOPROXY=%s: %v, %s, want exit code 1", goproxy, err, output)
		}
	}
}
