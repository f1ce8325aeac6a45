/// What a call sounds like, estimated from what the network did to it (G.107, RFC 3611).
@NullMarked
package io.patchbay.media.quality;

import org.jspecify.annotations.NullMarked;
