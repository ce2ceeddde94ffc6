package ameide_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"
)

// contractServer is beside this module in the repository alone.
const contractServer = "../../libs/contracts/server/main.ts"

// startContractServer returns the address of a server that ends with the test,
// or with the test's process: it stops when its standard input is closed.
func startContractServer(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	server := exec.CommandContext(ctx, "node", contractServer)
	server.Env = []string{"PATH=" + os.Getenv("PATH"), "PLATFORM_LISTEN=127.0.0.1:0", "PLATFORM_TOKEN=" + token}
	var complaints bytes.Buffer
	server.Stderr = &complaints
	stdin, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() error {
		_ = stdin.Close()
		return server.Wait()
	}
	var ready struct{ Listening string }
	if err := json.NewDecoder(stdout).Decode(&ready); err != nil {
		t.Fatalf("%s did not start: %v (%v): %s", contractServer, err, stop(), &complaints)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("%s did not stop by itself: %v: %s", contractServer, err, &complaints)
		}
	})
	return ready.Listening
}
