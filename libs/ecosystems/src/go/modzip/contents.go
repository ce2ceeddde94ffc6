package main

import (
	"archive/zip"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/module"
)

// contents is what a module zip holds, by paths below the module's folder.
type contents struct {
	Files []string `json:"files"`
	// Programs are the folders that "go install" makes a program of, on Linux,
	// macOS or Windows. Those below an internal folder are not for
	// users.
	Programs []string `json:"programs"`
	// Imports are the packages that the module's own packages import, without
	// their tests.
	Imports []string `json:"imports"`
}

func readContents(version module.Version, name string) (*contents, error) {
	reader, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	files := []string{}
	programs, imports := map[string]bool{}, map[string]bool{}
	for _, entry := range reader.File {
		file := strings.TrimPrefix(entry.Name, version.String()+"/")
		files = append(files, file)
		folder := path.Dir(file)
		if !isPackageFile(file) || !isBuilt(entry, path.Base(file)) {
			continue
		}
		// A syntax error is reported later, when the file is compiled.
		source, err := parse(entry)
		if err != nil {
			continue
		}
		if source.name == "main" && !slices.Contains(strings.Split(folder, "/"), "internal") {
			programs[folder] = true
		}
		for _, imported := range source.imports {
			imports[imported] = true
		}
	}
	slices.Sort(files)
	return &contents{files, sorted(programs), sorted(imports)}, nil
}

// sorted returns no nil, which JSON would have as null.
func sorted(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// isPackageFile reports whether the file is of a package that a program can
// import, by the rules of "go help packages".
func isPackageFile(file string) bool {
	if path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
		return false
	}
	for element := range strings.SplitSeq(file, "/") {
		if element == "testdata" || strings.HasPrefix(element, "_") || strings.HasPrefix(element, ".") {
			return false
		}
	}
	return true
}

// isBuilt reports whether the file is built without tags on one of the systems
// that users have, with cgo or without.
func isBuilt(entry *zip.File, base string) bool {
	context := build.Default
	context.BuildTags = nil
	context.OpenFile = func(string) (io.ReadCloser, error) { return entry.Open() }
	for _, context.GOOS = range []string{"linux", "darwin", "windows"} {
		for _, context.GOARCH = range []string{"amd64", "arm64"} {
			for _, context.CgoEnabled = range []bool{true, false} {
				if match, err := context.MatchFile("", base); err == nil && match {
					return true
				}
			}
		}
	}
	return false
}

type source struct {
	name    string
	imports []string
}

func parse(entry *zip.File) (source, error) {
	content, err := entry.Open()
	if err != nil {
		return source{}, err
	}
	defer content.Close()
	file, err := parser.ParseFile(token.NewFileSet(), entry.Name, content, parser.ImportsOnly)
	if err != nil {
		return source{}, err
	}
	parsed := source{name: file.Name.Name}
	for _, spec := range file.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
			parsed.imports = append(parsed.imports, imported)
		}
	}
	return parsed, nil
}
