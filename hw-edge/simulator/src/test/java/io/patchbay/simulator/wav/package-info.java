/// Tests of this package.
@NullMarked
package io.patchbay.simulator.wav;

import org.jspecify.annotations.NullMarked;
