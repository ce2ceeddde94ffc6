package registry

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
)

// checkCredential lets a publisher try its credential without an upload.
func (r *Registry) checkCredential(w http.ResponseWriter, req *http.Request) {
	if !r.authorized(req) {
		w.Header().Set("WWW-Authenticate", challenge)
		http.Error(w, credentialNeeded, http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// authorized takes the token as Bearer or as the password of Basic, whatever
// the name.
func (r *Registry) authorized(req *http.Request) bool {
	scheme, offered, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if _, password, ok := req.BasicAuth(); ok {
		offered = password
	} else if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	// Hashed first, since the comparison tells lengths apart.
	want, got := sha256.Sum256([]byte(r.Token)), sha256.Sum256([]byte(offered))
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}

const (
	credentialNeeded = "an upload needs the registry's upload token, as Bearer or as the password of Basic"
	challenge        = `Basic realm="go-module-registry", charset="UTF-8"`
)
