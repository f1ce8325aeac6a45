package io.patchbay.trunk.sip;

/// Where a message came from.
///
/// @param address numeric
/// @param transport udp, tcp or tls
public record Source(String address, int port, String transport) {
  /// As next hop: `host:port`.
  public String hostPort() {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
