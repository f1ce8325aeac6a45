/// The voice of a modem as PCM on a serial port.
@NullMarked
package io.patchbay.driver.gsm.audio;

import org.jspecify.annotations.NullMarked;
