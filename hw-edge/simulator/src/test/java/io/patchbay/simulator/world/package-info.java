/// Virtual worlds for tests.
@NullMarked
package io.patchbay.simulator.world;

import org.jspecify.annotations.NullMarked;
