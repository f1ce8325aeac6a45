/// Keys of SRTP agreed by DTLS on the RTP port (RFC 5763, RFC 5764).
@NullMarked
package io.patchbay.media.dtls;

import org.jspecify.annotations.NullMarked;
