/// The simulator's time: real or virtual, with alarms. Everything in the world runs on its one
/// thread.
@NullMarked
package io.patchbay.simulator.time;

import org.jspecify.annotations.NullMarked;
