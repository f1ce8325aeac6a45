/// G.723.1 (RFC 3551 §4.5.3) by FFmpeg's libavcodec, where that is wanted.
@NullMarked
package io.patchbay.media.codec.g723;

import org.jspecify.annotations.NullMarked;
