package io.patchbay.trunk.sip;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLSocket;

/// Whoever we open a TLS connection to, when a document says how it has to prove who it is.
@FunctionalInterface
public interface TlsPeer {
  /// A connection that is not encrypted yet; the handshake fails when the peer is somebody else.
  SSLSocket open(InetAddress address, int port) throws IOException;
}
