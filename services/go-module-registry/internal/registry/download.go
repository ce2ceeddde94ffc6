package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/ameideio/go-module-registry/internal/storage"
)

// contentTypes are those that the protocol names, and the usual ones for the
// rest.
var contentTypes = map[string]string{
	list:   "text/plain; charset=utf-8",
	latest: "application/json",
	info:   "application/json",
	mod:    "text/plain; charset=utf-8",
	zip:    "application/zip",
}

// download answers the download protocol. Absent is always 404: the go command
// takes 410 for the same. A module that has no version here is absent too, and
// not an empty list: the go command would ask /@latest next and then report
// "no matching versions" instead of the sentence sent here.
func (r *Registry) download(w http.ResponseWriter, req *http.Request) {
	target, err := parsePath(req.PathValue("target"))
	if err != nil {
		http.Error(w, "not found: "+err.Error(), http.StatusNotFound)
		return
	}
	var content io.ReadSeekCloser
	own, err := r.isOwn(req.Context(), target.module.Path)
	switch {
	case err != nil:
		own = true
	case own:
		content, err = open(req.Context(), r.Stored, target)
	default:
		content, err = open(req.Context(), r.Upstream, target)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, err.Error(), http.StatusNotFound)
	case err != nil && !own && r.isPrivate(target.module.Path):
		// Whoever is about to upload the module's first version asks for it
		// here, and no proxy of the user's may know its name.
		http.Error(w, fmt.Sprintf("not found: %s has not been uploaded to this registry, and the upstream cannot tell: %v", target.module.Path, err), http.StatusNotFound)
	case err != nil && own:
		r.Errors.Printf("reading %s: %v", target.module, err)
		http.Error(w, "the registry cannot read its storage; its log says why", http.StatusInternalServerError)
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadGateway)
	default:
		defer content.Close()
		w.Header().Set("Content-Type", contentTypes[target.thing])
		http.ServeContent(w, req, "", time.Time{}, content)
	}
}

func open(ctx context.Context, source storage.Reader, target target) (io.ReadSeekCloser, error) {
	var content []byte
	var err error
	switch target.thing {
	case zip:
		return source.Zip(ctx, target.module)
	case list:
		var versions []string
		if versions, err = source.Versions(ctx, target.module.Path); len(versions) > 0 {
			content = []byte(strings.Join(versions, "\n") + "\n")
		}
	case latest:
		content, err = source.Latest(ctx, target.module.Path)
	case info:
		content, err = source.Info(ctx, target.module)
	case mod:
		content, err = source.GoMod(ctx, target.module)
	}
	return memory{bytes.NewReader(content)}, err
}

// memory is content that needs no closing.
type memory struct{ *bytes.Reader }

// Close implements [io.Closer].
func (memory) Close() error { return nil }
