package space

// A deepening is what a search with ever more known answers has found out about places, a
// search that finds the fewest first ("iterative deepening": Korf, "Depth-first
// iterative-deepening", Artificial Intelligence 27, 1985). From a place where nothing was
// found with some number of known answers, nothing is with fewer.
type deepening struct {
	places *table
	failed []int // by place: the most answers known with which nothing was found below
	most   int   // places
	over   bool  // there are more
}

func newDeepening(most int) deepening { return deepening{places: newTable(), most: most} }

// fewest reports whether there is a way, with up to a number of known answers. Last it has
// been looked for with the fewest with which there is one.
func (d *deepening) fewest(most int, from func(known int) bool) bool {
	found := from(most)
	for known := 0; found && !from(known) && !d.over; known++ {
	}
	return found
}

// hopeless reports whether it is known, or too much to find out, that nothing is found
// below a place with a number of known answers. Where it is not, the number of the place is
// for failedWith.
func (d *deepening) hopeless(place []int32, known int) (number int32, hopeless bool) {
	number, fresh := d.places.number(place)
	if fresh {
		d.failed = append(d.failed, -1)
	}
	d.over = d.over || d.places.len() > d.most
	return number, d.over || d.failed[number] >= known
}

// failedWith notes that nothing was found below a place.
func (d *deepening) failedWith(known int, place int32) { d.failed[place] = max(d.failed[place], known) }
