package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
)

// client is a real go command with an empty module cache that knows the
// registry alone.
type client struct {
	t      *testing.T
	folder string
	env    []string
}

func newClient(t *testing.T, registry string) *client {
	t.Helper()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "go.mod"), "module consumer.example/app\n\ngo 1.26\n")
	// GOCACHE alone is shared, to keep the test quick; GOPATH also has what
	// the checksum database has said before.
	return &client{t, folder, append(os.Environ(),
		"GOENV=off", "GOPROXY="+registry, "GOPRIVATE=", "GONOPROXY=", "GONOSUMDB=example.com/Team", "GOINSECURE=",
		"GOFLAGS=-mod=mod -modcacherw", "GOWORK=off", "GOTOOLCHAIN=local", "GO111MODULE=on",
		"GOMODCACHE="+t.TempDir(), "GOPATH="+t.TempDir())}
}

func (c *client) run(name string, args ...string) (string, error) {
	c.t.Helper()
	cmd := exec.CommandContext(c.t.Context(), name, args...)
	cmd.Dir, cmd.Env = c.folder, c.env
	output, err := cmd.CombinedOutput()
	return string(output), err
}

func (c *client) must(name string, args ...string) string {
	c.t.Helper()
	output, err := c.run(name, args...)
	if err != nil {
		c.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, output)
	}
	return strings.TrimSpace(output)
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// counter is a GOPROXY that knows nothing, so its asked is all that went up.
type counter struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func newCounter(t *testing.T, status int) *counter {
	c := &counter{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.asked = append(c.asked, r.URL.Path)
		c.mu.Unlock()
		http.Error(w, "made up by the test", status)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *counter) paths() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.asked)
}

func TestGoClient(t *testing.T) {
	p := start(t, t.TempDir(), t.TempDir(), "GOPROXY="+newCounter(t, http.StatusNotFound).URL)
	major := module.Version{Path: sdk.Path + "/v2", Version: "v2.0.0-dev.20260102030405"}
	p.mustPut(sdk, map[string]string{
		"sdk.go":          "package sdk\n\nconst Version = 1\n",
		"client/about.go": "package client\n\nfunc About() string { return \"one\" }\n",
	})
	p.mustPut(module.Version{Path: sdk.Path, Version: "v1.3.0-dev.20260102030405"}, map[string]string{"sdk.go": "package sdk\n\nconst Version = 13\n"})
	p.mustPut(major, map[string]string{"sdk.go": "package sdk\n\nconst Version = 2\n"})
	c := newClient(t, p.url)
	if got := c.must("go", "list", "-m", "-versions", sdk.Path); got != sdk.Path+" v1.2.3 v1.3.0-dev.20260102030405" {
		t.Errorf("versions are %s", got)
	}
	if got := c.must("go", "list", "-m", sdk.Path+"@latest"); got != sdk.String()[:len(sdk.Path)]+" v1.2.3" {
		t.Errorf("latest is %s", got)
	}
	if got := c.must("go", "list", "-m", major.Path+"@latest"); got != major.Path+" "+major.Version {
		t.Errorf("latest is %s", got)
	}
	writeFile(t, filepath.Join(c.folder, "main.go"), `package main

import (
	"fmt"

	"example.com/Team/sdk"
	"example.com/Team/sdk/client"
	two "example.com/Team/sdk/v2"
)

func main() { fmt.Println(sdk.Version, client.About(), two.Version) }
`)
	c.must("go", "get", sdk.Path+"/client", major.Path)
	c.must("go", "build", "-o", "app", ".")
	if got := c.must(filepath.Join(c.folder, "app")); got != "1 one 2" {
		t.Errorf("the program says %s", got)
	}
	output, err := c.run("go", "get", sdk.Path+"@v1.9.9")
	if err == nil || !strings.Contains(output, "example.com/Team/sdk@v1.9.9 has not been uploaded to this registry") {
		t.Errorf("an absent version gives %v, %s", err, output)
	}
	output, err = c.run("go", "get", sdk.Path+"@main")
	if err == nil || !strings.Contains(output, "has not been uploaded") {
		t.Errorf("a branch gives %v, %s", err, output)
	}
}

