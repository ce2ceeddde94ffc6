package main

import (
	"errors"
	"reflect"
	"runtime/debug"

	ameide "github.com/ameideio/ameide-sdk-go"

	"github.com/ameideio/organization-audit/internal/audit"
)

// builtWith tells the version of the platform's SDK that this program holds, and
// its sum, as the go command has recorded them when it linked the program.
func builtWith() (audit.SDK, error) {
	module := reflect.TypeFor[ameide.Client]().PkgPath()
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return audit.SDK{}, errors.New("the program was built without the record of its modules")
	}
	for _, dependency := range info.Deps {
		if dependency.Path != module {
			continue
		}
		if dependency.Replace != nil {
			dependency = dependency.Replace
		}
		if dependency.Sum != "" {
			return audit.SDK{Module: dependency.Path, Version: dependency.Version, Sum: dependency.Sum}, nil
		}
	}
	return audit.SDK{}, errors.New("the program was not built with a published version of " + module)
}
