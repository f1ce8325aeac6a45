/// RTP (RFC 3550), telephone events (RFC 4733) and comfort noise (RFC 3389) over `byte[]`. Pure.
@NullMarked
package io.patchbay.media.rtp;

import org.jspecify.annotations.NullMarked;
