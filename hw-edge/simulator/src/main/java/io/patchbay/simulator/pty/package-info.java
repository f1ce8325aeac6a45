/// Pseudo-terminals by java.lang.foreign.
@NullMarked
package io.patchbay.simulator.pty;

import org.jspecify.annotations.NullMarked;
