package io.patchbay.trunk.sdp;

import java.util.Optional;

/// How the keys of a stream are agreed by DTLS (RFC 5763 §5, RFC 8842).
///
/// @param fingerprint of the peer's certificate
/// @param active whether we begin
/// @param either the peer has left that to us
public record Dtls(Fingerprint fingerprint, boolean active, boolean either) {
  /// From what the peer says.
  ///
  /// @param setup `a=setup`; empty: active (RFC 4145 §4)
  /// @return empty: it wants no association now
  static Optional<Dtls> of(Fingerprint fingerprint, String setup) {
    return switch (setup) {
      case "", "active" -> Optional.of(new Dtls(fingerprint, false, false));
      case "passive" -> Optional.of(new Dtls(fingerprint, true, false));
      case "actpass" -> Optional.of(new Dtls(fingerprint, true, true));
      default -> Optional.empty();
    };
  }

  /// The same with the roles of before, so that the association goes on.
  Dtls like(Dtls before) {
    return either && before.fingerprint.equals(fingerprint)
        ? new Dtls(fingerprint, before.active, true)
        : this;
  }

  /// Our `a=setup` in an answer.
  String setup() {
    return active ? "active" : "passive";
  }
}
