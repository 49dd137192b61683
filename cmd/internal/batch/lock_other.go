//go:build !unix || aix || solaris

package batch

import "os"

// lock does nothing where the system has no lock that ends with its process. Two
// runs at once that write the same file are not noticed there.
func lock(*os.File) (bool, error) { return true, nil }

// move gives a file another name, after closing it: Windows moves no open files.
func move(file *os.File, name string) error {
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
