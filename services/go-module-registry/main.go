// Command go-module-registry is a Go module registry: it takes module zips by
// one authenticated PUT, serves them by the GOPROXY protocol, and fetches
// every other module through the user's own go command.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/ameideio/go-module-registry/internal/registry"
	"github.com/ameideio/go-module-registry/internal/storage"
	"github.com/ameideio/go-module-registry/internal/sumdb"
	"github.com/ameideio/go-module-registry/internal/upstream"
)

const (
	exitFailure  = 1
	exitSettings = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx))
}

// run serves until ctx is done and returns the exit code.
func run(ctx context.Context) int {
	logger := log.New(os.Stderr, "go-module-registry: ", 0)
	if len(os.Args) > 1 {
		logger.Print("takes no arguments; its settings are environment variables, see the README")
		return exitSettings
	}
	s, err := readSettings(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitSettings
	}
	if s.stopOnStdinEOF {
		// A parent's end closes this pipe, however it came about.
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		go func() {
			defer cancel()
			io.Copy(io.Discard, os.Stdin)
		}()
	}
	if err := serve(ctx, s, logger); err != nil {
		logger.Print(err)
		return exitFailure
	}
	return 0
}

func serve(ctx context.Context, s settings, logger *log.Logger) error {
	disk, err := storage.NewDisk(s.storage)
	if err != nil {
		return err
	}
	goCommand, err := upstream.New(s.upstreamCache, s.listTTL, os.Environ(), prefix)
	if err != nil {
		return err
	}
	defer goCommand.Close()
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	user, err := askUser(ctx, goCommand)
	if ctx.Err() != nil {
		return nil // stopped before it was ready
	}
	if err != nil {
		return err
	}
	relay, err := newRelay(user, s, listener.Addr())
	if err != nil {
		return err
	}
	handler := (&registry.Registry{
		Internal: s.internal,
		Private:  user.private(),
		Stored:   disk,
		Upstream: goCommand,
		SumDB:    relay,
		Token:    s.uploadToken,
		Uploads:  &registry.UploadLog{File: filepath.Join(s.storage, "uploads.log"), Console: os.Stderr},
		Errors:   logger,
	}).Handler()
	server := &http.Server{
		Handler:           handler,
		ErrorLog:          logger,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		// A fetch from the upstream, then the zip to a slow client.
		WriteTimeout:   15 * time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	ready, err := json.Marshal(map[string]string{"listening": "http://" + listener.Addr().String()})
	if err != nil {
		return err
	}
	fmt.Println(string(ready))
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// Requests that wait for the upstream end by this; an upload may finish.
	goCommand.Close()
	grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if server.Shutdown(grace) != nil {
		return server.Close()
	}
	return nil
}

// userSettings are settings of the user's go command.
type userSettings struct {
	GOSUMDB, GOPROXY, GOAUTH        string
	GOPRIVATE, GONOSUMDB, GONOPROXY string
}

func askUser(ctx context.Context, goCommand *upstream.Go) (userSettings, error) {
	var user userSettings
	output, err := goCommand.Env(ctx, "GOSUMDB", "GOPROXY", "GOAUTH", "GOPRIVATE", "GONOSUMDB", "GONOPROXY")
	if err != nil {
		return user, fmt.Errorf("asking the go command for its settings: %w", err)
	}
	if err := json.Unmarshal(output, &user); err != nil {
		return user, fmt.Errorf("reading the go command's settings: %w", err)
	}
	return user, nil
}

// private returns the patterns of the modules that the user keeps from public
// services, by whichever of the three settings. To keep all modules from the
// checksum database, or from proxies, makes none of them private.
func (u userSettings) private() string {
	patterns := strings.Split(u.GOPRIVATE, ",")
	for _, setting := range []string{u.GONOSUMDB, u.GONOPROXY} {
		if setting != "*" {
			patterns = append(patterns, strings.Split(setting, ",")...)
		}
	}
	return strings.Join(patterns, ",")
}

// newRelay relays the checksum database that the user has, by the proxies by
// which it is reached.
func newRelay(user userSettings, s settings, self net.Addr) (*sumdb.Relay, error) {
	database, err := sumdb.ParseGOSUMDB(user.GOSUMDB)
	if err != nil {
		return nil, err
	}
	proxies, err := sumdb.ParseGOPROXY(user.GOPROXY)
	if err != nil {
		return nil, err
	}
	for _, proxy := range proxies {
		if isSelf(proxy.URL, self) {
			return nil, fmt.Errorf("GOPROXY names %s, which is this registry itself: it would wait for its own answer", proxy.URL.Redacted())
		}
	}
	logins, err := sumdb.ReadLogins(user.GOAUTH, os.Getenv)
	if err != nil {
		return nil, err
	}
	return sumdb.NewRelay(database, proxies, logins, s.internal+","+user.private(), filepath.Join(s.upstreamCache, "cache", "sumdb")), nil
}

func isSelf(proxy *url.URL, self net.Addr) bool {
	_, port, _ := net.SplitHostPort(self.String())
	if proxy.Port() != port {
		return false
	}
	address, err := net.ResolveTCPAddr("tcp", proxy.Host)
	return err == nil && address.String() == self.String()
}
