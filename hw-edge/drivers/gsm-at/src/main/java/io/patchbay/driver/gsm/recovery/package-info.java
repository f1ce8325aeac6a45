/// How a modem that fails is brought back, one step after the other. Pure: time comes in as
/// readings of one monotonic clock.
@NullMarked
package io.patchbay.driver.gsm.recovery;

import org.jspecify.annotations.NullMarked;
