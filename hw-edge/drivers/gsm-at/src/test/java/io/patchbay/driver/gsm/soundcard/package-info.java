/// Sound cards, tested in memory.
@NullMarked
package io.patchbay.driver.gsm.soundcard;

import org.jspecify.annotations.NullMarked;
