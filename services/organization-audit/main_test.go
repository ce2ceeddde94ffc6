package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"connectrpc.com/connect"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
	"github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1/platformv1connect"
)

const token = "a-token-for-tests"

// platform lists its organizations, one a page.
type platform struct {
	platformv1connect.UnimplementedOrganizationServiceHandler
	organizations []*platformv1.Organization
}

func (p platform) ListOrganizations(ctx context.Context, request *platformv1.ListOrganizationsRequest) (*platformv1.ListOrganizationsResponse, error) {
	call, _ := connect.CallInfoForHandlerContext(ctx)
	if call.RequestHeader().Get("Authorization") != "Bearer "+token {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("the token is not valid"))
	}
	at, _ := strconv.Atoi(request.GetPageToken())
	response := &platformv1.ListOrganizationsResponse{Organizations: p.organizations[at : at+1]}
	if at+1 < len(p.organizations) {
		response.NextPageToken = strconv.Itoa(at + 1)
	}
	return response, nil
}

// audited runs the command against a platform and gives its exit code and output.
func audited(t *testing.T, environment map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	_, handler := platformv1connect.NewOrganizationServiceHandler(platform{organizations: []*platformv1.Organization{
		{Id: "1", Slug: "acme", DisplayName: "Acme", Labels: map[string]string{"owner": "sales"}},
		{Id: "2", Slug: "globex", DisplayName: "Globex"},
		{Id: "3", Slug: "initech", DisplayName: "Initech"},
	}})
	server := httptest.NewServer(handler)
	defer server.Close()
	getenv := func(name string) string {
		if name == "PLATFORM_URL" && environment[name] == "here" {
			return server.URL
		}
		return environment[name]
	}
	var out, errors bytes.Buffer
	code = run(t.Context(), args, getenv, &out, &errors)
	if strings.Contains(out.String()+errors.String(), token) {
		t.Error("the output tells the token")
	}
	return code, out.String(), errors.String()
}

func TestRun(t *testing.T) {
	sdk, err := builtWith()
	if err != nil {
		t.Fatal(err)
	}
	if sdk.Module == "" || sdk.Version == "" || !strings.HasPrefix(sdk.Sum, "h1:") {
		t.Errorf("built with %v, want a module, its version and its sum", sdk)
	}
	footer := "sdk: " + sdk.String() + "\n"
	here := map[string]string{"PLATFORM_URL": "here", "PLATFORM_TOKEN": token}
	for name, given := range map[string]struct {
		environment map[string]string
		args        []string
		code        int
		stdout      string
		stderr      string
	}{
		"clean": {
			environment: here,
			args:        []string{"-format", "text", "-time-limit", "1m"},
			code:        clean,
			stdout:      "organizations: 3, findings: 0\n" + footer,
		},
		"found on every page": {
			environment: here,
			args:        []string{"-format", "text", "-time-limit", "1m", "-require-label", "owner"},
			code:        found,
			stdout: `globex   label-present  the label "owner" is missing
initech  label-present  the label "owner" is missing
organizations: 3, findings: 2
` + footer,
		},
		"JSON": {
			environment: here,
			args:        []string{"-format", "json", "-time-limit", "1m"},
			code:        clean,
			stdout: fmt.Sprintf("{\n  \"audited\": 3,\n  \"findings\": [],\n  \"sdk\": {\n    \"module\": %q,\n    \"version\": %q,\n    \"sum\": %q\n  }\n}\n",
				sdk.Module, sdk.Version, sdk.Sum),
		},
		"the version alone": {
			args:   []string{"-version"},
			code:   clean,
			stdout: sdk.String() + "\n",
		},
		"everything is missing": {
			code: misused,
			stderr: `PLATFORM_URL is not set. It is the address of the platform API.
PLATFORM_TOKEN is not set. It is the token that the platform API is called with.
-format is not set. It is how the report is written: json or text.
-time-limit is not set. It is how long the audit may take, such as 1m.
`,
		},
		"an unknown format": {
			environment: here,
			args:        []string{"-format", "xml"},
			code:        misused,
			stderr:      "invalid value \"xml\" for flag -format: must be json or text\n" + usage + "\n",
		},
		"a word too many": {
			environment: here,
			args:        []string{"now"},
			code:        misused,
			stderr:      "\"now\" is not a flag\n" + usage + "\n",
		},
		"a relative address": {
			environment: map[string]string{"PLATFORM_URL": "platform", "PLATFORM_TOKEN": token},
			args:        []string{"-format", "text", "-time-limit", "1m"},
			code:        misused,
			stderr:      "PLATFORM_URL or PLATFORM_TOKEN is not usable: ameide: the base URL must be like https://platform.example, without credentials or query.\n",
		},
		"another token": {
			environment: map[string]string{"PLATFORM_URL": "here", "PLATFORM_TOKEN": "another"},
			args:        []string{"-format", "json", "-time-limit", "1m"},
			code:        failed,
			stderr:      "The organizations could not be audited: unauthenticated: the token is not valid.\n",
		},
		"no time": {
			environment: here,
			args:        []string{"-format", "json", "-time-limit", "1ns"},
			code:        failed,
			stderr:      "The organizations could not be audited: deadline_exceeded: context deadline exceeded.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := audited(t, given.environment, given.args...)
			if code != given.code || stdout != given.stdout || stderr != given.stderr {
				t.Errorf("exit code %d, stdout\n%s\nstderr\n%s\nwant %d,\n%s\n%s", code, stdout, stderr, given.code, given.stdout, given.stderr)
			}
		})
	}
}
