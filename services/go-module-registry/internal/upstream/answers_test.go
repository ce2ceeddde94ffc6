package upstream

import (
	"fmt"
	"testing"
	"time"
)

func TestRecentIsBounded(t *testing.T) {
	r := recent{ttl: time.Hour}
	for i := range maxRecent + 1 {
		r.put(fmt.Sprint(i), answer{}, nil)
	}
	if _, ok := r.get(fmt.Sprint(maxRecent)); !ok || len(r.kept) > maxRecent {
		t.Errorf("kept are %d, with the newest: %t", len(r.kept), ok)
	}
}
