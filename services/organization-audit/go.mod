module github.com/ameideio/organization-audit

go 1.26.0

require (
	connectrpc.com/connect v1.21.1
	github.com/ameideio/ameide-sdk-go v0.1.0
)

require google.golang.org/protobuf v1.36.12 // indirect