// Nothing of an internal module goes up, uploaded or not; and the go command
// says clearly that it is not there.
func TestInternalNeverGoesUpstream(t *testing.T) {
	upstream := newCounter(t, http.StatusNotFound)
	p := start(t, t.TempDir(), t.TempDir(), "GOPROXY="+upstream.URL, "GONOSUMDB=example.com")
	p.mustPut(sdk, nil)
	c := newClient(t, p.url)
	c.must("go", "list", "-m", "-versions", sdk.Path)
	c.must("go", "mod", "download", sdk.String())
	for _, args := range [][]string{
		{"list", "-m", "-versions", "example.com/Team/absent"},
		{"list", "-m", "example.com/Team/absent@latest"},
		{"get", "example.com/Team/absent/package"},
		{"get", "example.com/Team/absent@v1.0.0"},
		{"get", "example.com/Team/absent@main"},
		{"get", sdk.Path + "@v9.0.0"},
	} {
		output, err := c.run("go", args...)
		if err == nil || !strings.Contains(output, "has not been uploaded to this registry") {
			t.Errorf("go %s gives %v, %s", strings.Join(args, " "), err, output)
		}
	}
	for _, path := range []string{"/@v/list", "/@latest", "/@v/v1.0.0.info", "/@v/v1.0.0.mod", "/@v/v1.0.0.zip", "/@v/main.info"} {
		if status, body := p.get("/example.com/!team/absent" + path); status != http.StatusNotFound {
			t.Errorf("%s = %d %s, want 404", path, status, body)
		}
	}
	for _, asked := range upstream.paths() {
		if strings.Contains(asked, "!team") {
			t.Errorf("the upstream was asked %s", asked)
		}
	}
	// The count is worth something: what is not internal does go up.
	if p.get("/example.com/other/@v/list"); !slices.Contains(upstream.paths(), "/example.com/other/@v/list") {
		t.Errorf("the upstream was asked %v alone", upstream.paths())
	}
}

// A module of another repository that the user's settings call private can be
// uploaded and is then served from here alone; any other comes from upstream.
func TestPrivateModuleOfAnotherRepository(t *testing.T) {
	common := module.Version{Path: "example.com/corp/common", Version: "v1.0.0"}
	for _, setting := range []string{"GOPRIVATE=example.com/corp", "GONOSUMDB=example.com/corp", "GONOPROXY=other.example,example.com/*"} {
		upstream := newCounter(t, http.StatusNotFound)
		storage := t.TempDir()
		p := start(t, storage, t.TempDir(), "GOENV=off", "GOPROXY="+upstream.URL, setting)
		if status, body := p.get("/example.com/corp/common/@v/list"); status != http.StatusNotFound {
			t.Errorf("with %s the list before the upload is %d %s, want 404", setting, status, body)
		}
		before := len(upstream.paths())
		p.mustPut(common, map[string]string{"common.go": "package common\n"})
		c := newClient(t, p.url)
		c.env = append(c.env, "GONOSUMDB=example.com")
		c.must("go", "get", common.String())
		if output, err := c.run("go", "get", common.Path+"@v1.1.0"); err == nil || !strings.Contains(output, "has not been uploaded to this registry") {
			t.Errorf("with %s an absent version gives %v, %s", setting, err, output)
		}
		if status, body := p.get("/sumdb/" + checksumDatabase(t) + "/lookup/example.com/corp/common@v1.0.0"); status != http.StatusNotFound {
			t.Errorf("with %s the checksum database's answer is %d %s", setting, status, body)
		}

		// What was uploaded is served, though the settings no longer name it.
		plain := start(t, storage, t.TempDir(), "GOENV=off", "GOPROXY="+upstream.URL, "GOPRIVATE=")
		if status, body := plain.get("/example.com/corp/common/@v/list"); body != "v1.0.0\n" {
			t.Errorf("the list is %d %s", status, body)
		}
		if status, _ := plain.put(module.Version{Path: common.Path, Version: "v1.1.0"}, nil); status != http.StatusForbidden {
			t.Errorf("an upload of what is not private is %d, want 403", status)
		}
		for _, asked := range upstream.paths()[before:] {
			if strings.Contains(asked, "corp/common") {
				t.Errorf("with %s the upstream was asked %s", setting, asked)
			}
		}
	}
}

// Whoever uploads the first version of a module is told that there is none,
// though no upstream can tell; of a third party's the same stays unknown.
func TestPrivateModuleThatNoUpstreamKnows(t *testing.T) {
	for setting, want := range map[string]map[string]int{
		"GONOSUMDB=example.com/corp": {"/example.com/corp/common": http.StatusNotFound, "/example.org/lib": http.StatusBadGateway},
		"GONOSUMDB=*":                {"/example.com/corp/common": http.StatusBadGateway},
	} {
		p := start(t, t.TempDir(), t.TempDir(), "GOENV=off", "GOPROXY="+newCounter(t, http.StatusBadRequest).URL, setting)
		for path, want := range want {
			if status, body := p.get(path + "/@v/list"); status != want {
				t.Errorf("with %s %s = %d %s, want %d", setting, path, status, body, want)
			}
		}
	}
}

