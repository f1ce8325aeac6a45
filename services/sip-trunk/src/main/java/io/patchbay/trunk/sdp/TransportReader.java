package io.patchbay.trunk.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Collects the transport attributes of one section as its lines come; what a section does not say
/// is as the session says.
final class TransportReader {
  private static final int MAX_CRYPTO = 16;
  private static final int MAX_FRAGMENT = 256;

  private final List<Crypto> crypto = new ArrayList<>();
  private @Nullable Fingerprint fingerprint;
  private String setup = "";
  private String fragment = "";
  private boolean password;
  private boolean rtcpMux;

  /// @param session what came before the first section
  static TransportReader within(TransportReader session) {
    var reader = new TransportReader();
    reader.fingerprint = session.fingerprint;
    reader.setup = session.setup;
    reader.fragment = session.fragment;
    reader.password = session.password;
    return reader;
  }

  /// @param value what follows `a=`
  void attribute(String value) {
    int colon = value.indexOf(':');
    String name = (colon < 0 ? value : value.substring(0, colon)).toLowerCase(Locale.ROOT);
    String text = colon < 0 ? "" : value.substring(colon + 1).strip();
    switch (name) {
      case "crypto" -> {
        if (crypto.size() < MAX_CRYPTO) {
          Crypto.parse(text).ifPresent(crypto::add);
        }
      }
      case "fingerprint" -> Fingerprint.parse(text).ifPresent(read -> fingerprint = better(read));
      case "setup" -> setup = text.toLowerCase(Locale.ROOT);
      case "rtcp-mux" -> rtcpMux = true;
      case "ice-ufrag" ->
          fragment = text.matches("[A-Za-z0-9+/]{4," + MAX_FRAGMENT + "}") ? text : "";
      case "ice-pwd" -> password = text.length() >= 22 && text.length() <= MAX_FRAGMENT;
      default -> {}
    }
  }

  /// Of several the one by SHA-256, which all must have (RFC 8122 §5).
  private Fingerprint better(Fingerprint read) {
    return fingerprint != null && fingerprint.hash().equals("sha-256") ? fingerprint : read;
  }

  PeerTransport read() {
    return new PeerTransport(
        crypto,
        fingerprint == null ? null : Dtls.of(fingerprint, setup).orElse(null),
        rtcpMux,
        password ? fragment : "");
  }
}
