package io.patchbay.trunk.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.sip.PeerUnavailableException;

/// The stack with sockets of ours for UDP.
final class FrontStack extends SipStackImpl {
  private final Front front;

  FrontStack(Properties properties, Front front) throws PeerUnavailableException {
    super(properties);
    this.front = front;
    networkLayer = new Sockets(super.getNetworkLayer(), front);
    setAddressResolver(new NumericVias());
  }

  Front front() {
    return front;
  }

  /// Everything but the datagram socket that listens is as it was.
  private record Sockets(NetworkLayer others, Front front) implements NetworkLayer {
    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress local) throws SocketException {
      FrontSocket socket = new FrontSocket(new InetSocketAddress(local, port), front);
      front.transactions().use(socket);
      return socket;
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
      return others.createDatagramSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress bindAddress)
        throws IOException {
      return others.createServerSocket(port, backlog, bindAddress);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress bindAddress)
        throws IOException {
      return others.createSSLServerSocket(port, backlog, bindAddress);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
      return marked(others.createSocket(address, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local)
        throws IOException {
      return marked(others.createSocket(address, port, local));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
        throws IOException {
      return marked(others.createSocket(address, port, local, localPort));
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
      SSLSocket socket = open(address, port).orElse(null);
      if (socket == null) {
        socket = others.createSSLSocket(address, port);
      }
      marked(socket);
      return socket;
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local)
        throws IOException {
      SSLSocket socket = open(address, port).orElse(null);
      if (socket == null) {
        socket = others.createSSLSocket(address, port, local);
      }
      marked(socket);
      return socket;
    }

    private Optional<SSLSocket> open(InetAddress address, int port) throws IOException {
      Optional<TlsPeer> peer = front.tlsPeer(address, port);
      return peer.isPresent() ? Optional.of(peer.get().open(address, port)) : Optional.empty();
    }

    private Socket marked(Socket socket) throws SocketException {
      int dscp = front.wire().dscp();
      if (dscp > 0) {
        socket.setTrafficClass(dscp << 2);
      }
      return socket;
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
      others.setSipStack(stack);
    }
  }
}
