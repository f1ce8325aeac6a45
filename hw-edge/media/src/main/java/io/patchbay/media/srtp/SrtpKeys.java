package io.patchbay.media.srtp;

import static java.util.Objects.requireNonNull;

/// The keys of a protected stream.
///
/// @param send of what we send
/// @param receive of what the peer sends
public record SrtpKeys(SrtpKey send, SrtpKey receive) {
  public SrtpKeys {
    requireNonNull(send, "send");
    requireNonNull(receive, "receive");
  }
}
