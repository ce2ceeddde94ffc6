package upstream

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestConcurrentQuestionsShareARun(t *testing.T) {
	release := make(chan struct{})
	arrived := make(chan struct{}, 1)
	serve := serveLib(t)
	p := newProxy(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == libURL+"v1.1.0.info" {
			arrived <- struct{}{}
			<-release
		}
		serve(w, r)
	})
	g := newGo(t, p.URL, 0)
	var wait sync.WaitGroup
	wait.Go(func() {
		if _, err := g.Info(t.Context(), lib); err != nil {
			t.Error(err)
		}
	})
	<-arrived
	for range 3 {
		wait.Go(func() {
			if _, err := g.GoMod(t.Context(), lib); err != nil {
				t.Error(err)
			}
		})
	}
	close(release)
	wait.Wait()
	if n := p.count(libURL + "v1.1.0.info"); n != 1 {
		t.Errorf(".info was fetched %d times, want 1", n)
	}
}

// Close ends a go command that waits for its upstream; whoever waits for it is
// told.
func TestCloseStopsRuns(t *testing.T) {
	arrived, release := make(chan struct{}, 8), make(chan struct{})
	p := newProxy(t, func(http.ResponseWriter, *http.Request) {
		arrived <- struct{}{}
		<-release
	})
	t.Cleanup(func() { close(release) })
	g := newGo(t, p.URL, 0)
	failed := make(chan error, 1)
	go func() {
		_, err := g.Versions(t.Context(), lib.Path)
		failed <- err
	}()
	<-arrived
	for range 2 {
		g.Close()
	}
	if err := <-failed; err == nil || !strings.Contains(err.Error(), "shutting down") {
		t.Errorf("Versions = %v, want that the registry shuts down", err)
	}
	if _, err := g.Versions(t.Context(), lib.Path); err == nil {
		t.Error("Versions after Close gave no error")
	}
}

func TestPrivateVariablesAreWithheld(t *testing.T) {
	command, err := newGoCommand(t.TempDir(), []string{"PRIVATE_TOKEN=secret", "GOPROXY=off"}, "PRIVATE_")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { command.close() })
	if env := strings.Join(command.env, "\n"); strings.Contains(env, "secret") || !strings.Contains(env, "GOPROXY=off") {
		t.Errorf("the go command's environment is %s", env)
	}
}
