package io.patchbay.trunk.locate;

import io.patchbay.proto.config.v1.DnsMode;

/// One server a request can be sent to.
///
/// @param address numeric, IPv6 without brackets
/// @param transport udp, tcp or tls
public record Hop(String address, int port, String transport) {
  /// Reads what [#hostPort] says.
  public static Hop of(String hostPort, String transport) {
    Peer peer = Peer.of(hostPort, transport, DnsMode.DNS_MODE_UNSPECIFIED);
    return new Hop(peer.host(), peer.portOrDefault(), transport);
  }

  /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
  public String hostPort() {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
