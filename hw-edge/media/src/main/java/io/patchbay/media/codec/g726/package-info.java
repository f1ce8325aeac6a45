/// G.726 at 16, 24, 32 and 40 kbit/s, packed as RFC 3551 §4.5.4 and as I.366.2 (AAL2) says.
@NullMarked
package io.patchbay.media.codec.g726;

import org.jspecify.annotations.NullMarked;
