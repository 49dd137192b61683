package rule

// weights are the points of rules, for several roles in one word, so that one
// addition counts for all of them. They are added up beforehand for each set of
// four rules that follow each other: that takes fewer additions than a rule at a
// time, and always the same number.
type weights struct {
	sums  []int64 // a table of 16 sets for each four rules and each word
	words int     // how many a set has
	lanes int     // how many roles share a word
}

// laneBits is how many bits of a word a role has that shares it with others.
const laneBits = 21

func newWeights(s *Set) weights {
	w := weights{lanes: 64 / laneBits}
	for role := range s.Roles {
		sum := 0
		for _, r := range s.Rules {
			if r.Effect == Points {
				sum += max(r.Points[role], -r.Points[role])
			}
		}
		if sum >= 1<<(laneBits-1) { // a score may not leave its bits
			w.lanes = 1
		}
	}
	w.words = max(1, (len(s.Roles)+w.lanes-1)/w.lanes)
	blocks := (len(s.Rules) + 63) / 64
	w.sums = make([]int64, w.words*blocks*blockSums)
	for i, r := range s.Rules {
		for role := range s.Roles {
			if r.Effect == Points {
				w.put(i, blocks*(role/w.lanes), int64(r.Points[role])<<(role%w.lanes*laneBits))
			}
		}
	}
	return w
}

// blockSums is how many sums there are for 64 rules.
const blockSums = 64 / 4 * 16

// put adds points of a rule to all sets that it is in. The tables begin with a
// block.
func (w *weights) put(rule, block int, points int64) {
	fours := w.sums[(block+rule/64)*blockSums+rule%64/4*16:][:16]
	for set := range fours {
		if set>>(rule%4)&1 == 1 {
			fours[set] += points
		}
	}
}

// add returns one word of the points of the rules whose bits are set.
func (w *weights) add(word int, set []uint64) int64 {
	sum := int64(0)
	for i, x := range set {
		sums := w.sums[(word*len(set)+i)*blockSums:][:blockSums]
		for four := 0; four < blockSums; four += 16 {
			sum += sums[(four|int(x&15))&(blockSums-1)]
			x >>= 4
		}
	}
	return sum
}

// unpack takes the score of the first role off a sum.
func (w *weights) unpack(sum int64) (score int, rest int64) {
	if w.lanes == 1 {
		return int(sum), 0
	}
	first := sum << (64 - laneBits) >> (64 - laneBits)
	return int(first), (sum - first) >> laneBits
}
