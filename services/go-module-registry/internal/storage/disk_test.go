package storage_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
	"github.com/ameideio/go-module-registry/internal/storage/compliance"
)

var lib = module.Version{Path: "example.com/Team/lib", Version: "v1.2.3"}

func newDisk(t *testing.T, root string) *storage.Disk {
	t.Helper()
	disk, err := storage.NewDisk(root)
	if err != nil {
		t.Fatal(err)
	}
	return disk
}

func TestDiskCompliance(t *testing.T) {
	compliance.Run(t, func(t *testing.T) storage.Backend { return newDisk(t, t.TempDir()) })
}

func TestDiskRelativeRoot(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, root := range []string{".", "a/b"} {
		m := module.Version{Path: lib.Path, Version: "v1.0.0"}
		if _, err := newDisk(t, root).Save(t.Context(), m, bytes.NewReader(moduletest.Zip(t, m, nil))); err != nil {
			t.Error(err)
		}
	}
}

// Athens reads what is saved here, so the names are its names.
func TestDiskLayout(t *testing.T) {
	root := t.TempDir()
	zip := moduletest.Zip(t, lib, nil)
	if _, err := newDisk(t, root).Save(t.Context(), lib, bytes.NewReader(zip)); err != nil {
		t.Fatal(err)
	}
	var names []string
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			relative, _ := filepath.Rel(root, name)
			names = append(names, filepath.ToSlash(relative))
		}
		return err
	})
	folder := "example.com/Team/lib/v1.2.3/"
	want := []string{folder + "go.mod", folder + "source.zip", folder + "v1.2.3.info"}
	if err != nil || len(names) != 3 || names[0] != want[0] || names[1] != want[1] || names[2] != want[2] {
		t.Errorf("files are %v (%v), want %v", names, err, want)
	}
}

// Athens writes a version's files one by one; a half is not served, and not
// overwritten either.
func TestDiskHalfVersion(t *testing.T) {
	root := t.TempDir()
	disk := newDisk(t, root)
	folder := filepath.Join(root, "example.com", "Team", "lib", lib.Version)
	for _, name := range []string{"go.mod", "source.zip"} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte("module "+lib.Path), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := disk.GoMod(t.Context(), lib); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with %s written: %v, want not found", name, err)
		}
		if versions, err := disk.Versions(t.Context(), lib.Path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with %s written: listed %v, %v", name, versions, err)
		}
	}
	_, err := disk.Save(t.Context(), lib, bytes.NewReader(moduletest.Zip(t, lib, nil)))
	if _, ok := errors.AsType[*storage.IncompleteError](err); !ok {
		t.Errorf("Save = %v, want an IncompleteError", err)
	}
}

func TestDiskServesWhatAthensWrote(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "example.com", "Team", "lib", lib.Version)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	zip := moduletest.Zip(t, lib, nil)
	info := `{"Version":"v1.2.3","Time":"2026-01-02T03:04:05Z"}`
	for name, content := range map[string]string{"go.mod": "module " + lib.Path, "source.zip": string(zip), "v1.2.3.info": info} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	disk := newDisk(t, root)
	if got, err := disk.Latest(t.Context(), lib.Path); err != nil || string(got) != info {
		t.Errorf("Latest = %s, %v", got, err)
	}
	if saved, err := disk.Save(t.Context(), lib, bytes.NewReader(zip)); err != nil || saved.Outcome != storage.Identical {
		t.Errorf("Save = %+v, %v, want identical", saved, err)
	}
}

// What a crash left is never served; what is old is removed at the next start,
// what may still be an upload of another registry is not.
func TestDiskLeftovers(t *testing.T) {
	root := t.TempDir()
	newDisk(t, root)
	staging := filepath.Join(root, ".staging")
	old := time.Now().Add(-2 * time.Hour)
	for _, name := range []string{"upload-old", "upload-new"} {
		if err := os.MkdirAll(filepath.Join(staging, name, "version"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(filepath.Join(staging, "upload-old"), old, old); err != nil {
		t.Fatal(err)
	}
	newDisk(t, root)
	entries, err := os.ReadDir(staging)
	if err != nil || len(entries) != 1 || entries[0].Name() != "upload-new" {
		t.Errorf("left are %v, %v, want upload-new", entries, err)
	}
}

func TestDiskSaveLeavesNoStaging(t *testing.T) {
	root := t.TempDir()
	disk := newDisk(t, root)
	zip := moduletest.Zip(t, lib, nil)
	for range 2 {
		if _, err := disk.Save(t.Context(), lib, bytes.NewReader(zip)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := disk.Save(t.Context(), lib, bytes.NewReader(zip[:20])); err == nil {
		t.Fatal("half a zip was saved")
	}
	if entries, err := os.ReadDir(filepath.Join(root, ".staging")); err != nil || len(entries) != 0 {
		t.Errorf("staging holds %v, %v", entries, err)
	}
}
