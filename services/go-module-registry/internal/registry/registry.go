// Package registry serves Go modules over HTTP: what has been uploaded to it,
// and through it what the user's own go command fetches.
package registry

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"time"

	"golang.org/x/mod/module"

	"github.com/ameideio/go-module-registry/internal/storage"
)

const (
	// bodyTimeLimit bounds how long a request's body may take to arrive.
	bodyTimeLimit = 10 * time.Minute
	// maxUploads bounds the uploads at work at one time; others wait.
	maxUploads = 4
)

// Registry has what the handlers need; all fields but Private are required.
type Registry struct {
	// Internal lists, as GOPRIVATE does, the patterns of the module paths
	// that are uploaded here. Nothing of them is ever asked of the upstream.
	Internal string
	// Private lists, as GOPRIVATE does, the patterns of other module paths
	// that may be uploaded here: those of other repositories of the
	// organisation. Empty allows none.
	Private string
	// Stored has the uploaded modules.
	Stored storage.Backend
	// Upstream answers for the modules that are neither internal nor stored. An error of it that does not
	// match fs.ErrNotExist is answered with 502.
	Upstream storage.Reader
	// SumDB answers the paths below /sumdb/.
	SumDB http.Handler
	// Token is what an upload must show.
	Token string
	// Uploads is told of every upload and every refused one.
	Uploads *UploadLog
	// Errors gets one line for each failure of the server itself.
	Errors *log.Logger
}

// Handler returns the registry's handler. Its own paths cannot be module paths,
// whose first element has a dot.
func (r *Registry) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	mux.Handle("GET /sumdb/", r.SumDB)
	mux.HandleFunc("GET /upload/{$}", r.checkCredential)
	mux.Handle("PUT /upload/{target...}", &uploader{r, make(chan struct{}, maxUploads)})
	mux.HandleFunc("GET /{target...}", r.download)
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.ContentLength != 0 {
			// Not the server's ReadTimeout: that would also cut off a request
			// without a body that waits for the upstream.
			http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeLimit))
		}
		mux.ServeHTTP(w, req)
	})
}

func (r *Registry) isInternal(path string) bool {
	return module.MatchPrefixPatterns(r.Internal, path)
}

func (r *Registry) isPrivate(path string) bool {
	return module.MatchPrefixPatterns(r.Private, path)
}

// isOwn reports whether the storage alone answers for a module: it is internal,
// or a version of it was uploaded. The upstream could answer for the rest of
// such a module with anything.
func (r *Registry) isOwn(ctx context.Context, path string) (bool, error) {
	if r.isInternal(path) {
		return true, nil
	}
	versions, err := r.Stored.Versions(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return len(versions) > 0, err
}
