/// The outside world in software: mobile network, exchange, telephones and modems, as rude as
/// hardware.
@NullMarked
package io.patchbay.simulator;

import org.jspecify.annotations.NullMarked;
