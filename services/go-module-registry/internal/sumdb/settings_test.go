package sumdb

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseGOPROXY(t *testing.T) {
	for list, want := range map[string]string{
		"":                                   "",
		"off":                                "",
		"direct":                             "",
		"https://a.example,direct":           "https://a.example,",
		"https://a.example|http://b.example": "https://a.example| http://b.example,",
		"https://a.example, https://b.example/x ,":   "https://a.example, https://b.example/x,",
		"https://a.example,direct,https://b.example": "https://a.example,",
		"a.example/path":                      "https://a.example/path,",
		"file:///srv/proxy,https://a.example": "https://a.example,",
	} {
		proxies, err := ParseGOPROXY(list)
		var got []string
		for _, proxy := range proxies {
			separator := ","
			if proxy.FallBackOnError {
				separator = "|"
			}
			got = append(got, proxy.URL.String()+separator)
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("ParseGOPROXY(%q) = %v, %v, want %s", list, got, err, want)
		}
	}
	if _, err := ParseGOPROXY("https://a.example:port"); err == nil {
		t.Error("a port that is no number gave no error")
	}
}

func TestParseGOSUMDB(t *testing.T) {
	for value, want := range map[string]struct {
		name, url string
		explicit  bool
	}{
		"off":                                {"", "", false},
		"sum.example":                        {"sum.example", "https://sum.example", false},
		"sum.example/path":                   {"sum.example/path", "https://sum.example/path", false},
		"sum.example+033de0ae+Ac4z/tda+e5":   {"sum.example", "https://sum.example", false},
		"sum.example https://mirror.example": {"sum.example", "https://mirror.example", true},
	} {
		database, err := ParseGOSUMDB(value)
		got := ""
		if database.URL != nil {
			got = database.URL.String()
		}
		if err != nil || database.Name != want.name || got != want.url || database.Explicit != want.explicit {
			t.Errorf("ParseGOSUMDB(%q) = %+v, %v, want %+v", value, database, err, want)
		}
	}
	for _, value := range []string{"", "a b c", "sum.example?x", "user@sum.example", "sum.example/", "sum.example mirror"} {
		if database, err := ParseGOSUMDB(value); err == nil {
			t.Errorf("ParseGOSUMDB(%q) = %+v, want an error", value, database)
		}
	}
}

func TestReadLogins(t *testing.T) {
	file := filepath.Join(t.TempDir(), "netrc")
	content := `machine a.example login ann password one
machine a.example login later password two
macdef init
machine m.example login macro password macro

machine b.example:8443
  login bob
  password three
machine c.example login nobody
default login anyone password four
`
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	getenv := func(string) string { return file }
	for _, goauth := range []string{"off", "", "git /dir"} {
		if logins, err := ReadLogins(goauth, getenv); len(logins) != 0 || err != nil {
			t.Errorf("with GOAUTH=%s there are %d logins, %v", goauth, len(logins), err)
		}
	}
	logins, err := ReadLogins("git /dir; netrc", getenv)
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"https://a.example/x":        "ann:one",
		"https://b.example:8443/x":   "bob:three",
		"http://a.example/x":         ":",
		"https://user:own@a.example": ":",
		"https://c.example":          ":",
		"https://m.example":          ":",
		"https://other.example":      ":",
	} {
		request, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		authorize(request, logins)
		if name, password, _ := request.BasicAuth(); name+":"+password != want {
			t.Errorf("%s is sent %s:%s, want %s", url, name, password, want)
		}
	}
	if logins, err := ReadLogins("netrc", func(string) string { return file + "-none" }); len(logins) != 0 || err != nil {
		t.Errorf("without a file there are %d logins, %v", len(logins), err)
	}
}
