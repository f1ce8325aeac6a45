/// G.722 at 64 kbit/s (RFC 3551 §4.5.2), between its 16 kHz and the 8 kHz of a line.
@NullMarked
package io.patchbay.media.codec.g722;

import org.jspecify.annotations.NullMarked;
