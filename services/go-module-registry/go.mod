module github.com/ameideio/go-module-registry

go 1.26.0

require (
	golang.org/x/mod v0.43.0
	golang.org/x/sync v0.25.0
)
