// Package moduletest makes modules for tests.
package moduletest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

// Zip returns the module zip of m with a go.mod and the given files beside it.
func Zip(t testing.TB, m module.Version, files map[string]string) []byte {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "go.mod", "module "+m.Path+"\n\ngo 1.26\n")
	for name, content := range files {
		write(t, folder, name, content)
	}
	var zip bytes.Buffer
	if err := modzip.CreateFromDir(&zip, m, folder); err != nil {
		t.Fatal(err)
	}
	return zip.Bytes()
}

func write(t testing.TB, folder, name, content string) {
	t.Helper()
	file := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}
