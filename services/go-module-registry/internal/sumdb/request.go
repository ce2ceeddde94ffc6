package sumdb

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/tlog"
)

// request is one path below /sumdb/<name>/ that the database answers.
type request struct {
	path string
	// contentType is what the protocol says of the answer.
	contentType string
	// module is what a lookup asks for.
	module module.Version
	// check reports why an answer cannot be the database's. It is nil where
	// the answer may change, or cannot be told apart: such a one is not kept.
	check func(answer []byte) error
}

const (
	plainText = "text/plain; charset=utf-8"
	bytesType = "application/octet-stream"
)

// parseRequest reads latest, lookup/<module>@<version> or tile/<H>/<L>/<K>[.p/<W>].
// The check is not the client's (which verifies hashes and signatures): it
// keeps a login page or half an answer from being kept for ever.
func parseRequest(path string) (request, error) {
	if path == "latest" {
		return request{path: path, contentType: plainText}, nil
	}
	if lookup, ok := strings.CutPrefix(path, "lookup/"); ok {
		m, err := parseLookup(lookup)
		return request{path, plainText, m, checkRecord}, err
	}
	tile, err := tlog.ParseTilePath(path)
	if err != nil || tile.Path() != path {
		return request{}, fmt.Errorf("%q is not a path of a checksum database", path)
	}
	if tile.L < 0 { // record data, which no client asks for
		return request{path: path, contentType: bytesType}, nil
	}
	return request{path: path, contentType: bytesType, check: func(answer []byte) error {
		if len(answer) != tile.W*tlog.HashSize {
			return fmt.Errorf("a tile of %d bytes, want %d", len(answer), tile.W*tlog.HashSize)
		}
		return nil
	}}, nil
}

func parseLookup(lookup string) (module.Version, error) {
	escapedPath, escapedVersion, _ := strings.Cut(lookup, "@")
	path, err := module.UnescapePath(escapedPath)
	if err != nil {
		return module.Version{}, err
	}
	version, err := module.UnescapeVersion(escapedVersion)
	if err != nil {
		return module.Version{}, err
	}
	return module.Version{Path: path, Version: version}, module.Check(path, version)
}

// checkRecord reads "<id>\n<go.sum lines>\n\n<signed tree head>".
func checkRecord(answer []byte) error {
	_, _, head, err := tlog.ParseRecord(answer)
	if err != nil {
		return err
	}
	tree, signatures, _ := strings.Cut(string(head), "\n\n")
	if _, err := tlog.ParseTree([]byte(tree + "\n")); err != nil {
		return err
	}
	if !strings.HasSuffix(signatures, "\n") {
		return errors.New("a record without a signature")
	}
	return nil
}
