package storage

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/mod/sumdb/dirhash"
	modzip "golang.org/x/mod/zip"
)

// checkVersion reports why m cannot be kept. [module.Check] alone accepts
// versions that are not canonical, such as v1.2.
func checkVersion(m module.Version) error {
	if err := module.Check(m.Path, m.Version); err != nil {
		return err
	}
	if m.Version != module.CanonicalVersion(m.Version) {
		return fmt.Errorf("%s is not a canonical version", m.Version)
	}
	return nil
}

// checkPlace refuses the module paths whose folder would be the folder of
// another module's version: example.com/a/v1.0.0-b is a legal module path.
func checkPlace(path string) error {
	isVersion := func(element string) bool { return semver.Canonical(element) == element }
	if i := slices.IndexFunc(strings.Split(path, "/"), isVersion); i >= 0 {
		return errors.New("an element of the module path is a version, which the storage layout cannot hold")
	}
	return nil
}

// readModuleZip returns the go.mod and the h1 hash of a zip that Go accepts as
// the zip of m.
func readModuleZip(m module.Version, file string) (goMod []byte, h1 string, err error) {
	checked, err := modzip.CheckZip(m, file)
	if err == nil {
		err = checked.Err()
	}
	if err != nil {
		return nil, "", err
	}
	if goMod, err = readGoMod(m, file); err != nil {
		return nil, "", err
	}
	// Reads every file to its end, so a wrong CRC or size comes out here.
	h1, err = dirhash.HashZip(file, dirhash.Hash1)
	return goMod, h1, err
}

// readGoMod returns the zip's go.mod. Go accepts a zip without one; here it is
// required, since a made-up go.mod has no requirements.
func readGoMod(m module.Version, file string) ([]byte, error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	entry, err := archive.Open(m.String() + "/go.mod")
	if err != nil {
		return nil, errors.New("it has no go.mod at its root")
	}
	defer entry.Close()
	goMod, err := io.ReadAll(io.LimitReader(entry, modzip.MaxGoMod))
	if err != nil {
		return nil, err
	}
	parsed, err := modfile.ParseLax("go.mod", goMod, nil)
	if err != nil {
		return nil, err
	}
	if parsed.Module == nil || parsed.Module.Mod.Path != m.Path {
		return nil, fmt.Errorf("its go.mod does not say module %s", m.Path)
	}
	return goMod, nil
}
