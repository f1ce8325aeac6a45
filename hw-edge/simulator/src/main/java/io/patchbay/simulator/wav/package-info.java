/// WAV files: what subscribers say and what they hear.
@NullMarked
package io.patchbay.simulator.wav;

import org.jspecify.annotations.NullMarked;
