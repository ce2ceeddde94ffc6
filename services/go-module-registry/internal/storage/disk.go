package storage

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// stagingName cannot be met as a module path, in which no element starts with
// a dot.
const stagingName = ".staging"

// abandonedAfter is longer than any upload may last, also one of another
// registry on the same folder.
const abandonedAfter = time.Hour

// Disk is a [Backend] on a folder, in the layout of Athens' disk storage:
// <root>/<module path, not escaped>/<version>/ with go.mod, source.zip and
// <version>.info. A zero Disk is not usable; call [NewDisk].
type Disk struct {
	root string
}

// NewDisk opens the folder, making it where it is missing, and removes what
// uploads cut off long ago have left.
func NewDisk(root string) (*Disk, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	staging := filepath.Join(root, stagingName)
	if err := os.MkdirAll(staging, 0o777); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(staging)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > abandonedAfter {
			if err := os.RemoveAll(filepath.Join(staging, entry.Name())); err != nil {
				return nil, err
			}
		}
	}
	return &Disk{root: root}, nil
}

// Versions implements [Lister].
func (d *Disk) Versions(_ context.Context, path string) ([]string, error) {
	notFound := &NotFoundError{module.Version{Path: path}}
	if module.CheckPath(path) != nil {
		return nil, notFound
	}
	entries, err := os.ReadDir(d.moduleFolder(path))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var versions []string
	for _, entry := range entries {
		// The folder also holds the modules below, such as path/v2.
		m := module.Version{Path: path, Version: entry.Name()}
		if !module.IsPseudoVersion(m.Version) && d.has(m) {
			versions = append(versions, m.Version)
		}
	}
	if versions == nil {
		return nil, notFound
	}
	semver.Sort(versions)
	return versions, nil
}

// Latest implements [Lister].
func (d *Disk) Latest(ctx context.Context, path string) ([]byte, error) {
	versions, err := d.Versions(ctx, path)
	if err != nil {
		return nil, err
	}
	return d.Info(ctx, module.Version{Path: path, Version: newest(versions)})
}

// Info implements [Getter].
func (d *Disk) Info(_ context.Context, m module.Version) ([]byte, error) {
	return d.read(m, m.Version+".info")
}

// GoMod implements [Getter].
func (d *Disk) GoMod(_ context.Context, m module.Version) ([]byte, error) {
	return d.read(m, "go.mod")
}

// Zip implements [Getter].
func (d *Disk) Zip(_ context.Context, m module.Version) (io.ReadSeekCloser, error) {
	if !d.has(m) {
		return nil, &NotFoundError{m}
	}
	return os.Open(filepath.Join(d.folder(m), "source.zip"))
}

func (d *Disk) read(m module.Version, name string) ([]byte, error) {
	if !d.has(m) {
		return nil, &NotFoundError{m}
	}
	return os.ReadFile(filepath.Join(d.folder(m), name))
}

// has reports whether all three files are there. Athens writes them one by
// one, so a folder of its can be met half made.
func (d *Disk) has(m module.Version) bool {
	if checkVersion(m) != nil {
		return false
	}
	for _, name := range []string{"go.mod", "source.zip", m.Version + ".info"} {
		if info, err := os.Stat(filepath.Join(d.folder(m), name)); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

func (d *Disk) moduleFolder(path string) string {
	return filepath.Join(d.root, filepath.FromSlash(path))
}

func (d *Disk) folder(m module.Version) string {
	return filepath.Join(d.moduleFolder(m.Path), m.Version)
}

// newest returns the last release of sorted versions, else the last.
func newest(sorted []string) string {
	best := sorted[len(sorted)-1]
	for _, version := range sorted {
		if semver.Prerelease(version) == "" {
			best = version
		}
	}
	return best
}
