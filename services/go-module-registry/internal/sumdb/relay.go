package sumdb

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/module"
)

// Relay is an [http.Handler] for the paths below /sumdb/. What the database
// never changes, tiles and records, it keeps on disk. A zero Relay answers 404
// to everything, which tells a client to ask the database itself.
type Relay struct {
	database Database
	internal string
	folder   string
	client   *client
}

// NewRelay returns a relay of the database that asks by the proxies with the
// logins and keeps answers in folder. Modules that match the patterns internal
// are never looked up: their names stay here.
func NewRelay(database Database, proxies []Proxy, logins map[string]Login, internal, folder string) *Relay {
	return &Relay{database, internal, folder, &client{database: database, proxies: proxies, logins: logins, http: &http.Client{}}}
}

// ServeHTTP answers 404 for another database, a module that is internal or
// that the database does not know, and 502 where that cannot be found out.
func (r *Relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	path, ok := strings.CutPrefix(req.URL.Path, "/sumdb/"+r.database.Name+"/")
	if r.database.Name == "" || !ok {
		http.Error(w, "not found: this is not the checksum database of this registry", http.StatusNotFound)
		return
	}
	if path == "supported" {
		return // 200, and nothing more to say
	}
	request, err := parseRequest(path)
	if err != nil {
		http.Error(w, "not found: "+err.Error(), http.StatusNotFound)
		return
	}
	if module.MatchPrefixPatterns(r.internal, request.module.Path) {
		http.Error(w, fmt.Sprintf("not found: %s is internal, so no public checksum database has it; GONOSUMDB must name it", request.module.Path), http.StatusNotFound)
		return
	}
	answer, status, err := r.answer(req.Context(), request)
	switch {
	case err != nil:
		http.Error(w, "the checksum database cannot be relayed: "+err.Error(), http.StatusBadGateway)
	case isAbsent(status):
		http.Error(w, string(answer), http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", request.contentType)
		http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(answer))
	}
}

// answer returns the database's answer with status 200, or its words with 404
// or 410.
func (r *Relay) answer(ctx context.Context, request request) ([]byte, int, error) {
	// The path has passed the strict parsers of module and tlog.
	file := filepath.Join(r.folder, filepath.FromSlash(r.database.Name), filepath.FromSlash(request.path))
	if request.check != nil {
		if kept, err := os.ReadFile(file); err == nil {
			return kept, http.StatusOK, nil
		}
	}
	base, err := r.client.find(ctx)
	if err != nil {
		return nil, 0, err
	}
	status, answer, err := r.client.get(ctx, base, request.path)
	if err != nil || isAbsent(status) {
		return answer, status, err
	}
	if status != http.StatusOK {
		return nil, 0, fmt.Errorf("%s/%s answered %d", base.Redacted(), request.path, status)
	}
	if request.check != nil {
		if err := request.check(answer); err != nil {
			return nil, 0, fmt.Errorf("%s/%s answered nonsense: %w", base.Redacted(), request.path, err)
		}
		if err := keep(file, answer); err != nil {
			return nil, 0, err
		}
	}
	return answer, status, nil
}

// keep writes a file that is there whole or not at all, also after a crash.
func keep(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // after the rename there is none
	defer file.Close()
	if _, err := file.Write(content); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
