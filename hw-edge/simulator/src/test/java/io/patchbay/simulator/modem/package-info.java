/// Tests of this package.
@NullMarked
package io.patchbay.simulator.modem;

import org.jspecify.annotations.NullMarked;
