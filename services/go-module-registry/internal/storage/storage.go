// Package storage keeps module versions: immutable once saved, and readable
// only as a whole.
package storage

import (
	"context"
	"fmt"
	"io"
	"io/fs"

	"golang.org/x/mod/module"
)

// Lister says which versions of a module there are.
type Lister interface {
	// Versions returns the module's versions in semantic version order,
	// without pseudo-versions (the protocol's $module/@v/list has none). A
	// module without any gives an error that matches [fs.ErrNotExist].
	Versions(ctx context.Context, path string) ([]string, error)

	// Latest returns the .info of the newest release or, where there is no
	// release, of the newest pre-release. A module without any version gives
	// an error that matches [fs.ErrNotExist].
	Latest(ctx context.Context, path string) ([]byte, error)
}

// Getter reads the three files of a version. A version that is not there, or
// not there with all three files, gives an error that matches
// [fs.ErrNotExist].
type Getter interface {
	// Info returns the JSON of {"Version", "Time"}. The version may be any
	// query that a client can ask for, such as the name of a branch.
	Info(ctx context.Context, m module.Version) ([]byte, error)

	// GoMod returns the module's go.mod.
	GoMod(ctx context.Context, m module.Version) ([]byte, error)

	// Zip opens the module zip; the caller closes it.
	Zip(ctx context.Context, m module.Version) (io.ReadSeekCloser, error)
}

// Reader answers all that the download protocol asks.
type Reader interface {
	Lister
	Getter
}

// Saver keeps a version.
type Saver interface {
	// Save checks that zip is the module zip of m and keeps it. Of several
	// concurrent calls for one version exactly one creates it.
	//
	// The error is an [*InvalidZipError] for what Go would not accept as a
	// zip of m, a [*ConflictError] where m is kept with other bytes, an
	// [*IncompleteError] where something else is in the way; whatever reading
	// zip gave is wrapped. After any error nothing has changed.
	Save(ctx context.Context, m module.Version, zip io.Reader) (Saved, error)
}

// Backend is a whole storage. The package compliance has the tests that each
// one passes.
type Backend interface {
	Reader
	Saver
}

// Outcome says what [Saver.Save] did. Its zero value is no outcome.
type Outcome string

const (
	// Created means that the version is new.
	Created Outcome = "created"
	// Identical means that the version was there with the same bytes.
	Identical Outcome = "identical"
)

// Saved is the result of [Saver.Save]; its zero value stands beside an error.
type Saved struct {
	Outcome Outcome
	// H1 is the zip's hash as go.sum has it.
	H1 string
}

// Digest identifies a module zip: H1 its contents, SHA256 (hexadecimal) the
// file. Two zips of equal contents can differ in their compression.
type Digest struct {
	H1     string
	SHA256 string
}

// String returns both digests.
func (d Digest) String() string { return fmt.Sprintf("%s (zip sha256 %s)", d.H1, d.SHA256) }

// NotFoundError says that a module, or one version of it, is not kept. It
// matches [fs.ErrNotExist].
type NotFoundError struct {
	// Module has an empty Version where no version was asked for.
	Module module.Version
}

// Error implements [error].
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("not found: %s has not been uploaded to this registry", e.Module)
}

// Is reports whether target is [fs.ErrNotExist].
func (e *NotFoundError) Is(target error) bool { return target == fs.ErrNotExist }

// ConflictError says that a version is kept with other bytes than offered.
type ConflictError struct {
	Module          module.Version
	Stored, Offered Digest
}

// Error implements [error].
func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s is already published with other bytes: stored %s, offered %s; a published version never changes, so choose a new one",
		e.Module, e.Stored, e.Offered)
}

// InvalidZipError says why Go does not accept a file as the zip of Module.
type InvalidZipError struct {
	Module module.Version
	Err    error
}

// Error implements [error].
func (e *InvalidZipError) Error() string {
	return fmt.Sprintf("not a module zip of %s: %v", e.Module, e.Err)
}

// Unwrap returns the reason.
func (e *InvalidZipError) Unwrap() error { return e.Err }

// IncompleteError says that the place of a version is taken by something that
// is not one: only a person can tell what it is.
type IncompleteError struct {
	Module module.Version
}

// Error implements [error].
func (e *IncompleteError) Error() string {
	return fmt.Sprintf("the storage has an incomplete folder for %s that this registry did not write; remove it and upload again", e.Module)
}
