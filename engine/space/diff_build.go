package space

// A builder makes the diagram of what some diagrams come to together, as far as the flow
// goes.
type builder struct {
	*Space
	settle settler
	most   int // places
	over   bool
	places *table
	found  []node    // by place
	rooms  [][]int32 // by layer: memory for the place after a value
}

// build makes the diagram of what some diagrams come to together. It reports whether that
// takes more than allowed.
func (c *comparison) build(settle settler, nodes ...node) (found node, over bool) {
	b := builder{Space: c.Space, settle: settle, most: c.budget, places: newTable(), rooms: make([][]int32, c.questions)}
	if found = b.from(0, append([]int32{0}, nodes...)); b.over {
		found = isFalse
	}
	return found, b.over
}

// from makes the diagram from a layer on. A place is a state of the flow, and nodes.
func (b *builder) from(at int, place []int32) node {
	if n, settled := b.settle(place[1:]); settled || b.over {
		return n
	}
	number, fresh := b.places.number(place)
	if !fresh {
		return b.found[number]
	}
	b.found = append(b.found, impossible)
	b.over = len(b.found) > b.most || b.store.nodes.len() >= b.store.budget
	b.found[number] = b.store.make(b.kids(at, place))
	return b.found[number]
}

// kids makes the list of a node from the diagrams of the places after it.
func (b *builder) kids(at int, place []int32) []int32 {
	looks := false
	for _, n := range place[1:] {
		looks = looks || b.store.level(n) == int32(at)
	}
	list := append(make([]int32, 0, 1+b.layers[at].values()), int32(at))
	last, kid := blocked, impossible
	for v, to := range b.automaton.from(place[0], b.layers[at].values()) {
		switch {
		case to == blocked:
			list = append(list, impossible)
			continue
		case looks || to != last:
			last = to
			kid = b.from(at+1, b.after(at, place, v, to))
		}
		list = append(list, kid)
	}
	return list
}

// after returns the place after a value. It is right until the layer is asked again.
func (b *builder) after(at int, place []int32, value int, to step) []int32 {
	next := append(b.rooms[at][:0], to)
	for _, n := range place[1:] {
		next = append(next, b.store.child(n, int32(at), value))
	}
	b.rooms[at] = next
	return next
}
