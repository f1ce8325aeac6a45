/// Tests of the simulator as a whole.
@NullMarked
package io.patchbay.simulator;

import org.jspecify.annotations.NullMarked;
