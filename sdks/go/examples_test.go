package ameide_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestExampleProgram(t *testing.T) {
	skipOutsideOfTheRepository(t)
	server := startContractServer(t)
	program := exec.CommandContext(t.Context(), "go", "run", "./examples/organizations")
	program.Env = append(os.Environ(), "PLATFORM_URL="+server.url, "PLATFORM_TOKEN="+token)
	printed, err := program.CombinedOutput()
	if want := "acme Acme Ltd\nslug is taken\n"; err != nil || string(printed) != want {
		t.Errorf("got %v, %s\nwant %s", err, printed, want)
	}
}

func TestREADMEBeginsWithTheExample(t *testing.T) {
	program, err := os.ReadFile("examples/organizations/main.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```go\n")
	first, _, _ := strings.Cut(rest, "```\n")
	if first == "" || !strings.Contains(string(program), first) {
		t.Errorf("the example does not hold\n%s", first)
	}
}
