// Command organization-audit checks the platform's organizations against the
// rules of package audit. Its exit code says what came of it, for CI.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"

	"github.com/ameideio/organization-audit/internal/audit"
)

// Exit codes.
const (
	clean = iota
	found
	misused
	failed
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	settings, err := parseSettings(args, getenv)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misused
	}
	sdk, err := builtWith()
	if err != nil {
		fmt.Fprintf(stderr, "The audit could not say what it is made with: %v.\n", err)
		return failed
	}
	if settings.version {
		fmt.Fprintln(stdout, sdk)
		return clean
	}
	client, err := ameide.NewClient(settings.platformURL, settings.platformToken)
	if err != nil {
		fmt.Fprintf(stderr, "PLATFORM_URL or PLATFORM_TOKEN is not usable: %v.\n", err)
		return misused
	}

	ctx, cancel := context.WithTimeout(ctx, settings.timeLimit)
	defer cancel()
	organizations := client.Organizations.List(ctx, &platformv1.ListOrganizationsRequest{PageSize: 100})
	report, err := audit.Check(organizations, settings.requiredLabels, sdk)
	if err == nil {
		err = settings.write(report, stdout)
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "The organizations could not be audited: %v.\n", err)
		return failed
	case len(report.Findings) > 0:
		return found
	default:
		return clean
	}
}