// An upstream in trouble stops the client; it does not take it for an absence
// and go on to its next proxy.
func TestUpstreamFailureStopsTheClient(t *testing.T) {
	for status, wantNext := range map[int]bool{http.StatusNotFound: true, http.StatusServiceUnavailable: false} {
		next := newCounter(t, http.StatusNotFound)
		p := start(t, t.TempDir(), t.TempDir(), "GOPROXY="+newCounter(t, status).URL)
		output, err := newClient(t, p.url+","+next.URL).run("go", "get", "example.org/lib@v1.0.0")
		if err == nil || !wantNext && (!strings.Contains(output, "502 Bad Gateway") || !strings.Contains(output, "503 Service Unavailable")) {
			t.Errorf("an upstream that answers %d gives %v, %s", status, err, output)
		}
		if asked := len(next.paths()) > 0; asked != wantNext {
			t.Errorf("after an upstream's %d the next proxy was asked: %t, want %t", status, asked, wantNext)
		}
	}
}

// A third-party module comes through the machine's own GOPROXY and is verified
// against its checksum database, which the client reaches by the registry.
func TestThirdParty(t *testing.T) {
	cache := t.TempDir()
	p := start(t, t.TempDir(), cache)
	const lib, version = "github.com/google/uuid", "v1.6.0"
	for range 2 {
		c := newClient(t, p.url)
		c.must("go", "get", lib+"@"+version)
		// A package: the go command asks for each beginning of its path.
		c.must("go", "get", "golang.org/x/mod/semver")
		if got := strings.Fields(c.must("go", "list", "-m", "-versions", lib)); !slices.Contains(got, version) {
			t.Errorf("versions are %v", got)
		}
		sum, err := os.ReadFile(filepath.Join(c.folder, "go.sum"))
		if want := lib + " " + version + " h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0="; err != nil || !strings.Contains(string(sum), want) {
			t.Errorf("go.sum is %s, %v, want %s", sum, err, want)
		}
		if c.must("go", "env", "GOSUMDB") == "off" {
			t.Fatal("this machine's GOSUMDB is off: nothing was verified")
		}
		// The go command keeps the lookup that it verified.
		kept, err := filepath.Glob(filepath.Join(c.env1("GOMODCACHE"), "cache", "download", "sumdb", "*", "lookup", "github.com", "google", "uuid@"+version))
		if err != nil || len(kept) != 1 {
			t.Errorf("the client has looked up %v, %v", kept, err)
		}
	}
	kept, err := filepath.Glob(filepath.Join(cache, "cache", "sumdb", "*", "lookup", "github.com", "google", "uuid@"+version))
	if err != nil || len(kept) != 1 {
		t.Errorf("the relay has kept %v, %v", kept, err)
	}
}

// env1 returns a variable of the client's environment.
func (c *client) env1(name string) string {
	for _, variable := range slices.Backward(c.env) {
		if value, ok := strings.CutPrefix(variable, name+"="); ok {
			return value
		}
	}
	return ""
}

// A wrong upload of an SDK's own dependencies would be found here: a module
// that requires a third-party one builds through the registry alone.
func TestInternalModuleWithThirdPartyDependency(t *testing.T) {
	p := start(t, t.TempDir(), t.TempDir())
	m := module.Version{Path: "example.com/Team/ids", Version: "v0.1.0"}
	zip := moduletest.Zip(t, m, map[string]string{
		"go.mod": "module example.com/Team/ids\n\ngo 1.26\n\nrequire github.com/google/uuid v1.6.0\n",
		"ids.go": "package ids\n\nimport \"github.com/google/uuid\"\n\nfunc Zero() string { return uuid.Nil.String() }\n",
	})
	if status, answer := p.put(m, zip); status != http.StatusCreated {
		t.Fatalf("upload = %d %s", status, answer)
	}
	c := newClient(t, p.url)
	writeFile(t, filepath.Join(c.folder, "main.go"), "package main\n\nimport \"example.com/Team/ids\"\n\nfunc main() { println(ids.Zero()) }\n")
	c.must("go", "get", m.String())
	c.must("go", "build", "-o", "app", ".")
	if got := c.must(filepath.Join(c.folder, "app")); got != "00000000-0000-0000-0000-000000000000" {
		t.Errorf("the program says %s", got)
	}
}

// checksumDatabase returns the name of the checksum database that this machine's
// go verifies with.
func checksumDatabase(t *testing.T) string {
	t.Helper()
	output, err := exec.Command("go", "env", "GOSUMDB").Output()
	if err != nil {
		t.Fatal(err)
	}
	name, _, _ := strings.Cut(strings.TrimSpace(string(output)), "+")
	return name
}
