package io.patchbay.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SIP URI that a document names as the place where calls go (RFC 3261 §19.1):
/// `sip:101@192.168.2.2:6060;transport=tcp`, also without `sip:`.
///
/// @param host name or address, IPv6 in brackets
/// @param port 0: that of the transport
/// @param transport udp, tcp or tls
public record SipTarget(String user, String host, int port, String transport) {
  private static final Pattern URI =
      Pattern.compile(
          "(?i)(?<scheme>sips?:)?(?<user>[a-z0-9_.!~*'()&=+$,?/#-]{1,64})@"
              + "(?<host>[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])"
              + "(:(?<port>[0-9]{1,5}))?(;transport=(?<transport>udp|tcp|tls))?");

  /// Reads one.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static SipTarget of(String text) {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      throw new IllegalArgumentException(
          "is not sip:user@host, with :port and ;transport=udp, tcp or tls or not");
    }
    int port = uri.group("port") == null ? 0 : Integer.parseInt(uri.group("port"));
    if (uri.group("port") != null && (port < 1 || port > 65535)) {
      throw new IllegalArgumentException("has port " + port + ", which is not within 1-65535");
    }
    boolean secure = "sips:".equalsIgnoreCase(uri.group("scheme"));
    String transport =
        uri.group("transport") == null
            ? secure ? "tls" : "udp"
            : uri.group("transport").toLowerCase(Locale.ROOT);
    if (secure && !transport.equals("tls")) {
      throw new IllegalArgumentException("is sips with transport " + transport);
    }
    return new SipTarget(uri.group("user"), uri.group("host"), port, transport);
  }

  /// `host` or `host:port`.
  public String hostPort() {
    return port == 0 ? host : host + ":" + port;
  }

  /// In one form: with the scheme, and with the transport where it is not UDP.
  @Override
  public String toString() {
    String parameter = transport.equals("udp") ? "" : ";transport=" + transport;
    return "sip:" + user + "@" + hostPort() + parameter;
  }
}
