package registry

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"
	"time"
)

// Upload is one line of the upload log.
type Upload struct {
	Time    time.Time `json:"time"`
	Module  string    `json:"module"`
	Version string    `json:"version"`
	// Outcome is created, identical, conflict or refused.
	Outcome string `json:"outcome"`
	// H1 is the hash of the zip that is kept or, for a conflict, was offered;
	// empty where none was read.
	H1 string `json:"h1,omitempty"`
	// Reason is the sentence that the uploader was sent, where it was not
	// accepted.
	Reason string `json:"reason,omitempty"`
}

// UploadLog writes each upload as a line of JSON to a file and to a writer. A
// zero UploadLog is not usable.
type UploadLog struct {
	// File is appended to; it is made where it is missing.
	File string
	// Console gets the same lines.
	Console io.Writer

	mu sync.Mutex
}

// Add writes one line.
func (l *UploadLog) Add(upload Upload) error {
	line, err := json.Marshal(upload)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	l.mu.Lock()
	defer l.mu.Unlock()
	_, consoleErr := l.Console.Write(line)
	return errors.Join(l.append(line), consoleErr)
}

// append opens the file each time: uploads are rare, and whoever empties the
// storage may remove it.
func (l *UploadLog) append(line []byte) error {
	file, err := os.OpenFile(l.File, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(line); err != nil {
		return err
	}
	return file.Close()
}
