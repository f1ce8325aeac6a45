/// Arithmetic on 16-bit linear audio at 8 kHz: frames, gain, mixing, levels. Pure.
@NullMarked
package io.patchbay.media.pcm;

import org.jspecify.annotations.NullMarked;
