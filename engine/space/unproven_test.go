package space

import (
	"errors"
	"testing"
)

// What the solver gives up is noted once, with what it was about; other errors stay.
func TestGivingUpIsNoted(t *testing.T) {
	f := finder{err: ErrUnproven}
	if !f.gaveUp(Finding{Kind: NeverDecides}) || f.gaveUp(Finding{Kind: NoVerdict}) || f.err != nil {
		t.Errorf("noted %v, and %v is left", f.unproven, f.err)
	}
	if len(f.unproven) != 1 || f.unproven[0].Kind != NeverDecides || !errors.Is(f.unproven, ErrUnproven) {
		t.Errorf("noted %v", f.unproven)
	}
	f.err = ErrBudget
	if f.gaveUp(Finding{Kind: NoVerdict}) || !errors.Is(f.err, ErrBudget) {
		t.Errorf("another error became %v", f.err)
	}
	if want := "possible findings that are neither proven nor refuted: that takes too much effort: 1"; f.unproven.Error() != want {
		t.Errorf("%q, not %q", f.unproven, want)
	}
}
