// Command organizations shows the calls of the client, on a platform of your choice.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
	platformv1 "github.com/ameideio/ameide-sdk-go/gen/ameide/platform/v1"
)

func main() {
	client, err := ameide.NewClient(os.Getenv("PLATFORM_URL"), os.Getenv("PLATFORM_TOKEN"))
	if err == nil {
		err = show(client.Organizations)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func show(organizations *ameide.Organizations) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // for all calls; to cancel ends them
	defer cancel()

	wanted := &platformv1.CreateOrganizationRequest{Slug: "acme", DisplayName: "Acme"}
	acme, err := organizations.Create(ctx, wanted)
	if err != nil {
		return err
	}
	acme.DisplayName = "Acme Ltd"
	if _, err := organizations.Update(ctx, acme, "display_name"); err != nil {
		return err // aborted, where somebody else has changed it meanwhile
	}

	for organization, err := range organizations.List(ctx, nil) { // fetches pages as it gets there
		if err != nil {
			return err
		}
		fmt.Println(organization.GetSlug(), organization.GetDisplayName()) // acme Acme Ltd
	}

	_, err = organizations.Create(ctx, wanted)
	failure, ok := errors.AsType[*ameide.Error](err)
	if !ok || failure.Code != connect.CodeAlreadyExists {
		return err
	}
	for _, detail := range failure.Details {
		fmt.Println(detail.GetField(), detail.GetReason()) // slug is taken
	}
	return organizations.Delete(ctx, acme.GetId())
}
