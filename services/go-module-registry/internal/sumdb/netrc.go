package sumdb

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Login is a name and password of the user's netrc file.
type Login struct{ Name, Password string }

// ReadLogins returns the logins of the user's netrc file by host: none where
// GOAUTH does not say netrc or there is no such file. The go command sends
// them to a GOPROXY, so the relay, which asks the same proxy, does too.
func ReadLogins(goauth string, getenv func(string) string) (map[string]Login, error) {
	if !slices.Contains(strings.Fields(strings.ReplaceAll(goauth, ";", " ")), "netrc") {
		return nil, nil
	}
	file := getenv("NETRC")
	if file == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, err
		}
		file = filepath.Join(home, ".netrc")
	}
	content, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return parseNetrc(string(content)), nil
}

// parseNetrc reads the machine, login and password tokens; of a machine given
// twice the first holds. "default" gives nothing, as in the go command.
func parseNetrc(content string) map[string]Login {
	logins := make(map[string]Login)
	var machine string
	var current Login
	inMacro := false
	for line := range strings.Lines(content) {
		if inMacro {
			inMacro = strings.TrimSpace(line) != "" // an empty line ends it
			continue
		}
		fields := strings.Fields(line)
		for i := 0; i+1 < len(fields); i += 2 {
			switch value := fields[i+1]; fields[i] {
			case "machine":
				machine, current = value, Login{}
			case "login":
				current.Name = value
			case "password":
				current.Password = value
			case "macdef":
				inMacro = true
			}
			if _, known := logins[machine]; machine != "" && current.Name != "" && current.Password != "" && !known {
				logins[machine] = current
			}
		}
	}
	return logins
}

// authorize adds the login of the request's host. Like the go command it sends
// one by https alone; a login in the URL itself goes before.
func authorize(request *http.Request, logins map[string]Login) {
	found, ok := logins[request.URL.Host]
	if ok && request.URL.Scheme == "https" && request.URL.User == nil {
		request.SetBasicAuth(found.Name, found.Password)
	}
}
