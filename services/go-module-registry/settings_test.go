package main

import (
	"strings"
	"testing"
	"time"
)

// valid has every required setting.
func valid() map[string]string {
	return map[string]string{
		"GO_MODULE_REGISTRY_LISTEN":         "127.0.0.1:0",
		"GO_MODULE_REGISTRY_STORAGE":        "storage",
		"GO_MODULE_REGISTRY_UPLOAD_TOKEN":   "a secret",
		"GO_MODULE_REGISTRY_INTERNAL":       "example.com/team,*.example.org/*/sdk",
		"GO_MODULE_REGISTRY_UPSTREAM_CACHE": "cache",
		"GO_MODULE_REGISTRY_LIST_TTL":       "30s",
	}
}

func read(env map[string]string) (settings, error) {
	return readSettings(func(name string) string { return env[name] })
}

func TestReadSettings(t *testing.T) {
	env := valid()
	got, err := read(env)
	want := settings{"127.0.0.1:0", "storage", "a secret", "example.com/team,*.example.org/*/sdk", "cache", 30 * time.Second, false}
	if err != nil || got != want {
		t.Errorf("= %+v, %v, want %+v", got, err, want)
	}
	env["GO_MODULE_REGISTRY_STOP_ON_STDIN_EOF"] = "1"
	env["GO_MODULE_REGISTRY_LIST_TTL"] = "0s"
	if got, err := read(env); err != nil || !got.stopOnStdinEOF || got.listTTL != 0 {
		t.Errorf("= %+v, %v", got, err)
	}
}

func TestReadSettingsNamesAllThatIsMissing(t *testing.T) {
	_, err := read(nil)
	if err == nil {
		t.Fatal("no settings gave no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(valid()) {
		t.Errorf("%d lines, want %d:\n%v", len(lines), len(valid()), err)
	}
	for name := range valid() {
		if !strings.Contains(err.Error(), name+" is not set: the ") && !strings.Contains(err.Error(), name+" is not set: how ") {
			t.Errorf("%s is not named in:\n%v", name, err)
		}
	}
}

func TestReadSettingsRefuses(t *testing.T) {
	for _, test := range []struct{ name, value string }{
		{"LISTEN", "127.0.0.1"},
		{"LIST_TTL", "30"},
		{"LIST_TTL", "-1s"},
		{"INTERNAL", "example.com/team, example.org"},
		{"INTERNAL", "example.com/team,"},
		{"INTERNAL", "example.com/[team"},
		{"INTERNAL", "/"},
		{"STOP_ON_STDIN_EOF", "true"},
	} {
		env := valid()
		env[prefix+test.name] = test.value
		if _, err := read(env); err == nil || !strings.HasPrefix(err.Error(), prefix+test.name+" is not usable: ") || strings.Contains(err.Error(), "a secret") {
			t.Errorf("%s=%s: %v", test.name, test.value, err)
		}
	}
}
