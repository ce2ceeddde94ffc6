// Command smoke calls a small Connect server with the published SDK. It is run
// in a fresh module that requires the version in PACKAGE_VERSION of PACKAGE_NAME.
package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/proto"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

const token = "smoke-token"

func main() {
	if err := smoke(os.Getenv("PACKAGE_NAME"), os.Getenv("PACKAGE_VERSION")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func smoke(name, version string) error {
	if name == "" || version == "" {
		return fmt.Errorf("PACKAGE_NAME is %q and PACKAGE_VERSION is %q: both are needed, as the smoke runner sets them", name, version)
	}
	if err := checkLinked(name, version); err != nil {
		return err
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           platform("ameide-sdk-go/" + strings.TrimPrefix(version, "v")),
		ReadHeaderTimeout: 10 * time.Second,
	}
	go server.Serve(listener)
	defer server.Close()

	client, err := ameide.NewClient("http://"+listener.Addr().String(), token, ameide.WithConnect(connect.WithProtoJSON()))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	acme, err := client.Organizations.Get(ctx, "acme")
	if err != nil {
		return fmt.Errorf("Get failed: %w", err)
	}
	if acme.GetId() != "acme" || acme.GetDisplayName() != "Acme" {
		return fmt.Errorf("Get returned %v, want the organization acme", acme)
	}
	_, err = client.Organizations.Get(ctx, "hooli")
	failure, ok := errors.AsType[*ameide.Error](err)
	if !ok || failure.Code != connect.CodeNotFound || len(failure.Details) != 1 || failure.Details[0].GetField() != "id" {
		return fmt.Errorf("Get of an unknown id returned %v, want an *ameide.Error with code not_found and the field id", err)
	}
	return nil
}

// checkLinked makes sure that this program holds the published version and not a replacement of it.
func checkLinked(name, version string) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("the program has no build information: run it with `go run .` in a module")
	}
	for _, module := range info.Deps {
		if module.Path == name && module.Version == version && module.Replace == nil {
			return nil
		}
	}
	return fmt.Errorf("the program was not built with %s %s", name, version)
}

// platform answers Get in Connect's JSON, written by hand so that the SDK is not held against itself.
func platform(userAgent string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		body, err := io.ReadAll(r.Body)
		switch {
		case err != nil || r.Method != http.MethodPost || r.URL.Path != "/ameide.platform.v1.OrganizationService/GetOrganization":
			answer(w, http.StatusBadRequest, `{"code":"invalid_argument","message":"%s %s is not the call expected"}`, r.Method, r.URL.Path)
		case r.Header.Get("Authorization") != "Bearer "+token:
			answer(w, http.StatusUnauthorized, `{"code":"unauthenticated","message":"the token did not arrive"}`)
		case r.Header.Get("User-Agent") != userAgent:
			answer(w, http.StatusBadRequest, `{"code":"invalid_argument","message":"the user agent is %s, want %s"}`, r.UserAgent(), userAgent)
		case strings.Contains(string(body), `"acme"`):
			answer(w, http.StatusOK, `{"organization":{"id":"acme","slug":"acme","displayName":"Acme"}}`)
		default:
			detail, _ := proto.Marshal(&platformv1.ErrorDetail{Field: "id", Reason: "is unknown"})
			answer(w, http.StatusNotFound, `{"code":"not_found","message":"id: is unknown","details":[{"type":"ameide.platform.v1.ErrorDetail","value":"%s"}]}`,
				base64.RawStdEncoding.EncodeToString(detail))
		}
	}
}

func answer(w http.ResponseWriter, status int, format string, values ...any) {
	w.WriteHeader(status)
	fmt.Fprintf(w, format, values...)
}
