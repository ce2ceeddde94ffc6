package upstream

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// answer is what `go list -m -json` and `go mod download -json` print.
type answer struct {
	Version  string
	Time     *time.Time
	Versions []string
	Error    reason
}

// info returns the answer as the content of a .info file.
func (a answer) info() ([]byte, error) {
	return json.Marshal(struct {
		Version string
		Time    *time.Time `json:",omitempty"`
	}{a.Version, a.Time})
}

// reason is go's sentence: the first command prints it as {"Err": …}, the
// second as a string.
type reason string

// UnmarshalJSON implements [json.Unmarshaler].
func (r *reason) UnmarshalJSON(data []byte) error {
	var wrapped struct{ Err *string }
	if json.Unmarshal(data, &wrapped) == nil && wrapped.Err != nil {
		*r = reason(*wrapped.Err)
		return nil
	}
	return json.Unmarshal(data, (*string)(r))
}

func parseAnswer(output []byte) (answer, error) {
	var a answer
	if err := json.Unmarshal(output, &a); err != nil {
		return answer{}, &UnavailableError{fmt.Sprintf("go printed no JSON: %v", err)}
	}
	if a.Error != "" {
		return answer{}, classify(string(a.Error))
	}
	return a, nil
}

// maxRecent bounds the memory of a server that is asked for made-up modules.
const maxRecent = 10_000

// recent keeps the answers that change in time: lists, @latest, branches. An
// upstream that could not tell is not an answer and is asked again.
type recent struct {
	ttl  time.Duration
	mu   sync.Mutex
	kept map[string]recentAnswer
}

type recentAnswer struct {
	answer answer
	err    error
	until  time.Time
}

func (r *recent) get(key string) (recentAnswer, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept, ok := r.kept[key]
	return kept, ok && time.Now().Before(kept.until)
}

func (r *recent) put(key string, a answer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || len(r.kept) >= maxRecent {
		r.kept = make(map[string]recentAnswer)
	}
	r.kept[key] = recentAnswer{a, err, time.Now().Add(r.ttl)}
}
