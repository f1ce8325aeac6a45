package io.patchbay.trunk.dialog;

/// Reliable provisional responses of a UAS (RFC 3262 §3).
///
/// @param required the peer demands 100rel
/// @param rseq of the last one sent
/// @param pending it has not been acknowledged with PRACK
/// @param carriedSdp our description went out in a reliable response
public record Reliable(boolean required, long rseq, boolean pending, boolean carriedSdp) {
  static final Reliable NO = new Reliable(false, 0, false, false);

  Reliable sent(boolean withSdp) {
    return new Reliable(required, rseq + 1, true, carriedSdp || withSdp);
  }

  Reliable acknowledged() {
    return new Reliable(required, rseq, false, carriedSdp);
  }
}
