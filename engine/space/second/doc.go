// Package second counts answer sets a second time, and otherwise than package space
// does: its tests hold that both come to the same numbers.
//
// Nothing is shared but the rule set. Answers are encoded in binary, numbers with every
// value they have and not by cells; conditions, the flow and the limits of picks become
// Boolean functions, which a library keeps as binary decision diagrams; points are
// added by a binary adder. The library then counts the assignments for which a function
// is true, and each answer set is one assignment.
//
// It is a module of its own, so that the program does not need the library.
package second
