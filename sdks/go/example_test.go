package ameide_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"connectrpc.com/connect"

	ameide "github.com/ameideio/ameide-sdk-go"
)

func ExampleNewClient() {
	platform := startPlatform("acme")
	defer platform.Close()

	client, err := ameide.NewClient(platform.URL, token)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	organization, err := client.Organizations.Get(ctx, "acme")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(organization.GetSlug())
	// Output: acme
}

func ExampleOrganizations_List() {
	platform := startPlatform("acme", "globex", "initech")
	defer platform.Close()

	client, err := ameide.NewClient(platform.URL, token)
	if err != nil {
		fmt.Println(err)
		return
	}
	for organization, err := range client.Organizations.List(context.Background(), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(organization.GetSlug())
	}
	// Output:
	// acme
	// globex
	// initech
}

func ExampleError() {
	platform := startPlatform("acme")
	defer platform.Close()

	client, err := ameide.NewClient(platform.URL, token)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.Organizations.Get(context.Background(), "hooli")
	if failure, ok := errors.AsType[*ameide.Error](err); ok && failure.Code == connect.CodeNotFound {
		for _, detail := range failure.Details {
			fmt.Printf("%s: %s\n", detail.GetField(), detail.GetReason())
		}
	}
	// Output: id: no organization has this id
}
