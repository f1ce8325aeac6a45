/// The telephone network: calls between parties, scripted subscribers, SIM cards, call-progress
/// tones. Pure.
@NullMarked
package io.patchbay.simulator.network;

import org.jspecify.annotations.NullMarked;
