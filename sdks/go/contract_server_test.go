package ameide_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime/debug"
	"testing"
	"time"
)

// contractProgram is beside this module in the repository alone.
const contractProgram = "../../libs/contracts/server/main.ts"

// skipOutsideOfTheRepository skips where this module was downloaded, which is where
// it has a sum: in `go test all` of a module that requires it.
func skipOutsideOfTheRepository(t *testing.T) {
	t.Helper()
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Sum != "" {
		t.Skip("the contract's server is not part of the module")
	}
}

// contractServer is the contract's own server, in a process of its own.
type contractServer struct{ url string }

// startContractServer starts one that ends with the test, or with the test's
// process: it stops when its standard input is closed.
func startContractServer(t *testing.T) contractServer {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	server := exec.CommandContext(ctx, "node", contractProgram)
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
		t.Fatalf("%s did not start: %v (%v): %s", contractProgram, err, stop(), &complaints)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("%s did not stop by itself: %v: %s", contractProgram, err, &complaints)
		}
	})
	return contractServer{ready.Listening}
}

// seenCall is what the server has seen of a call.
type seenCall struct {
	Call      string
	UserAgent string
	TimeoutMS *int
}

// rehearse says what the server does with the next calls.
func (s contractServer) rehearse(answers json.RawMessage) error {
	if answers == nil {
		answers = json.RawMessage("[]")
	}
	_, err := s.rehearsal(http.MethodPut, answers)
	return err
}

// seen tells the calls since then.
func (s contractServer) seen() ([]seenCall, error) {
	return s.rehearsal(http.MethodGet, nil)
}

func (s contractServer) rehearsal(method string, body []byte) ([]seenCall, error) {
	request, err := http.NewRequest(method, s.url+"/rehearsal", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the contract's server does not rehearse %s: %s", body, response.Status)
	}
	var seen []seenCall
	err = json.NewDecoder(response.Body).Decode(&seen)
	return seen, err
}
