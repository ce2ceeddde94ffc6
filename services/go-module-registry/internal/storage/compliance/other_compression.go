package compliance

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
)

// Equal contents in another compression are other bytes: whoever pinned the
// zip's own digest must not be told that theirs is served.
func testOtherCompression(t *testing.T, b storage.Backend) {
	original := moduletest.Zip(t, v1, map[string]string{"a.go": "package a\n"})
	saved := mustSave(t, b, v1, original)
	_, err := b.Save(t.Context(), v1, bytes.NewReader(recompress(t, original)))
	conflict, ok := errors.AsType[*storage.ConflictError](err)
	if !ok || conflict.Offered.H1 != saved.H1 || conflict.Offered.SHA256 == conflict.Stored.SHA256 {
		t.Errorf("Save = %v, want a conflict of equal h1 and other sha256", err)
	}
}

// recompress returns the archive with its files stored as they are.
func recompress(t *testing.T, archive []byte) []byte {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, file := range reader.File {
		from, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := writer.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, from); err != nil {
			t.Fatal(err)
		}
		from.Close()
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
