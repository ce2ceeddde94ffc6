package registry

import (
	"errors"
	"path"
	"strings"

	"golang.org/x/mod/module"
)

// The things that the download protocol has of a module.
const (
	list   = "list"
	latest = "latest"
	info   = "info"
	mod    = "mod"
	zip    = "zip"
)

// target is what a path of the download protocol names
// (go.dev/ref/mod#goproxy-protocol).
type target struct {
	thing string
	// module has no Version for list and latest. For info it may be any
	// query; for the files it is a valid version.
	module module.Version
}

var errNotProtocol = errors.New("it is none of $module/@v/list, $module/@latest and $module/@v/$version.info, .mod or .zip")

// parsePath reads a path without leading slash, in which upper case letters
// are escaped as !lower.
func parsePath(urlPath string) (target, error) {
	if escaped, ok := strings.CutSuffix(urlPath, "/@latest"); ok {
		modulePath, err := module.UnescapePath(escaped)
		return target{latest, module.Version{Path: modulePath}}, err
	}
	// A module path cannot contain "@".
	escaped, file, ok := strings.Cut(urlPath, "/@v/")
	if !ok {
		return target{}, errNotProtocol
	}
	modulePath, err := module.UnescapePath(escaped)
	if err != nil {
		return target{}, err
	}
	if file == list {
		return target{list, module.Version{Path: modulePath}}, nil
	}
	extension := path.Ext(file)
	version, err := module.UnescapeVersion(strings.TrimSuffix(file, extension))
	if err != nil {
		return target{}, err
	}
	m := module.Version{Path: modulePath, Version: version}
	switch extension {
	case "." + info:
		return target{info, m}, nil
	case "." + mod, "." + zip:
		return target{extension[1:], m}, module.Check(modulePath, version)
	default:
		return target{}, errNotProtocol
	}
}
