/// Finite automata over the keys of a telephone: what both rule languages match and are checked
/// with. Exact: nothing is sampled, nothing backtracks.
@NullMarked
package io.patchbay.routing.automaton;

import org.jspecify.annotations.NullMarked;
