/// Tests of this package.
@NullMarked
package io.patchbay.simulator.cli;

import org.jspecify.annotations.NullMarked;
