/// Opus (RFC 6716, RFC 7587) at 8 kHz: by libopus where it is installed, else by Concentus.
@NullMarked
package io.patchbay.media.codec.opus;

import org.jspecify.annotations.NullMarked;
