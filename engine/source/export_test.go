package source

// Quoted reports whether a scalar was written in quotes. Only tests ask.
func (n *Node) Quoted() bool { return n.quoted }
