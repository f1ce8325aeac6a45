/// The mailbox of the edge: calls, lines, commands and timers, and the effects of their machines.
@NullMarked
package io.patchbay.edge.run;

import org.jspecify.annotations.NullMarked;
