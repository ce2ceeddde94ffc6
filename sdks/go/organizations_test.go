package ameide_test

import (
	"errors"
	"slices"
	"testing"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

func TestListAsksForAPageWhenTheOneBeforeIsUsedUp(t *testing.T) {
	p := startPlatform("a", "b", "c", "d", "e")
	list := connected(t, p).Organizations.List(t.Context(), nil)
	var slugs []string
	for organization, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		slugs = append(slugs, organization.GetSlug())
		if got, want := len(p.requests), (len(slugs)+1)/2; got != want {
			t.Errorf("%d pages asked for at organization %d, want %d", got, len(slugs), want)
		}
	}
	if !slices.Equal(slugs, p.slugs) {
		t.Errorf("got %v, want %v", slugs, p.slugs)
	}
}

func TestListStopsWithItsReaderAndBeginsAnew(t *testing.T) {
	p := startPlatform("a", "b", "c")
	list := connected(t, p).Organizations.List(t.Context(), nil)
	for round := range 2 {
		for organization, err := range list {
			if err != nil || organization.GetSlug() != "a" {
				t.Fatalf("got %v, %v, want a first", organization, err)
			}
			break
		}
		if got, want := len(p.requests), round+1; got != want {
			t.Errorf("%d pages asked for, want %d", got, want)
		}
	}
}

func TestListBeginsWhereTheRequestSaysAndLeavesItAlone(t *testing.T) {
	request := &platformv1.ListOrganizationsRequest{PageToken: "b"}
	for organization, err := range connected(t, startPlatform("a", "b", "c", "d", "e")).Organizations.List(t.Context(), request) {
		if err != nil {
			t.Fatal(err)
		}
		if organization.GetSlug() < "c" {
			t.Errorf("got %s, which is before the token", organization.GetSlug())
		}
	}
	if request.GetPageToken() != "b" {
		t.Errorf("the caller's request was changed to %v", request)
	}
}

func TestListYieldsAnErrorLast(t *testing.T) {
	request := &platformv1.ListOrganizationsRequest{PageToken: "unknown"}
	var failures []error
	for organization, err := range connected(t, startPlatform("a")).Organizations.List(t.Context(), request) {
		if organization != nil {
			t.Errorf("got %v beside the error", organization)
		}
		failures = append(failures, err)
	}
	if len(failures) != 1 {
		t.Fatalf("got %v, want one error", failures)
	}
	if failure, ok := errors.AsType[*ameide.Error](failures[0]); !ok || failure.Code != connect.CodeInvalidArgument {
		t.Errorf("got %v, want an *ameide.Error with code invalid_argument", failures[0])
	}
}

func TestUpdateNamesTheFields(t *testing.T) {
	p := startPlatform()
	changed := &platformv1.Organization{Id: "acme", DisplayName: "Acme", Etag: "1"}
	if _, err := connected(t, p).Organizations.Update(t.Context(), changed, "display_name", "labels"); err != nil {
		t.Fatal(err)
	}
	if got := p.updates[0].GetUpdateMask().GetPaths(); !slices.Equal(got, []string{"display_name", "labels"}) {
		t.Errorf("mask %v, want display_name and labels", got)
	}
	if got := p.updates[0].GetOrganization(); got.GetId() != "acme" || got.GetEtag() != "1" {
		t.Errorf("sent %v, want id and etag as given", got)
	}
}
