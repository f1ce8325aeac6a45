package io.patchbay.media.session;

import static java.util.Objects.requireNonNull;

/// Credentials of connectivity checks that come in (RFC 8445 §7.3): their user name is
/// `ours:theirs`, their password ours. Text never shows the password.
///
/// @param user our fragment
/// @param peer the peer's fragment
/// @param password ours
public record IceLite(String user, String peer, String password) {
  public IceLite {
    requireNonNull(user, "user");
    requireNonNull(peer, "peer");
    requireNonNull(password, "password");
  }

  /// The user name of a check.
  String username() {
    return user + ':' + peer;
  }

  @Override
  public String toString() {
    return "ICE " + username();
  }
}
