/// Drives a mobile modem by AT commands (3GPP TS 27.007, 27.005).
@NullMarked
package io.patchbay.driver.gsm;

import org.jspecify.annotations.NullMarked;
