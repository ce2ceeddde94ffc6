package sumdb

import (
	"path/filepath"
	"testing"

	"golang.org/x/mod/module"
)

func FuzzParseRequest(f *testing.F) {
	for _, path := range []string{"latest", "lookup/example.com/!team/lib@v1.0.0", "tile/8/0/x001/234.p/5", "tile/8/data/000", "lookup/../x@v1.0.0"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		request, err := parseRequest(path)
		if err != nil {
			return
		}
		if request.path != path || !filepath.IsLocal(filepath.FromSlash(path)) || filepath.ToSlash(filepath.Clean(path)) != path {
			t.Errorf("%q is taken as %q, which leaves the folder", path, request.path)
		}
		if m := request.module; m != (module.Version{}) && module.Check(m.Path, m.Version) != nil {
			t.Errorf("%q is taken as %s", path, m)
		}
	})
}
