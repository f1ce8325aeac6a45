/// Sounds and ears in 20 ms frames: tones, cadences, DTMF, echo. Pure.
@NullMarked
package io.patchbay.simulator.sound;

import org.jspecify.annotations.NullMarked;
