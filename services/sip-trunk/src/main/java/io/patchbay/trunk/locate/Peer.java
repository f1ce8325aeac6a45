package io.patchbay.trunk.locate;

import io.patchbay.proto.config.v1.DnsMode;

/// A server as people name it.
///
/// @param host name or address, IPv6 without brackets
/// @param port 0: not said
/// @param transport udp, tcp or tls; empty: not said
public record Peer(String host, int port, String transport, DnsMode mode) {
  /// Reads `sip:host`, `host`, `host:port`, `[2001:db8::1]:5060`.
  public static Peer of(String given, String transport, DnsMode mode) {
    String text = given.startsWith("sip:") ? given.substring("sip:".length()) : given;
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    // one colon, or one behind the bracket of an IPv6 address
    boolean port = colon > bracket && (bracket > 0 || text.indexOf(':') == colon);
    String host = port ? text.substring(0, colon) : text;
    String digits = port ? text.substring(colon + 1) : "";
    return new Peer(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0,
        transport,
        mode);
  }

  /// `host:port` with the port that holds when DNS says nothing.
  public String hostPort() {
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port > 0 ? literal + ":" + port : literal;
  }

  /// Is it an address, not a name?
  public boolean literal() {
    return Locator.literal(host);
  }

  /// The port, or that of the transport.
  public int portOrDefault() {
    return port > 0 ? port : defaultPort(transport);
  }

  static int defaultPort(String transport) {
    return transport.equals("tls") ? 5061 : 5060;
  }
}
