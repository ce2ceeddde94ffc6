package upstream

import (
	"io/fs"
	"strings"
)

// AbsentError says, in go's own words, that there is no such module or
// version. It matches [fs.ErrNotExist]: the answer is 404, and a client with
// more entries in its GOPROXY asks the next one.
type AbsentError struct {
	Sentence string
}

// Error implements [error].
func (e *AbsentError) Error() string { return e.Sentence }

// Is reports whether target is [fs.ErrNotExist].
func (e *AbsentError) Is(target error) bool { return target == fs.ErrNotExist }

// UnavailableError says, in go's own words, why the upstream could not tell.
// The answer is 502 and not 404: after a 404 the client's go would ask the
// next entry of its GOPROXY, or choose another version, as if this one did not
// exist. A 502 stops it and it prints the sentence. (A client that has written
// "|" into its GOPROXY has asked to go on all the same.)
type UnavailableError struct {
	Sentence string
}

// Error implements [error].
func (e *UnavailableError) Error() string { return e.Sentence }

// absences are the sentences of those errors which the go command itself takes
// for fs.ErrNotExist (cmd/go/internal/modfetch, vcs) or which are permanent. A
// client asks for every beginning of a package's path and stops at an error of
// a longer one, so an absence must not count as trouble; what is not listed
// does, since a wrong absence would let the client go on.
var absences = []string{
	": 404 Not Found",
	": 410 Gone",
	"module lookup disabled by GOPROXY=off",
	// No repository is known for the path, for whatever reason.
	"unrecognized import path",
	// git, of a repository that does not exist: hosts that hide private
	// repositories ask for a name instead.
	"repository not found",
	"' not found",
	"terminal prompts disabled",
	"unknown revision",
	"no matching versions for query",
	// Such a tag is no version of such a module.
	"must match major version",
	"go.mod at revision",
}

// classify returns go's sentence as one of the two errors.
func classify(sentence string) error {
	// What a server wrote into its answer is not go's own word.
	own, _, _ := strings.Cut(sentence, "\tserver response:")
	own = strings.ToLower(own)
	for _, absence := range absences {
		if strings.Contains(own, strings.ToLower(absence)) {
			return &AbsentError{sentence}
		}
	}
	return &UnavailableError{sentence}
}
