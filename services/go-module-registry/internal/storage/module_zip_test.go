package storage

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"

	"github.com/ameideio/go-module-registry/internal/moduletest"
)

var sample = module.Version{Path: "example.com/lib", Version: "v1.0.0"}

// rawZip returns an archive of the files, given as name, content pairs.
func rawZip(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for i := 0; i < len(pairs); i += 2 {
		file, err := writer.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadModuleZip(t *testing.T) {
	const root = "example.com/lib@v1.0.0/"
	const goMod = "module example.com/lib\n"
	corrupt := rawZip(t, root+"go.mod", goMod, root+"a.go", strings.Repeat("package a // some text\n", 20))
	corrupt[bytes.Index(corrupt, []byte(root+"a.go"))+len(root+"a.go")+5] ^= 0xff
	for name, test := range map[string]struct {
		zip  []byte
		want string // in the error; empty for none
	}{
		"valid":               {rawZip(t, root+"go.mod", goMod, root+"a.go", "package a\n"), ""},
		"newer go directive":  {rawZip(t, root+"go.mod", goMod+"go 1.99\nfuture (\n\tthing\n)\n"), ""},
		"not a zip":           {[]byte("PK no"), "not a valid zip"},
		"empty":               {nil, "not a valid zip"},
		"no go.mod":           {rawZip(t, root+"a.go", "package a\n"), "no go.mod"},
		"other module":        {rawZip(t, root+"go.mod", "module example.com/other\n"), "does not say module example.com/lib"},
		"no module directive": {rawZip(t, root+"go.mod", "go 1.26\n"), "does not say module"},
		"unreadable go.mod":   {rawZip(t, root+"go.mod", "module (\n"), "go.mod:"},
		"other prefix":        {rawZip(t, "example.com/lib@v1.0.1/go.mod", goMod), "path does not have prefix"},
		"file outside":        {rawZip(t, root+"go.mod", goMod, root+"../../x", "x"), "x"},
		"case collision":      {rawZip(t, root+"go.mod", goMod, root+"a", "", root+"A", ""), "case-insensitive"},
		"twice":               {rawZip(t, root+"go.mod", goMod, root+"go.mod", goMod), "multiple entries"},
		"second go.mod":       {rawZip(t, root+"go.mod", goMod, root+"sub/go.mod", goMod), "go.mod file not in module root"},
		"go.mod too large":    {rawZip(t, root+"go.mod", goMod+strings.Repeat("\n", modzip.MaxGoMod)), "go.mod file too large"},
		"wrong checksum":      {corrupt, "checksum error"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "source.zip")
			if err := os.WriteFile(file, test.zip, 0o666); err != nil {
				t.Fatal(err)
			}
			content, h1, err := readModuleZip(sample, file)
			if test.want == "" {
				if err != nil || !strings.HasPrefix(h1, "h1:") || !strings.HasPrefix(string(content), goMod) {
					t.Errorf("= %q, %s, %v", content, h1, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
		})
	}
}

func TestReadModuleZipHash(t *testing.T) {
	file := filepath.Join(t.TempDir(), "source.zip")
	if err := os.WriteFile(file, moduletest.Zip(t, sample, nil), 0o666); err != nil {
		t.Fatal(err)
	}
	// go.dev/ref/mod#go-sum-files: the SHA-256 of a list of SHA-256 and name.
	list := fmt.Sprintf("%x  %s/go.mod\n", sha256.Sum256([]byte("module example.com/lib\n\ngo 1.26\n")), sample)
	sum := sha256.Sum256([]byte(list))
	want := "h1:" + base64.StdEncoding.EncodeToString(sum[:])
	if _, h1, err := readModuleZip(sample, file); err != nil || h1 != want {
		t.Errorf("h1 = %s, %v, want %s", h1, err, want)
	}
}

func TestNewest(t *testing.T) {
	for _, test := range []struct{ versions, want string }{
		{"v1.0.0-dev.1", "v1.0.0-dev.1"},
		{"v0.1.0 v1.0.0-dev.1", "v0.1.0"},
		{"v0.1.0 v0.2.0 v1.0.0-rc.1", "v0.2.0"},
		{"v1.0.0-dev.1 v1.0.0", "v1.0.0"},
	} {
		if got := newest(strings.Fields(test.versions)); got != test.want {
			t.Errorf("newest(%s) = %s, want %s", test.versions, got, test.want)
		}
	}
}
