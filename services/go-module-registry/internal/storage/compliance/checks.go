package compliance

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/storage"
)

func mustSave(t *testing.T, b storage.Backend, m module.Version, zip []byte) storage.Saved {
	t.Helper()
	saved, err := b.Save(t.Context(), m, bytes.NewReader(zip))
	if err != nil {
		t.Fatalf("Save %s: %v", m, err)
	}
	return saved
}

func readZip(t *testing.T, b storage.Backend, m module.Version) []byte {
	t.Helper()
	zip, err := b.Zip(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	defer zip.Close()
	content, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func readInfo(t *testing.T, b storage.Backend, m module.Version) (string, time.Time) {
	t.Helper()
	var info struct {
		Version string
		Time    time.Time
	}
	content, err := b.Info(t.Context(), m)
	if err == nil {
		err = json.Unmarshal(content, &info)
	}
	if err != nil {
		t.Fatalf("Info = %s, %v", content, err)
	}
	return info.Version, info.Time
}

func wantVersions(t *testing.T, b storage.Backend, path string, want ...string) {
	t.Helper()
	if got, err := b.Versions(t.Context(), path); err != nil || !slices.Equal(got, want) {
		t.Errorf("Versions(%s) = %v, %v, want %v", path, got, err, want)
	}
}

func wantAbsent(t *testing.T, b storage.Backend, m module.Version) {
	t.Helper()
	_, err := b.Info(t.Context(), m)
	wantNotExist(t, err)
	_, err = b.GoMod(t.Context(), m)
	wantNotExist(t, err)
	_, err = b.Zip(t.Context(), m)
	wantNotExist(t, err)
}

func wantNotExist(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error = %v, want one that matches fs.ErrNotExist", err)
	}
}

func wantInvalid(t *testing.T, err error, sentence string) {
	t.Helper()
	if _, ok := errors.AsType[*storage.InvalidZipError](err); !ok || !strings.Contains(err.Error(), sentence) {
		t.Errorf("error = %v, want an InvalidZipError with %q", err, sentence)
	}
}
