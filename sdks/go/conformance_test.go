package ameide_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

func TestConformance(t *testing.T) {
	skipOutsideOfTheRepository(t)
	text, err := os.ReadFile(conformanceTable)
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Cases []json.RawMessage }
	decodeStrictly(t, text, &table)
	if len(table.Cases) == 0 {
		t.Fatal("the table is empty")
	}
	server := startContractServer(t)
	run := conformanceRun{contractServer: server, saved: []string{"{url}", server.url}}
	for _, raw := range table.Cases {
		var named struct{ Name string }
		if err := json.Unmarshal(raw, &named); err != nil {
			t.Fatal(err)
		}
		t.Run(named.Name, func(t *testing.T) {
			var given conformanceCase
			decodeStrictly(t, []byte(strings.NewReplacer(run.saved...).Replace(string(raw))), &given)
			if err := run.rehearse(given.Platform); err != nil {
				t.Fatal(err)
			}
			if got := run.outcome(t, given); !reflect.DeepEqual(got, given.Expect) {
				t.Errorf("got  %+v, error %+v\nwant %+v, error %+v", got, got.Error, given.Expect, given.Expect.Error)
			}
		})
	}
}

// conformanceRun is one server for all cases, and what they have saved: pairs of a reference and its value.
type conformanceRun struct {
	contractServer
	saved []string
}

func (run *conformanceRun) outcome(t *testing.T, given conformanceCase) outcome {
	var got outcome
	baseURL, own := run.url, token
	if given.Client.BaseURL != nil {
		baseURL = *given.Client.BaseURL
	}
	if given.Client.Token != nil {
		own = *given.Client.Token
	}
	client, err := ameide.NewClient(baseURL, own)
	if err != nil {
		if strings.Contains(err.Error(), given.Expect.Refused) {
			got.Refused = given.Expect.Refused
		}
	} else if err = run.call(t, client.Organizations, given, &got); err != nil {
		got.Error = failureOf(t, err, given)
	}
	if err != nil && strings.Contains(err.Error(), "secret") {
		t.Errorf("the error tells a secret: %v", err)
	}
	seen, err := run.seen()
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range seen {
		if want := "ameide-sdk-go/" + ameide.Version; call.UserAgent != want {
			t.Errorf("user agent %q, want %q", call.UserAgent, want)
		}
		if (call.TimeoutMS != nil) != (given.TimeoutMS > 0) {
			t.Errorf("the platform was told the deadline %v", call.TimeoutMS)
		}
	}
	got.Calls = len(seen)
	return got
}

func (run *conformanceRun) call(t *testing.T, organizations *ameide.Organizations, given conformanceCase, got *outcome) error {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if given.TimeoutMS > 0 {
		ctx, cancel = context.WithTimeout(ctx, time.Duration(given.TimeoutMS)*time.Millisecond)
		defer cancel()
	}
	if given.Cancel {
		go func() {
			defer cancel()
			for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
				if seen, err := run.seen(); err != nil || len(seen) >= given.Expect.Calls {
					return
				}
			}
		}()
	}

	input := given.Input
	organization := &platformv1.Organization{Id: input.ID, Etag: input.Etag}
	var fields []string
	if input.DisplayName != nil {
		organization.DisplayName = *input.DisplayName
		fields = append(fields, "display_name")
	}
	if input.Labels != nil {
		organization.Labels = *input.Labels
		fields = append(fields, "labels")
	}
	var err error
	switch given.Call {
	case "create":
		organization, err = organizations.Create(ctx, &platformv1.CreateOrganizationRequest{
			Slug: input.Slug, DisplayName: organization.GetDisplayName(), Labels: organization.GetLabels(),
		})
	case "get":
		organization, err = organizations.Get(ctx, input.ID)
	case "update":
		organization, err = organizations.Update(ctx, organization, fields...)
	case "delete":
		return organizations.Delete(ctx, input.ID)
	case "list":
		got.Organizations = []string{}
		list := organizations.List(ctx, &platformv1.ListOrganizationsRequest{PageSize: input.PageSize})
		if given.Take != nil && *given.Take == 0 {
			return nil
		}
		for organization, err := range list {
			if err != nil {
				return err
			}
			got.Organizations = append(got.Organizations, organization.GetSlug())
			if given.Take != nil && len(got.Organizations) == *given.Take {
				break
			}
		}
		return nil
	default:
		t.Fatalf("the call %q is not known", given.Call)
	}
	if err == nil {
		run.keep(t, organization, given, got)
	}
	return err
}

// keep saves the organization for later cases, and keeps of it what the case looks at.
func (run *conformanceRun) keep(t *testing.T, organization *platformv1.Organization, given conformanceCase, got *outcome) {
	if organization.GetId() == "" || organization.GetEtag() == "" || organization.GetCreateTime() == nil {
		t.Errorf("got %v, want an id, an etag and a time", organization)
	}
	if given.Save != "" {
		run.saved = append(run.saved, "{"+given.Save+".id}", organization.GetId(), "{"+given.Save+".etag}", organization.GetEtag())
	}
	labels := map[string]any{}
	for key, value := range organization.GetLabels() {
		labels[key] = value
	}
	got.Organization = map[string]any{"slug": organization.GetSlug(), "display_name": organization.GetDisplayName(), "labels": labels}
	for name := range got.Organization {
		if _, looked := given.Expect.Organization[name]; !looked {
			delete(got.Organization, name)
		}
	}
}

func failureOf(t *testing.T, err error, given conformanceCase) *failure {
	failed, ok := errors.AsType[*ameide.Error](err)
	if !ok {
		t.Fatalf("%v is a %T, want an *ameide.Error", err, err)
	}
	if errors.Is(err, context.DeadlineExceeded) != (failed.Code == connect.CodeDeadlineExceeded) ||
		errors.Is(err, context.Canceled) != (failed.Code == connect.CodeCanceled) {
		t.Errorf("errors.Is takes %v for another end of its context", err)
	}
	got := &failure{Code: failed.Code.String(), Details: []refusedField{}}
	if says := given.Expect.Error; says != nil && strings.Contains(failed.Message, says.Says) {
		got.Says = says.Says
	}
	for _, detail := range failed.Details {
		got.Details = append(got.Details, refusedField{detail.GetField(), detail.GetReason()})
	}
	return got
}
