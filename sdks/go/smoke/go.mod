// A module of its own keeps the smoke script out of the SDK's build and zip. The smoke runner writes its own go.mod.
module github.com/ameideio/ameide-sdk-go/smoke

go 1.26.0

require github.com/ameideio/ameide-sdk-go v0.1.0
