// Package compliance has the tests that every [storage.Backend] passes.
package compliance

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/moduletest"
	"github.com/ameideio/go-module-registry/internal/storage"
)

const path = "example.com/team/lib"

var v1 = module.Version{Path: path, Version: "v1.2.3"}

// Run runs the suite; open returns an empty backend each time.
func Run(t *testing.T, open func(t *testing.T) storage.Backend) {
	for name, test := range map[string]func(*testing.T, storage.Backend){
		"NotFound":           testNotFound,
		"SaveAndGet":         testSaveAndGet,
		"SaveAgain":          testSaveAgain,
		"Conflict":           testConflict,
		"EqualContentsOther": testOtherCompression,
		"Versions":           testVersions,
		"NestedModules":      testNestedModules,
		"VersionPrefix":      testVersionPrefix,
		"Latest":             testLatest,
		"Concurrent":         testConcurrent,
		"NeverHalf":          testNeverHalf,
		"InvalidVersion":     testInvalidVersion,
		"FailingReader":      testFailingReader,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func testNotFound(t *testing.T, b storage.Backend) {
	for _, m := range []module.Version{
		v1,
		{Path: path, Version: "main"},
		{Path: path, Version: ""},
		{Path: path, Version: "../../outside"},
		{Path: "../outside", Version: "v1.0.0"},
		{Path: "", Version: "v1.0.0"},
	} {
		wantAbsent(t, b, m)
	}
	for _, p := range []string{path, "..", "", ".staging"} {
		_, err := b.Versions(t.Context(), p)
		wantNotExist(t, err)
		_, err = b.Latest(t.Context(), p)
		wantNotExist(t, err)
	}
}

func testSaveAndGet(t *testing.T, b storage.Backend) {
	zip := moduletest.Zip(t, v1, map[string]string{"lib.go": "package lib\n"})
	before := time.Now().Add(-time.Second)
	saved := mustSave(t, b, v1, zip)
	if saved.Outcome != storage.Created || !strings.HasPrefix(saved.H1, "h1:") {
		t.Errorf("Save = %+v, want created and an h1", saved)
	}
	if got := readZip(t, b, v1); !bytes.Equal(got, zip) {
		t.Error("Zip returned other bytes than were saved")
	}
	goMod, err := b.GoMod(t.Context(), v1)
	if err != nil || string(goMod) != "module "+path+"\n\ngo 1.26\n" {
		t.Errorf("GoMod = %q, %v", goMod, err)
	}
	version, at := readInfo(t, b, v1)
	if version != v1.Version || at.Before(before) || at.After(time.Now()) {
		t.Errorf("Info = %s at %s, want %s now", version, at, v1.Version)
	}
}

func testSaveAgain(t *testing.T, b storage.Backend) {
	zip := moduletest.Zip(t, v1, nil)
	first := mustSave(t, b, v1, zip)
	info, err := b.Info(t.Context(), v1)
	if err != nil {
		t.Fatal(err)
	}
	second := mustSave(t, b, v1, zip)
	if second.Outcome != storage.Identical || second.H1 != first.H1 {
		t.Errorf("second Save = %+v, want identical with %s", second, first.H1)
	}
	if again, err := b.Info(t.Context(), v1); err != nil || !bytes.Equal(again, info) {
		t.Errorf("an identical upload changed Info from %s to %s (%v)", info, again, err)
	}
}

func testConflict(t *testing.T, b storage.Backend) {
	zip := moduletest.Zip(t, v1, nil)
	stored := mustSave(t, b, v1, zip)
	_, err := b.Save(t.Context(), v1, bytes.NewReader(moduletest.Zip(t, v1, map[string]string{"a.go": "package a\n"})))
	conflict, ok := errors.AsType[*storage.ConflictError](err)
	if !ok {
		t.Fatalf("Save of other bytes = %v, want a ConflictError", err)
	}
	if conflict.Stored.H1 != stored.H1 || conflict.Offered.H1 == stored.H1 {
		t.Errorf("conflict names %s and %s, stored is %s", conflict.Stored.H1, conflict.Offered.H1, stored.H1)
	}
	for _, digest := range []storage.Digest{conflict.Stored, conflict.Offered} {
		if !strings.Contains(err.Error(), digest.H1) {
			t.Errorf("%q does not name %s", err, digest.H1)
		}
	}
	if !bytes.Equal(readZip(t, b, v1), zip) {
		t.Error("a conflict changed the stored zip")
	}
}

func testVersions(t *testing.T, b storage.Backend) {
	// In another order than theirs; the second to last is a pseudo-version.
	for _, version := range []string{"v1.10.0", "v1.2.0", "v1.2.0-dev.20260102030405", "v1.2.0-alpha", "v0.0.0-20260102030405-0123456789ab", "v0.9.0"} {
		m := module.Version{Path: path, Version: version}
		mustSave(t, b, m, moduletest.Zip(t, m, nil))
	}
	wantVersions(t, b, path, "v0.9.0", "v1.2.0-alpha", "v1.2.0-dev.20260102030405", "v1.2.0", "v1.10.0")
	if _, err := b.GoMod(t.Context(), module.Version{Path: path, Version: "v0.0.0-20260102030405-0123456789ab"}); err != nil {
		t.Errorf("a pseudo-version is not listed, but kept: %v", err)
	}
}

// Versions of modules whose paths share a beginning are not mixed, nor are
// those whose letters differ in case alone where the backend can tell.
func testNestedModules(t *testing.T, b storage.Backend) {
	for _, m := range []module.Version{
		{Path: path, Version: "v1.0.0"},
		{Path: path + "/v2", Version: "v2.1.0"},
		{Path: path + "/sub", Version: "v0.1.0"},
		{Path: path + "-other", Version: "v0.9.0"},
	} {
		mustSave(t, b, m, moduletest.Zip(t, m, nil))
	}
	wantVersions(t, b, path, "v1.0.0")
	wantVersions(t, b, path+"/v2", "v2.1.0")
	wantVersions(t, b, path+"/sub", "v0.1.0")
	wantVersions(t, b, path+"-other", "v0.9.0")
	_, err := b.Versions(t.Context(), "example.com/team")
	wantNotExist(t, err)

	inside := module.Version{Path: path + "/v1.0.0-x", Version: "v1.0.0"}
	_, err = b.Save(t.Context(), inside, bytes.NewReader(moduletest.Zip(t, inside, nil)))
	wantInvalid(t, err, "is a version")
}

func testVersionPrefix(t *testing.T, b storage.Backend) {
	m := module.Version{Path: path, Version: "v1.2.3-pre.1"}
	mustSave(t, b, m, moduletest.Zip(t, m, nil))
	for _, version := range []string{"v1.2.3-pre", "v1.2.3", "v1.2", "v1", "v1.2.3-pre.1.info", "v1.2.3-pre.1/go"} {
		wantAbsent(t, b, module.Version{Path: path, Version: version})
	}
}

func testLatest(t *testing.T, b storage.Backend) {
	// Each version is saved after the ones before it.
	for _, step := range []struct{ save, latest string }{
		{"v1.0.0-dev.2", "v1.0.0-dev.2"},
		{"v1.0.0-dev.10", "v1.0.0-dev.10"},
		{"v0.9.0", "v0.9.0"},
		{"v1.0.0", "v1.0.0"},
		{"v1.1.0-dev.1", "v1.0.0"},
	} {
		m := module.Version{Path: path, Version: step.save}
		mustSave(t, b, m, moduletest.Zip(t, m, nil))
		var latest struct{ Version string }
		info, err := b.Latest(t.Context(), path)
		if err == nil {
			err = json.Unmarshal(info, &latest)
		}
		if err != nil || latest.Version != step.latest {
			t.Errorf("after %s Latest = %s, %v, want %s", step.save, info, err, step.latest)
		}
	}
}

func testInvalidVersion(t *testing.T, b storage.Backend) {
	zip := moduletest.Zip(t, v1, nil)
	for _, m := range []module.Version{
		{Path: path, Version: "v1.2"},
		{Path: path, Version: "v1.2.3+build"},
		{Path: path, Version: "v2.0.0"},
		{Path: path + "/v2", Version: "v1.0.0"},
		{Path: "../" + path, Version: "v1.2.3"},
		{Path: "nodot/lib", Version: "v1.2.3"},
		{Path: path, Version: "v1.2.4"},
		{Path: path + "/other", Version: "v1.2.3"},
	} {
		_, err := b.Save(t.Context(), m, bytes.NewReader(zip))
		wantInvalid(t, err, m.String())
		wantAbsent(t, b, m)
	}
}

func testFailingReader(t *testing.T, b storage.Backend) {
	broken := errors.New("broken off")
	zip := moduletest.Zip(t, v1, nil)
	_, err := b.Save(t.Context(), v1, io.MultiReader(bytes.NewReader(zip[:10]), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("Save = %v, want %v", err, broken)
	}
	wantAbsent(t, b, v1)
	if saved := mustSave(t, b, v1, zip); saved.Outcome != storage.Created {
		t.Errorf("Save after a failure = %+v, want created", saved)
	}
}
