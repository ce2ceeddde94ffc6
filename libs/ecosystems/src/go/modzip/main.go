// Modzip makes and checks module zips by the rules of the go command itself.
//
//	modzip create MODULE VERSION REPOSITORY TREE FOLDER ZIP   packs a folder of a tree in a git repository
//	modzip check MODULE VERSION ZIP                           checks a zip against the rules
//
// Both print one line of JSON: the h1 hash of the zip's files. Create also
// lists the contents of the zip.
package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	modzip "golang.org/x/mod/zip"
)

// answer is the printed JSON.
type answer struct {
	H1 string `json:"h1"`
	*contents
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 4 {
		return fmt.Errorf("usage: modzip create MODULE VERSION REPOSITORY TREE FOLDER ZIP | modzip check MODULE VERSION ZIP")
	}
	version := module.Version{Path: args[1], Version: args[2]}
	name := args[len(args)-1]
	var out answer
	switch {
	case args[0] == "create" && len(args) == 7:
		if err := create(version, args[3], args[4], args[5], name); err != nil {
			return err
		}
		var err error
		if out.contents, err = readContents(version, name); err != nil {
			return err
		}
	case args[0] == "check" && len(args) == 4:
		checked, err := modzip.CheckZip(version, name)
		if err != nil {
			return err
		}
		if err := checked.Err(); err != nil {
			return err
		}
	default:
		return fmt.Errorf("modzip: %q is not a command", args[0])
	}
	var err error
	if out.H1, err = dirhash.HashZip(name, dirhash.Hash1); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

// create packs a folder as the go command packs it from a tag, then writes the
// entries again without compression: what a compressor makes of the same bytes
// may differ between versions of Go, and the same inputs must give the same zip
// on every machine.
func create(version module.Version, repository, tree, folder, name string) error {
	compressed, err := os.CreateTemp("", "modzip-*.zip")
	if err != nil {
		return err
	}
	defer os.Remove(compressed.Name())
	defer compressed.Close()
	if err := modzip.CreateFromVCS(compressed, version, repository, tree, folder); err != nil {
		return err
	}
	in, err := zip.OpenReader(compressed.Name())
	if err != nil {
		return err
	}
	defer in.Close()
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	out := zip.NewWriter(file)
	for _, entry := range in.File {
		if err := store(out, entry); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	return file.Close()
}

func store(out *zip.Writer, entry *zip.File) error {
	content, err := entry.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	w, err := out.CreateHeader(&zip.FileHeader{Name: entry.Name, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return err
}
