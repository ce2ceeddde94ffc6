package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
)

// Save implements [Saver]. The version is made whole in the staging folder and
// appears by one rename, which fails where the version exists: that is what
// makes a single winner, also among several processes.
func (d *Disk) Save(_ context.Context, m module.Version, zip io.Reader) (Saved, error) {
	if err := checkVersion(m); err != nil {
		return Saved{}, &InvalidZipError{m, err}
	}
	if err := checkPlace(m.Path); err != nil {
		return Saved{}, &InvalidZipError{m, err}
	}
	upload, err := os.MkdirTemp(filepath.Join(d.root, stagingName), "upload-*")
	if err != nil {
		return Saved{}, err
	}
	defer os.RemoveAll(upload)
	// MkdirTemp's folder is its owner's alone; the one in it has the umask's
	// permissions, so that an Athens of another user can read it.
	staged := filepath.Join(upload, "version")
	if err := os.Mkdir(staged, 0o777); err != nil {
		return Saved{}, err
	}
	zipFile := filepath.Join(staged, "source.zip")
	sha, err := writeSynced(zipFile, zip)
	if err != nil {
		return Saved{}, err
	}
	goMod, h1, err := readModuleZip(m, zipFile)
	if err != nil {
		return Saved{}, &InvalidZipError{m, err}
	}
	offered := Digest{H1: h1, SHA256: sha}
	if d.has(m) {
		return d.compare(m, offered)
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{m.Version, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return Saved{}, err
	}
	if _, err := writeSynced(filepath.Join(staged, "go.mod"), bytes.NewReader(goMod)); err != nil {
		return Saved{}, err
	}
	if _, err := writeSynced(filepath.Join(staged, m.Version+".info"), bytes.NewReader(info)); err != nil {
		return Saved{}, err
	}
	return d.place(staged, m, offered)
}

// place moves a whole, synced version to where it is served from.
func (d *Disk) place(staged string, m module.Version, offered Digest) (Saved, error) {
	folder, parent := d.folder(m), d.moduleFolder(m.Path)
	if err := syncFolder(staged); err != nil {
		return Saved{}, err
	}
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return Saved{}, err
	}
	if err := os.Rename(staged, folder); err != nil {
		if d.has(m) {
			return d.compare(m, offered)
		}
		if _, statErr := os.Stat(folder); statErr == nil {
			return Saved{}, &IncompleteError{m}
		}
		return Saved{}, err
	}
	// Each folder above may be new too.
	for above := parent; ; above = filepath.Dir(above) {
		if err := syncFolder(above); err != nil {
			return Saved{}, err
		}
		if above == d.root {
			return Saved{Created, offered.H1}, nil
		}
	}
}

// compare decides between identical and conflict for a version that is there.
func (d *Disk) compare(m module.Version, offered Digest) (Saved, error) {
	zipFile := filepath.Join(d.folder(m), "source.zip")
	file, err := os.Open(zipFile)
	if err != nil {
		return Saved{}, err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return Saved{}, err
	}
	stored := Digest{SHA256: hex.EncodeToString(sum.Sum(nil))}
	if stored.SHA256 == offered.SHA256 {
		return Saved{Identical, offered.H1}, nil
	}
	if stored.H1, err = dirhash.HashZip(zipFile, dirhash.Hash1); err != nil {
		return Saved{}, err
	}
	return Saved{}, &ConflictError{Module: m, Stored: stored, Offered: offered}
}

// writeSynced writes a new file through to the disk and returns its SHA-256.
func writeSynced(name string, content io.Reader) (string, error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(file, sum), content); err != nil {
		return "", err
	}
	if err := file.Sync(); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), file.Close()
}

// syncFolder makes the names in a folder durable.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}
