/// FXS and FXO lines at the ports of the simulator.
@NullMarked
package io.patchbay.driver.sim;

import org.jspecify.annotations.NullMarked;
