package io.patchbay.trunk.locate;

/// One server a request can be sent to.
///
/// @param address numeric, IPv6 without brackets
/// @param transport udp, tcp or tls
public record Hop(String address, int port, String transport) {
  /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
  public String hostPort() {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
