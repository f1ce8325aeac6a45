package io.patchbay.console.users;

import io.patchbay.contract.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// The `Authorization` header of HTTP and gRPC: `Basic` (RFC 7617) or `Bearer` (RFC 6750) with a
/// session token.
public final class Credentials {
  private static final int LONGEST = 2048;

  private final Accounts accounts;
  private final Sessions sessions;

  public Credentials(Accounts accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  /// Who the header speaks for.
  ///
  /// @param address where it came from
  /// @return empty: not accepted
  /// @throws Fault NO_CAPACITY after too many failures, UNAVAILABLE before the users were read
  public Optional<Caller> check(String header, String address) {
    int blank = header.indexOf(' ');
    if (blank < 0 || header.length() > LONGEST) {
      return Optional.empty();
    }
    String value = header.substring(blank + 1).strip();
    return switch (header.substring(0, blank).toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(value, address);
      case "bearer" -> sessions.find(value);
      default -> Optional.empty();
    };
  }

  private Optional<Caller> basic(String value, String address) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    return switch (accounts.signIn(pair.substring(0, colon), pair.substring(colon + 1), address)) {
      case SignIn.Accepted(var name, var role, _) -> Optional.of(new Caller(name, role, ""));
      case SignIn.Refused _ -> Optional.empty();
      case SignIn.TooMany(var wait) ->
          throw new Fault(
              Fault.Kind.NO_CAPACITY,
              "too many failed attempts, wait " + (wait.toSeconds() + 1) + " s");
      case SignIn.NotReady _ ->
          throw new Fault(
              Fault.Kind.UNAVAILABLE, "the users were not read yet: the database does not answer");
    };
  }
}
