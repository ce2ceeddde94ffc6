//go:build !unix

package upstream

import (
	"os/exec"
	"time"
)

// stopWithChildren ends cmd alone where there are no process groups; its
// children then end with their closed pipes.
func stopWithChildren(cmd *exec.Cmd) { cmd.WaitDelay = 5 * time.Second }
