package registry

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	modzip "golang.org/x/mod/zip"

	"github.com/ameideio/go-module-registry/internal/storage"
)

// uploader takes PUT /upload/{module}/@v/{version}.zip, escaped as for a
// download, with the module zip as its body.
type uploader struct {
	registry *Registry
	slots    chan struct{}
}

// ServeHTTP answers 201 for a new version and 200 for the same bytes again;
// 400, 401, 403, 409 or 413 with the reason. The log has the upload before the
// client has its answer.
func (u *uploader) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	m, err := parseUpload(req.PathValue("target"))
	upload := Upload{Time: time.Now().UTC(), Module: m.Path, Version: m.Version, Outcome: "refused"}
	var status int
	var sentence string
	switch {
	case !u.registry.authorized(req):
		status, sentence = http.StatusUnauthorized, credentialNeeded
		w.Header().Set("WWW-Authenticate", challenge)
	case err != nil:
		status, sentence = http.StatusBadRequest, "upload to /upload/$module/@v/$version.zip, escaped as the GOPROXY protocol says: "+err.Error()
	default:
		status, sentence = u.upload(w, req, m, &upload)
	}
	if status >= http.StatusBadRequest {
		upload.Reason = sentence
	}
	if err := u.registry.Uploads.Add(upload); err != nil {
		u.registry.Errors.Printf("writing the upload log: %v", err)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}

func parseUpload(path string) (module.Version, error) {
	target, err := parsePath(path)
	if err == nil && target.thing != zip {
		err = errors.New("it does not end in .zip")
	}
	return target.module, err
}

// upload decides, and fills in the log's outcome and h1.
func (u *uploader) upload(w http.ResponseWriter, req *http.Request, m module.Version, upload *Upload) (int, string) {
	if !u.registry.isInternal(m.Path) && !u.registry.isPrivate(m.Path) {
		return http.StatusForbidden, fmt.Sprintf("%s is not an internal module of this registry, which takes %s and what GOPRIVATE, GONOSUMDB or GONOPROXY names; set one of them and start the registry again", m.Path, u.registry.Internal)
	}
	if err := checkPublishable(m); err != nil {
		return http.StatusBadRequest, err.Error()
	}
	if req.ContentLength > modzip.MaxZipFile {
		return http.StatusRequestEntityTooLarge, tooLarge
	}
	u.slots <- struct{}{}
	defer func() { <-u.slots }()
	body := &body{reader: http.MaxBytesReader(w, req.Body, modzip.MaxZipFile)}
	saved, err := u.registry.Stored.Save(req.Context(), m, body)
	upload.H1 = saved.H1
	if err != nil {
		return u.failure(m, body.err, err, upload)
	}
	upload.Outcome = string(saved.Outcome)
	if saved.Outcome == storage.Identical {
		return http.StatusOK, fmt.Sprintf("%s is already published with these bytes, %s", m, saved.H1)
	}
	return http.StatusCreated, fmt.Sprintf("%s is published, %s", m, saved.H1)
}

var tooLarge = fmt.Sprintf("a module zip has at most %d bytes", modzip.MaxZipFile)

// failure tells the client's faults from the server's own.
func (u *uploader) failure(m module.Version, bodyErr, err error, upload *Upload) (int, string) {
	if conflict, ok := errors.AsType[*storage.ConflictError](err); ok {
		upload.Outcome, upload.H1 = "conflict", conflict.Offered.H1
		return http.StatusConflict, err.Error()
	}
	if _, ok := errors.AsType[*storage.IncompleteError](err); ok {
		return http.StatusConflict, err.Error()
	}
	if _, ok := errors.AsType[*storage.InvalidZipError](err); ok {
		// Of a bad zip every file is named, each on a line.
		return http.StatusBadRequest, strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	if _, ok := errors.AsType[*http.MaxBytesError](bodyErr); ok {
		return http.StatusRequestEntityTooLarge, tooLarge
	}
	if bodyErr != nil {
		return http.StatusBadRequest, fmt.Sprintf("the upload of %s broke off: %v", m, bodyErr)
	}
	u.registry.Errors.Printf("storing %s: %v", m, err)
	return http.StatusInternalServerError, fmt.Sprintf("the registry cannot store %s; its log says why", m)
}

// checkPublishable refuses versions that are not a publisher's to choose.
func checkPublishable(m module.Version) error {
	switch {
	case semver.Build(m.Version) != "":
		return fmt.Errorf("%s has build metadata, which Go drops or keeps for +incompatible", m)
	case m.Version != module.CanonicalVersion(m.Version):
		return fmt.Errorf("%s is not a canonical version", m)
	case module.IsPseudoVersion(m.Version):
		return fmt.Errorf("%s has the shape of a pseudo-version, which stands for a commit and not for a publication", m)
	}
	return nil
}

// body keeps the error that reading a request's body gave, to tell it from one
// of the storage.
type body struct {
	reader io.Reader
	err    error
}

// Read implements [io.Reader].
func (b *body) Read(p []byte) (int, error) {
	n, err := b.reader.Read(p)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}
