/// The network's USSD services. Pure.
@NullMarked
package io.patchbay.simulator.ussd;

import org.jspecify.annotations.NullMarked;
