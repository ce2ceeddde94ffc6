package ameide_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"

	"connectrpc.com/connect"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
	"github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1/platformv1connect"
)

const token = "a-token-for-tests"

// platform answers from a list, two organizations a page, and records what it was asked.
type platform struct {
	platformv1connect.UnimplementedOrganizationServiceHandler
	*httptest.Server

	slugs    []string
	requests []*http.Request
	updates  []*platformv1.UpdateOrganizationRequest
}

func startPlatform(slugs ...string) *platform {
	p := &platform{slugs: slugs}
	_, handler := platformv1connect.NewOrganizationServiceHandler(p)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.requests = append(p.requests, r)
		handler.ServeHTTP(w, r)
	}))
	return p
}

func (p *platform) GetOrganization(_ context.Context, request *platformv1.GetOrganizationRequest) (*platformv1.GetOrganizationResponse, error) {
	if !slices.Contains(p.slugs, request.GetId()) {
		return nil, refusal(connect.CodeNotFound, "id", "no organization has this id")
	}
	return &platformv1.GetOrganizationResponse{Organization: organization(request.GetId())}, nil
}

func (p *platform) ListOrganizations(_ context.Context, request *platformv1.ListOrganizationsRequest) (*platformv1.ListOrganizationsResponse, error) {
	from := 0
	if after := request.GetPageToken(); after != "" {
		if from = slices.Index(p.slugs, after) + 1; from == 0 {
			return nil, refusal(connect.CodeInvalidArgument, "page_token", "was not made by this server")
		}
	}
	page := &platformv1.ListOrganizationsResponse{}
	to := min(from+2, len(p.slugs))
	for _, slug := range p.slugs[from:to] {
		page.Organizations = append(page.Organizations, organization(slug))
	}
	if to < len(p.slugs) {
		page.NextPageToken = p.slugs[to-1]
	}
	return page, nil
}

func (p *platform) UpdateOrganization(_ context.Context, request *platformv1.UpdateOrganizationRequest) (*platformv1.UpdateOrganizationResponse, error) {
	p.updates = append(p.updates, request)
	return &platformv1.UpdateOrganizationResponse{Organization: request.GetOrganization()}, nil
}

func organization(slug string) *platformv1.Organization {
	return &platformv1.Organization{Id: slug, Slug: slug}
}

func refusal(code connect.Code, field, reason string) error {
	failure := connect.NewError(code, errors.New(field+": "+reason))
	detail, err := connect.NewErrorDetail(&platformv1.ErrorDetail{Field: field, Reason: reason})
	if err != nil {
		return err
	}
	failure.AddDetail(detail)
	return failure
}
