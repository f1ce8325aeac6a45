/// The voice of a modem as the line's audio port, whatever carries it.
@NullMarked
package io.patchbay.driver.gsm.audio;

import org.jspecify.annotations.NullMarked;
