package io.patchbay.trunk.sip;

import java.util.Set;

/// Where the stack listens.
///
/// @param advertised host put into Via and Contact
/// @param tlsPort 0: no TLS
/// @param keyStore PKCS #12 file; empty: no TLS
public record SipSettings(
    String name,
    String host,
    String advertised,
    int udpPort,
    int tcpPort,
    int tlsPort,
    String keyStore,
    String keyStorePassword) {
  /// Is TLS to be served?
  public boolean tls() {
    return tlsPort > 0 && !keyStore.isEmpty();
  }

  /// The same host with another port for some transports.
  SipSettings at(int port, Set<String> transports) {
    return new SipSettings(
        name,
        host,
        advertised,
        transports.contains("udp") ? port : udpPort,
        transports.contains("tcp") ? port : tcpPort,
        transports.contains("tls") ? port : tlsPort,
        keyStore,
        keyStorePassword);
  }

  /// The same from outside a NAT.
  ///
  /// @param port of UDP
  SipSettings outside(String address, int port) {
    return new SipSettings(name, host, address, port, tcpPort, tlsPort, keyStore, keyStorePassword);
  }

  /// The port we listen on.
  public int port(String transport) {
    return switch (transport) {
      case "tcp" -> tcpPort;
      case "tls" -> tlsPort;
      default -> udpPort;
    };
  }
}
