/// Modems of several families as seen from their AT port. Pure: bytes and time in, bytes out.
@NullMarked
package io.patchbay.simulator.modem;

import org.jspecify.annotations.NullMarked;
