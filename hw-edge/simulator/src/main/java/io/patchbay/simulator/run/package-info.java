/// The one thread on which the world runs in real time.
@NullMarked
package io.patchbay.simulator.run;

import org.jspecify.annotations.NullMarked;
