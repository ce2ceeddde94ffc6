package upstream

import (
	"os/exec"
	"syscall"
	"time"
)

// stopWithChildren makes the end of cmd's context the end of its children too:
// go runs git, which runs its own.
func stopWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
}
