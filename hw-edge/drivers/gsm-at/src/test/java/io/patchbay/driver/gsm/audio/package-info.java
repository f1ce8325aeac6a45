/// The line's audio port, tested without hardware.
@NullMarked
package io.patchbay.driver.gsm.audio;

import org.jspecify.annotations.NullMarked;
