package ameide_test

import (
	"context"
	"errors"
	"testing"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
)

func TestErrorSaysWhatThePlatformSaid(t *testing.T) {
	client := connected(t, startPlatform())
	_, err := client.Organizations.Get(t.Context(), "acme")

	var failure *ameide.Error
	if !errors.As(err, &failure) {
		t.Fatalf("%v is a %T, want an *ameide.Error", err, err)
	}
	if failure.Code != connect.CodeNotFound || connect.CodeOf(err) != connect.CodeNotFound {
		t.Errorf("code %v, want %v", failure.Code, connect.CodeNotFound)
	}
	if want := "id: no organization has this id"; failure.Message != want || err.Error() != "not_found: "+want {
		t.Errorf("message %q in %q, want %q", failure.Message, err, want)
	}
	if len(failure.Details) != 1 || failure.Details[0].GetField() != "id" || failure.Details[0].GetReason() != "no organization has this id" {
		t.Errorf("details %v, want the field id and its reason", failure.Details)
	}
}

func TestErrorIsADeadlineAlsoWhenThePlatformSaysSo(t *testing.T) {
	client := connected(t, startPlatform(), ameide.WithConnect(connect.WithInterceptors(
		connect.UnaryInterceptorFunc(func(connect.UnaryFunc) connect.UnaryFunc {
			return func(context.Context, connect.AnyRequest) (connect.AnyResponse, error) {
				return nil, connect.NewError(connect.CodeDeadlineExceeded, errors.New("the platform's own words"))
			}
		}),
	)))
	if err := client.Organizations.Delete(t.Context(), "acme"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want context.DeadlineExceeded", err)
	}
}
