// Package registry serves Go modules over HTTP: what has been uploaded to it,
// and through it what the user's own go command fetches.
package registry

import (
	"io"
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

// Registry has what the handlers need; all fields are required.
type Registry struct {
	// Internal lists, as GOPRIVATE does, the patterns of the module paths
	// that are uploaded here. Nothing of them is ever asked of the upstream.
	Internal string
	// Stored has the internal modules.
	Stored storage.Backend
	// Upstream answers for all other modules. An error of it that does not
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
