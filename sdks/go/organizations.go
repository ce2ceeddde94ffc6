package ameide

import (
	"context"
	"errors"
	"iter"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
	"github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1/platformv1connect"
)

// Organizations are the customers of the platform.
type Organizations struct {
	rpc platformv1connect.OrganizationServiceClient
}

// Create adds an organization. A slug that is taken is [connect.CodeAlreadyExists].
func (o *Organizations) Create(ctx context.Context, request *platformv1.CreateOrganizationRequest) (*platformv1.Organization, error) {
	response, err := o.rpc.CreateOrganization(ctx, request)
	return answered(response, err)
}

// Get returns one organization. No such id is [connect.CodeNotFound].
func (o *Organizations) Get(ctx context.Context, id string) (*platformv1.Organization, error) {
	response, err := o.rpc.GetOrganization(ctx, &platformv1.GetOrganizationRequest{Id: id})
	return answered(response, err)
}

// List goes through all organizations ordered by slug, asking for a page when
// the one before is used up. A request that is not nil states the page's size
// and where to begin. An error is the last thing that it yields; every range
// over the result begins anew.
func (o *Organizations) List(ctx context.Context, request *platformv1.ListOrganizationsRequest) iter.Seq2[*platformv1.Organization, error] {
	return func(yield func(*platformv1.Organization, error) bool) {
		next := &platformv1.ListOrganizationsRequest{}
		proto.Merge(next, request)
		for {
			page, err := o.rpc.ListOrganizations(ctx, next)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, organization := range page.GetOrganizations() {
				if !yield(organization, nil) {
					return
				}
			}
			next.PageToken = page.GetNextPageToken()
			if next.PageToken == "" {
				return
			}
		}
	}
}

// Update changes the fields named ("display_name", "labels") of the organization
// with this id to the values given here. An etag given guards against a lost
// update: one that is no longer current is [connect.CodeAborted].
func (o *Organizations) Update(ctx context.Context, organization *platformv1.Organization, fields ...string) (*platformv1.Organization, error) {
	response, err := o.rpc.UpdateOrganization(ctx, &platformv1.UpdateOrganizationRequest{
		Organization: organization,
		UpdateMask:   &fieldmaskpb.FieldMask{Paths: fields},
	})
	return answered(response, err)
}

// Delete removes an organization. No such id is [connect.CodeNotFound].
func (o *Organizations) Delete(ctx context.Context, id string) error {
	_, err := o.rpc.DeleteOrganization(ctx, &platformv1.DeleteOrganizationRequest{Id: id})
	return err
}

// answered makes an answer without what was asked for an error.
func answered(response interface {
	GetOrganization() *platformv1.Organization
}, err error) (*platformv1.Organization, error) {
	if err != nil {
		return nil, err
	}
	organization := response.GetOrganization()
	if organization == nil {
		return nil, newError(connect.NewError(connect.CodeInternal, errors.New("the platform answered without the organization")))
	}
	return organization, nil
}
