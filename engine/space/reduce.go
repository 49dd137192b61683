package space

// reduced returns the diagram that agrees with another one on every answer set that
// can be reached, and has no child where the flow allows no value. Two conditions are
// the same to the flow if and only if their reduced diagrams are equal. What they say
// of verdicts stays as it is.
func (s *Space) reduced(n node) node {
	done := map[[2]int32]node{}
	var from func(at int, state int32, n node) node
	from = func(at int, state int32, n node) node {
		if n < terminals || at == s.questions || s.store.err != nil {
			return n
		}
		key := [2]int32{state, n}
		if found, ok := done[key]; ok {
			return found
		}
		list := []int32{int32(at)}
		for v, to := range s.automaton.from(state, s.layers[at].values()) {
			kid := impossible
			if to != blocked {
				kid = from(at+1, to, s.store.child(n, int32(at), v))
			}
			list = append(list, kid)
		}
		done[key] = s.store.make(list)
		return done[key]
	}
	return from(0, 0, n)
}

// walkNodes visits each node of some diagrams once.
func (s *Space) walkNodes(diagrams []node, visit func(level int32, kids []node)) {
	seen := map[node]bool{}
	var from func(node)
	from = func(n node) {
		if n < terminals || seen[n] {
			return
		}
		seen[n] = true
		list := s.store.nodes.list(n - terminals)
		visit(list[0], list[1:])
		for _, kid := range list[1:] {
			from(kid)
		}
	}
	for _, n := range diagrams {
		from(n)
	}
}

// ends returns which terminals a diagram has.
func (s *Space) ends(n node) (has [terminals]bool) {
	if n < terminals {
		has[n] = true
	}
	s.walkNodes([]node{n}, func(_ int32, kids []node) {
		for _, kid := range kids {
			if kid >= 0 && kid < terminals {
				has[kid] = true
			}
		}
	})
	return has
}
