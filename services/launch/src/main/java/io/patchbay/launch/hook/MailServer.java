package io.patchbay.launch.hook;

import static java.util.Objects.requireNonNull;

/// The SMTP server that takes mail from us (RFC 6409).
///
/// @param host empty: there is none
/// @param user empty: nobody signs in
/// @param from address of the sender
public record MailServer(
    String host, int port, Security security, String user, String password, String from) {
  /// How the way to it is kept secret.
  public enum Security {
    /// TLS after the greeting, always (RFC 3207).
    STARTTLS,
    /// TLS from the beginning (RFC 8314 §3.3).
    TLS,
    /// Not at all: for a relay on this machine.
    NONE
  }

  /// No mail.
  public static final MailServer NONE = new MailServer("", 0, Security.STARTTLS, "", "", "");

  public MailServer {
    requireNonNull(host, "host");
    requireNonNull(password, "password");
    boolean here = host.equals("127.0.0.1") || host.equals("localhost");
    if (security == Security.NONE && !host.isEmpty() && !here) {
      throw new IllegalArgumentException(
          "patchbay.mail.security none: `" + host + "` is not this machine");
    }
    if (!host.isEmpty() && !from.contains("@")) {
      throw new IllegalArgumentException("patchbay.mail.from `" + from + "` is not name@host");
    }
  }

  /// As configuration has it.
  ///
  /// @param security `starttls`, `tls` or `none`
  public static MailServer of(
      String host, int port, String security, String user, String password, String from) {
    Security way =
        switch (security) {
          case "starttls" -> Security.STARTTLS;
          case "tls" -> Security.TLS;
          case "none" -> Security.NONE;
          default ->
              throw new IllegalArgumentException(
                  "patchbay.mail.security '" + security + "': starttls, tls or none");
        };
    return new MailServer(host, port, way, user, password, from);
  }

  @Override
  public String toString() {
    return host.isEmpty() ? "none" : host + ":" + port + " " + security;
  }
}
