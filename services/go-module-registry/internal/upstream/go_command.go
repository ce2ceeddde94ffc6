// Package upstream answers for every module that is not internal, by asking
// the user's own go command. It alone honours all of the user's configuration:
// GOPROXY with its "," and "|", direct, GOPRIVATE, GONOSUMDB, GOAUTH, netrc,
// certificate settings.
package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	// fetchTimeLimit bounds one run of the go command, which may clone a
	// repository.
	fetchTimeLimit = 5 * time.Minute
	// maxRuns bounds the go commands at work at one time; they mostly wait
	// for the network.
	maxRuns = 8
)

// goCommand runs the user's go command. Equal questions asked while one is
// being answered share its answer.
type goCommand struct {
	env     []string
	folder  string // empty, so that no go.mod has a say
	flights singleflight.Group
	slots   chan struct{}

	// life ends with close. A run belongs to the server and not to the
	// request that began it, since other requests wait for it too.
	life context.Context
	end  context.CancelFunc
}

// newGoCommand prepares to run go with cache as its GOMODCACHE. Variables that
// start with one of the private prefixes are withheld from it.
func newGoCommand(cache string, environ []string, private string) (*goCommand, error) {
	// Not a temporary one: whoever is killed would leave it behind.
	folder := filepath.Join(cache, "empty")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	g := &goCommand{folder: folder, slots: make(chan struct{}, maxRuns)}
	for _, variable := range environ {
		if !strings.HasPrefix(variable, private) {
			g.env = append(g.env, variable)
		}
	}
	// Where a name is given twice, the last one holds. GOFLAGS is replaced as
	// a whole: a user's -mod or -modfile would not work in an empty folder.
	g.env = append(g.env, "GOMODCACHE="+cache, "GOFLAGS=-modcacherw", "GOWORK=off", "GO111MODULE=on", "PWD="+folder)
	g.life, g.end = context.WithCancel(context.Background())
	return g, nil
}

// close stops what runs and, by taking every slot, waits for its end. A second
// call does nothing.
func (g *goCommand) close() {
	g.end()
	for range maxRuns {
		g.slots <- struct{}{}
		defer func() { <-g.slots }()
	}
}

// run returns the standard output of go with these arguments. A failure whose
// reason go writes as JSON to standard output is not an error here.
func (g *goCommand) run(ctx context.Context, args ...string) ([]byte, error) {
	flight := g.flights.DoChan(strings.Join(args, "\x00"), func() (any, error) { return g.runAlone(args) })
	select {
	case result := <-flight:
		output, _ := result.Val.([]byte)
		return output, result.Err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (g *goCommand) runAlone(args []string) ([]byte, error) {
	select {
	case g.slots <- struct{}{}:
		defer func() { <-g.slots }()
	case <-g.life.Done():
		return nil, &UnavailableError{"the registry is shutting down"}
	}
	ctx, cancel := context.WithTimeout(g.life, fetchTimeLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = g.folder, g.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	stopWithChildren(cmd)
	err := cmd.Run()
	what := "go " + strings.Join(args, " ")
	switch exit, _ := errors.AsType[*exec.ExitError](err); {
	case ctx.Err() == context.DeadlineExceeded:
		return nil, &UnavailableError{fmt.Sprintf("%s took longer than %s", what, fetchTimeLimit)}
	case ctx.Err() != nil:
		return nil, &UnavailableError{"the registry is shutting down"}
	case exit != nil && !json.Valid(stdout.Bytes()):
		return nil, classify(strings.TrimPrefix(strings.TrimSpace(stderr.String()), "go: "))
	case exit == nil && err != nil:
		return nil, &UnavailableError{fmt.Sprintf("%s: %v", what, err)}
	}
	return stdout.Bytes(), nil
}
