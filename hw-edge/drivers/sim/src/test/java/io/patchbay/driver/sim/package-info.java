/// Tests of the driver against a running simulator.
@NullMarked
package io.patchbay.driver.sim;

import org.jspecify.annotations.NullMarked;
