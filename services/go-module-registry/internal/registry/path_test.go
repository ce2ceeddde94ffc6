package registry

import (
	"testing"

	"golang.org/x/mod/module"
)

func TestParsePath(t *testing.T) {
	for path, want := range map[string]struct{ thing, module, version string }{
		"example.com/lib/@v/list":                        {list, "example.com/lib", ""},
		"example.com/lib/@latest":                        {latest, "example.com/lib", ""},
		"example.com/lib/@v/v1.0.0.info":                 {info, "example.com/lib", "v1.0.0"},
		"example.com/lib/@v/main.info":                   {info, "example.com/lib", "main"},
		"example.com/lib/@v/release-1.x.info":            {info, "example.com/lib", "release-1.x"},
		"example.com/!team/lib/v2/@v/v2.0.0-!r!c.1.mod":  {mod, "example.com/Team/lib/v2", "v2.0.0-RC.1"},
		"example.com/lib/@v/v2.0.0+incompatible.zip":     {zip, "example.com/lib", "v2.0.0+incompatible"},
		"gopkg.in/lib.v3/@v/v3.0.1.zip":                  {zip, "gopkg.in/lib.v3", "v3.0.1"},
		"example.com/lib/@v/v1.0.0-dev.20260102030405.z": {},
		"example.com/lib/@v/v1.0.0.ziphash":              {},
		"example.com/lib/@v/v1.0.0":                      {},
		"example.com/lib/@v/.info":                       {},
		"example.com/lib/@v/":                            {},
		"example.com/lib/@v":                             {},
		"example.com/lib/@V/list":                        {},
		"example.com/lib/list":                           {},
		"example.com/lib":                                {},
		"":                                               {},
		"/@v/list":                                       {},
		"/@latest":                                       {},
		"example.com/Team/lib/@v/list":                   {},
		"example.com/!Team/@v/list":                      {},
		"example.com/!/@v/list":                          {},
		"example.com/../lib/@v/list":                     {},
		"example.com//lib/@v/list":                       {},
		"nodot/lib/@v/list":                              {},
		"-x.com/lib/@v/list":                             {},
		"example.com/lib/v1/@v/list":                     {},
		"example.com/lib/@v/v1.0.0-RC.1.info":            {},
		"example.com/lib/@v/a/b.info":                    {},
		"example.com/lib/@v/..info":                      {},
		"example.com/lib/@v/main.mod":                    {},
		"example.com/lib/@v/v2.0.0.zip":                  {},
		"example.com/lib/v2/@v/v1.0.0.zip":               {},
	} {
		got, err := parsePath(path)
		switch {
		case want.thing == "" && err == nil:
			t.Errorf("parsePath(%q) = %+v, want an error", path, got)
		case want.thing != "" && (err != nil || got != target{want.thing, module.Version{Path: want.module, Version: want.version}}):
			t.Errorf("parsePath(%q) = %+v, %v, want %+v", path, got, err, want)
		}
	}
}

// Whatever is read from a path is written back as the same path, so no two
// paths name one thing and no path leaves its place.
func FuzzParsePath(f *testing.F) {
	for _, path := range []string{"example.com/!team/lib/@v/list", "a.b/@latest", "a.b/c/@v/v1.0.0-!r!c.info", "a.b/@v/main.info", "a.b/../@v/list", "a.b/@v/x/../v1.0.0.zip"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		got, err := parsePath(path)
		if err != nil {
			return
		}
		escaped, err := module.EscapePath(got.module.Path)
		if err != nil {
			t.Fatalf("%q is taken as %+v: %v", path, got, err)
		}
		again := escaped + "/@v/" + got.thing
		switch got.thing {
		case latest:
			again = escaped + "/@latest"
		case info, mod, zip:
			version, err := module.EscapeVersion(got.module.Version)
			if err != nil {
				t.Fatalf("%q is taken as %+v: %v", path, got, err)
			}
			again = escaped + "/@v/" + version + "." + got.thing
		}
		if again != path {
			t.Errorf("%q is taken as %+v, which is %q", path, got, again)
		}
	})
}
