package upstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// Go answers as a storage.Reader by the go command. The GOMODCACHE that the
// command fills is itself laid out as a GOPROXY serves it
// (go.dev/ref/mod#module-cache), so it is the cache. A zero Go is not usable;
// call [New].
type Go struct {
	command *goCommand
	cache   string // GOMODCACHE
	recent  recent
}

// New returns an upstream whose go command has the folder cache as GOMODCACHE
// and environ as its environment, without the variables that start with
// private. Lists, @latest and branches are asked again after ttl; zero asks
// each time. Close it.
func New(cache string, ttl time.Duration, environ []string, private string) (*Go, error) {
	cache, err := filepath.Abs(cache)
	if err != nil {
		return nil, err
	}
	command, err := newGoCommand(cache, environ, private)
	if err != nil {
		return nil, err
	}
	return &Go{command: command, cache: cache, recent: recent{ttl: ttl}}, nil
}

// Close stops the go commands at work and waits for their end.
func (g *Go) Close() { g.command.close() }

// Env returns the output of `go env -json` for these names: the user's
// settings as the go command sees them.
func (g *Go) Env(ctx context.Context, names ...string) ([]byte, error) {
	return g.command.run(ctx, append([]string{"env", "-json"}, names...)...)
}

// Versions returns the module's versions in semantic version order. It is
// empty for a module without tagged versions.
func (g *Go) Versions(ctx context.Context, path string) ([]string, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	// Retracted versions belong to the list: the client reads the retractions
	// themselves out of its newest version.
	answer, err := g.askRecent(ctx, "list", "-e", "-m", "-retracted", "-versions", "-json", path)
	if err != nil {
		return nil, err
	}
	versions := slices.DeleteFunc(slices.Clone(answer.Versions), func(version string) bool {
		return version != module.CanonicalVersion(version) || module.IsPseudoVersion(version)
	})
	semver.Sort(versions)
	return versions, nil
}

// Latest returns the .info of what go calls the module's latest version.
func (g *Go) Latest(ctx context.Context, path string) ([]byte, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	answer, err := g.askRecent(ctx, listArgs(path, "latest")...)
	if err != nil {
		return nil, err
	}
	return answer.info()
}

// Info returns the .info of a version, or of the version that a branch or a
// commit stands for.
func (g *Go) Info(ctx context.Context, m module.Version) ([]byte, error) {
	if isCanonical(m) {
		return g.read(ctx, m, "info")
	}
	if err := checkPath(m.Path); err != nil {
		return nil, err
	}
	if !isRevision(m.Version) {
		return nil, &AbsentError{fmt.Sprintf("not found: %s is not the name of a revision", m.Version)}
	}
	answer, err := g.askRecent(ctx, listArgs(m.Path, m.Version)...)
	if err != nil {
		return nil, err
	}
	return answer.info()
}

// GoMod returns the go.mod of a version.
func (g *Go) GoMod(ctx context.Context, m module.Version) ([]byte, error) {
	return g.read(ctx, m, "mod")
}

// Zip opens the module zip of a version.
func (g *Go) Zip(ctx context.Context, m module.Version) (io.ReadSeekCloser, error) {
	return g.open(ctx, m, "zip")
}

func (g *Go) read(ctx context.Context, m module.Version, extension string) ([]byte, error) {
	file, err := g.open(ctx, m, extension)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// open returns a file of the cache, fetching it where it is missing. The go
// command verifies a file against the checksum database and then renames it to
// its place, so one that is there is whole.
func (g *Go) open(ctx context.Context, m module.Version, extension string) (*os.File, error) {
	if !isCanonical(m) {
		return nil, &AbsentError{fmt.Sprintf("not found: %s has no canonical version", m)}
	}
	if err := checkPath(m.Path); err != nil {
		return nil, err
	}
	escapedPath, err := module.EscapePath(m.Path)
	if err != nil {
		return nil, &AbsentError{err.Error()}
	}
	escapedVersion, err := module.EscapeVersion(m.Version)
	if err != nil {
		return nil, &AbsentError{err.Error()}
	}
	name := filepath.Join(g.cache, "cache", "download", filepath.FromSlash(escapedPath), "@v", escapedVersion+"."+extension)
	file, err := os.Open(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	args := listArgs(m.Path, m.Version) // gives .info and .mod, without the zip
	if extension == "zip" {
		args = []string{"mod", "download", "-json", m.String()}
	}
	if _, err := g.ask(ctx, args...); err != nil {
		return nil, err
	}
	if file, err = os.Open(name); errors.Is(err, fs.ErrNotExist) {
		return nil, &UnavailableError{fmt.Sprintf("the go command fetched %s, but no .%s of it", m, extension)}
	}
	return file, err
}

func (g *Go) ask(ctx context.Context, args ...string) (answer, error) {
	output, err := g.command.run(ctx, args...)
	if err != nil {
		return answer{}, err
	}
	return parseAnswer(output)
}

func (g *Go) askRecent(ctx context.Context, args ...string) (answer, error) {
	key := strings.Join(args, "\x00")
	if kept, ok := g.recent.get(key); ok {
		return kept.answer, kept.err
	}
	a, err := g.ask(ctx, args...)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		g.recent.put(key, a, err)
	}
	return a, err
}

func listArgs(path, query string) []string {
	return []string{"list", "-e", "-m", "-json", path + "@" + query}
}

// checkPath keeps from the go command what it would not read as one module
// path: [module.CheckPath] refuses a leading dash, but "..." is a pattern.
func checkPath(path string) error {
	if err := module.CheckPath(path); err != nil {
		return &AbsentError{"not found: " + err.Error()}
	}
	if strings.Contains(path, "...") {
		return &AbsentError{fmt.Sprintf("not found: %s is a pattern of the go command", path)}
	}
	return nil
}

func isCanonical(m module.Version) bool {
	return m.Version != "" && m.Version == module.CanonicalVersion(m.Version) && module.Check(m.Path, m.Version) == nil
}

// isRevision reports whether the go command reads query as a revision and not
// as one of its own words (go.dev/ref/mod#version-queries).
func isRevision(query string) bool {
	return !slices.Contains([]string{"", "latest", "upgrade", "patch", "none"}, query)
}
