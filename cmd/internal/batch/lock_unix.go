//go:build unix && !aix && !solaris

package batch

import (
	"errors"
	"os"
	"syscall"
)

// lock makes sure that no other run writes the file. The lock goes with the
// process, however it ends, so that a crash leaves none behind. It reports false
// where another run holds it.
func lock(file *os.File) (bool, error) {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	if errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOLCK) {
		return true, nil // some network file systems have no locks
	}
	return err == nil, err
}

// move gives a file that is open another name. It is closed after that, so that
// the lock holds until nothing is left to be done.
func move(file *os.File, name string) error {
	return errors.Join(os.Rename(file.Name(), name), file.Close())
}
