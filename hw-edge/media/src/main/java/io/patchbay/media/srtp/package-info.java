/// SRTP and SRTCP (RFC 3711, RFC 7714) over `byte[]`; the ciphers are jitsi-srtp's.
@NullMarked
package io.patchbay.media.srtp;

import org.jspecify.annotations.NullMarked;
