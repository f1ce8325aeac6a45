package io.patchbay.media.session;

import io.patchbay.media.dtls.DtlsPeer;
import org.jspecify.annotations.Nullable;

/// What goes over the RTP port beside RTP (RFC 7983).
///
/// @param dtls whose handshake gives the keys of SRTP, null = none
/// @param rtcpMux whether RTCP does, too (RFC 5761)
/// @param ice who may check the path and nominate it, null = nobody (RFC 8445 §2.5)
public record Association(@Nullable DtlsPeer dtls, boolean rtcpMux, @Nullable IceLite ice) {
  public static final Association NONE = new Association(null, false, null);
}
