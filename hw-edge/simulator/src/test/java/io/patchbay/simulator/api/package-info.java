/// Tests of this package.
@NullMarked
package io.patchbay.simulator.api;

import org.jspecify.annotations.NullMarked;
