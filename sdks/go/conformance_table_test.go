package ameide_test

import (
	"bytes"
	"encoding/json"
	"testing"
)

// conformanceTable is what every SDK does alike; libs/contracts/README.md describes it.
const conformanceTable = "../../libs/contracts/conformance.json"

type conformanceCase struct {
	Name   string
	Client struct {
		Token   *string
		BaseURL *string `json:"base_url"`
	}
	Call  string
	Input struct {
		ID          string
		Slug        string
		DisplayName *string `json:"display_name"`
		Labels      *map[string]string
		Etag        string
		PageSize    int32 `json:"page_size"`
	}
	Save      string
	Take      *int
	TimeoutMS int `json:"timeout_ms"`
	Cancel    bool
	Platform  json.RawMessage
	Expect    outcome
}

type outcome struct {
	Organization  map[string]any
	Organizations []string
	Error         *failure
	Refused       string
	Calls         int
}

type failure struct {
	Code, Says string
	Details    []refusedField
}

type refusedField struct{ Field, Reason string }

// decodeStrictly fails where the table says what this runner does not know.
func decodeStrictly(t *testing.T, text []byte, into any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatal(err)
	}
}
