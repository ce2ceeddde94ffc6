package ameide

import (
	"context"
	"errors"

	"connectrpc.com/connect"

	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

// Error is a call that failed: refused by the platform, or never answered.
//
//	if failure, ok := errors.AsType[*ameide.Error](err); ok && failure.Code == connect.CodeNotFound {
type Error struct {
	Code    connect.Code
	Message string
	// Details name the request's fields that were refused, and why.
	Details []*platformv1.ErrorDetail

	cause error
}

func (e *Error) Error() string { return e.cause.Error() }

// Unwrap gives the [connect.Error], for its metadata and for [connect.CodeOf].
func (e *Error) Unwrap() error { return e.cause }

// Is makes a passed deadline or a cancellation one thing to [errors.Is],
// whichever side has noticed it first.
func (e *Error) Is(target error) bool {
	return target == context.DeadlineExceeded && e.Code == connect.CodeDeadlineExceeded ||
		target == context.Canceled && e.Code == connect.CodeCanceled
}

func newError(cause error) *Error {
	failure := &Error{Code: connect.CodeOf(cause), Message: cause.Error(), cause: cause}
	answer, ok := errors.AsType[*connect.Error](cause)
	if !ok {
		return failure
	}
	failure.Message = answer.Message()
	for _, detail := range answer.Details() {
		// A detail of a type that this contract does not know is for newer clients: it stays in the cause.
		if value, err := detail.Value(); err == nil {
			if known, ok := value.(*platformv1.ErrorDetail); ok {
				failure.Details = append(failure.Details, known)
			}
		}
	}
	return failure
}
