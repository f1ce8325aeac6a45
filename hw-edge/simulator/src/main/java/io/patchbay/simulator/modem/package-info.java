/// A Quectel EC25 as seen from its AT port. Pure: bytes and time in, bytes out.
@NullMarked
package io.patchbay.simulator.modem;

import org.jspecify.annotations.NullMarked;
