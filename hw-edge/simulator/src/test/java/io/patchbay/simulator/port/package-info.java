/// Tests of this package.
@NullMarked
package io.patchbay.simulator.port;

import org.jspecify.annotations.NullMarked;
