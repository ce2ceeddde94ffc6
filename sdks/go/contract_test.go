package ameide_test

import (
	"context"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

func TestContract(t *testing.T) {
	// A module has a sum where it was downloaded: in `go test all` of one that requires this one.
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Sum != "" {
		t.Skip("the contract's server is not part of the module")
	}
	baseURL := startContractServer(t)
	client, err := ameide.NewClient(baseURL, token)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	organizations := client.Organizations

	create := func(slug, displayName string) (*platformv1.Organization, error) {
		return organizations.Create(ctx, &platformv1.CreateOrganizationRequest{
			Slug: slug, DisplayName: displayName, Labels: map[string]string{"tier": "gold"},
		})
	}
	acme, err := create("acme", "Acme")
	if err != nil {
		t.Fatal(err)
	}
	if acme.GetId() == "" || acme.GetEtag() == "" || acme.GetCreateTime() == nil || acme.GetLabels()["tier"] != "gold" {
		t.Errorf("created %v, want id, etag, time and labels", acme)
	}
	for _, slug := range []string{"initech", "globex", "hooli", "umbrella"} {
		if _, err := create(slug, slug); err != nil {
			t.Fatal(err)
		}
	}

	t.Run("list goes through all pages in order", func(t *testing.T) {
		var slugs []string
		for organization, err := range organizations.List(ctx, &platformv1.ListOrganizationsRequest{PageSize: 2}) {
			if err != nil {
				t.Fatal(err)
			}
			slugs = append(slugs, organization.GetSlug())
		}
		if want := []string{"acme", "globex", "hooli", "initech", "umbrella"}; !slices.Equal(slugs, want) {
			t.Errorf("got %v, want %v", slugs, want)
		}
	})

	t.Run("update, get and delete", func(t *testing.T) {
		got, err := organizations.Get(ctx, acme.GetId())
		if err != nil {
			t.Fatal(err)
		}
		got.DisplayName, got.Labels = "Acme Corporation", nil
		updated, err := organizations.Update(ctx, got, "display_name")
		if err != nil {
			t.Fatal(err)
		}
		if updated.GetDisplayName() != "Acme Corporation" || updated.GetLabels()["tier"] != "gold" {
			t.Errorf("updated to %v, want the display name alone changed", updated)
		}
		_, err = organizations.Update(ctx, got, "display_name")
		wantRefusal(t, err, connect.CodeAborted, "organization.etag")
		_, err = organizations.Update(ctx, updated, "slug")
		wantRefusal(t, err, connect.CodeInvalidArgument, "update_mask")

		if err := organizations.Delete(ctx, acme.GetId()); err != nil {
			t.Fatal(err)
		}
		_, err = organizations.Get(ctx, acme.GetId())
		wantRefusal(t, err, connect.CodeNotFound, "id")
	})

	t.Run("refusals name the fields", func(t *testing.T) {
		_, err := create("globex", "Globex")
		wantRefusal(t, err, connect.CodeAlreadyExists, "slug")
		_, err = create("No Slug", "")
		wantRefusal(t, err, connect.CodeInvalidArgument, "slug", "display_name")
	})

	t.Run("another token is refused", func(t *testing.T) {
		stranger, err := ameide.NewClient(baseURL, "another-token")
		if err != nil {
			t.Fatal(err)
		}
		_, err = stranger.Organizations.Get(ctx, acme.GetId())
		wantRefusal(t, err, connect.CodeUnauthenticated)
	})
}

func wantRefusal(t *testing.T, err error, code connect.Code, fields ...string) {
	t.Helper()
	if connect.CodeOf(err) != code || err == nil {
		t.Errorf("got %v, want code %v", err, code)
		return
	}
	var refused []string
	for _, detail := range err.(*ameide.Error).Details {
		refused = append(refused, detail.GetField())
	}
	if !slices.Equal(refused, fields) {
		t.Errorf("got fields %v, want %v", refused, fields)
	}
}
