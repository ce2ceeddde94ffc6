package compliance

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"testing"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
)

func testConcurrent(t *testing.T, b storage.Backend) {
	const each = 6
	ours := moduletest.Zip(t, v1, map[string]string{"a.go": "package ours\n"})
	theirs := moduletest.Zip(t, v1, map[string]string{"a.go": "package theirs\n"})
	var (
		wait                         sync.WaitGroup
		mu                           sync.Mutex
		created, identical, conflict int
	)
	for i := range 2 * each {
		zip := ours
		if i%2 == 1 {
			zip = theirs
		}
		wait.Go(func() {
			saved, err := b.Save(t.Context(), v1, bytes.NewReader(zip))
			mu.Lock()
			defer mu.Unlock()
			_, isConflict := errors.AsType[*storage.ConflictError](err)
			switch {
			case isConflict:
				conflict++
			case err != nil:
				t.Errorf("Save: %v", err)
			case saved.Outcome == storage.Created:
				created++
			default:
				identical++
			}
		})
	}
	wait.Wait()
	if created != 1 || identical != each-1 || conflict != each {
		t.Errorf("created %d, identical %d, conflict %d, want 1, %d, %d", created, identical, conflict, each-1, each)
	}
}

// A reader meets all of a version or nothing of it.
func testNeverHalf(t *testing.T, b storage.Backend) {
	reader, writer := io.Pipe()
	zip := moduletest.Zip(t, v1, nil)
	done := make(chan error, 1)
	go func() {
		_, err := b.Save(t.Context(), v1, reader)
		done <- err
	}()
	// A pipe's Write returns when its bytes have been read: Save is under way.
	if _, err := writer.Write(zip[:len(zip)/2]); err != nil {
		t.Fatal(err)
	}
	wantAbsent(t, b, v1)
	if _, err := writer.Write(zip[len(zip)/2:]); err != nil {
		t.Fatal(err)
	}
	writer.Close()
	for {
		_, listErr := b.Versions(t.Context(), path)
		_, zipErr := b.Zip(t.Context(), v1)
		if listErr == nil && zipErr != nil {
			t.Fatalf("listed, but %v", zipErr)
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			wantVersions(t, b, path, v1.Version)
			return
		default:
		}
	}
}
