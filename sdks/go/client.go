// Package ameide is the client of the Ameide platform API.
//
// A [Client] is bound to one platform and one token:
//
//	client, err := ameide.NewClient(platformURL, token)
//	organization, err := client.Organizations.Get(ctx, id)
//
// Requests and answers are the contract's own messages, in package platformv1
// (github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1). A call lasts as
// long as its context allows; one that fails returns an [*Error].
package ameide

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"connectrpc.com/connect"

	"github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1/platformv1connect"
)

// Client speaks to one platform. It is safe for concurrent use.
type Client struct {
	Organizations *Organizations
}

// NewClient returns a client of the platform at baseURL that authenticates with
// token. It refuses a URL or token that no call could be made with; whether the
// platform accepts them shows in the first call.
func NewClient(baseURL, token string, opts ...Option) (*Client, error) {
	// Neither error repeats what it is about: a URL may hold a password.
	if !isAddress(baseURL) {
		return nil, errors.New("ameide: the base URL must be like https://platform.example, without credentials or query")
	}
	if !isHeaderValue(token) {
		return nil, errors.New("ameide: the token is empty or holds characters that an HTTP header can't")
	}
	settings := settings{httpClient: http.DefaultClient}
	for _, opt := range opts {
		opt(&settings)
	}
	// First in the list is outermost: the caller's own interceptors see the headers set and the bare connect error.
	connectOptions := append([]connect.ClientOption{connect.WithInterceptors(perCall(token))}, settings.connectOptions...)
	return &Client{
		Organizations: &Organizations{
			rpc: platformv1connect.NewOrganizationServiceClient(settings.httpClient, baseURL, connectOptions...),
		},
	}, nil
}

func isAddress(baseURL string) bool {
	u, err := url.Parse(baseURL)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") &&
		u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func isHeaderValue(token string) bool {
	unprintable := func(r rune) bool { return r < ' ' || r > '~' }
	return token != "" && !strings.ContainsFunc(token, unprintable)
}

// Option changes how a [Client] makes its calls.
type Option func(*settings)

type settings struct {
	httpClient     connect.HTTPClient
	connectOptions []connect.ClientOption
}

// WithHTTPClient makes the calls with httpClient in place of [http.DefaultClient].
func WithHTTPClient(httpClient connect.HTTPClient) Option {
	return func(s *settings) { s.httpClient = httpClient }
}

// WithConnect passes options on to connect: interceptors, JSON instead of
// binary messages, gRPC instead of the Connect protocol.
func WithConnect(options ...connect.ClientOption) Option {
	return func(s *settings) { s.connectOptions = append(s.connectOptions, options...) }
}

func perCall(token string) connect.UnaryInterceptorFunc {
	return func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, request connect.AnyRequest) (connect.AnyResponse, error) {
			request.Header().Set("Authorization", "Bearer "+token)
			request.Header().Set("User-Agent", "ameide-sdk-go/"+Version)
			response, err := next(ctx, request)
			if err != nil {
				return nil, newError(err)
			}
			return response, nil
		}
	}
}
