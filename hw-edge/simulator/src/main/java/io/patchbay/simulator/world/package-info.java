/// Everything there is: network, subscribers, modems, telephones, exchange lines. Pure.
@NullMarked
package io.patchbay.simulator.world;

import org.jspecify.annotations.NullMarked;
