package io.patchbay.edge.config;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.EdgeSpec;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where RTP is sent from and received: what the Edge document says, else the process's properties.
///
/// @param bind address of RTP sockets
/// @param advertised address in SDP
/// @param portMin first RTP port
/// @param portMax last RTP port
public record RtpAddress(InetAddress bind, InetAddress advertised, int portMin, int portMax) {
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65_535;

  public RtpAddress {
    requireNonNull(bind, "bind");
    requireNonNull(advertised, "advertised");
  }

  /// Reads the document of this edge.
  ///
  /// @throws IllegalArgumentException naming document, key and value
  public static RtpAddress of(EdgeSettings settings, Documents documents) {
    return of(
        settings, documents.edges().getOrDefault(settings.name(), EdgeSpec.getDefaultInstance()));
  }

  /// Checks a document of this edge; the same, before it is in force.
  public static RtpAddress of(EdgeSettings settings, EdgeSpec spec) {
    String label = "Edge " + settings.name() + ": spec.";
    InetAddress bind = address(label + "bind", spec.getBind(), settings.bind());
    boolean advertisedApart = !settings.advertised().equals(settings.bind());
    InetAddress advertised =
        address(
            label + "advertised-address",
            spec.getAdvertisedAddress(),
            advertisedApart ? settings.advertised() : bind);
    if (advertised.isAnyLocalAddress() && !spec.getBind().isEmpty()) {
      throw new IllegalArgumentException(
          label
              + "advertised-address: missing; bind "
              + bind.getHostAddress()
              + " is no address that a peer could send to");
    }
    int min = port(label + "rtp-port-min", spec.getRtpPortMin(), settings.rtpPortMin());
    int max = port(label + "rtp-port-max", spec.getRtpPortMax(), settings.rtpPortMax());
    if (max - min < 1) {
      throw new IllegalArgumentException(
          label + "rtp-port-max: " + max + " is not above rtp-port-min " + min);
    }
    return new RtpAddress(bind, advertised, min, max);
  }

  private static InetAddress address(String key, String text, InetAddress otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + ": '" + text + "' is not an IP address", wrong);
    }
  }

  private static int port(String key, int port, int otherwise) {
    if (port == 0) {
      return otherwise;
    }
    if (port < LOWEST || port > HIGHEST) {
      throw new IllegalArgumentException(
          key + ": " + port + " is not within " + LOWEST + "-" + HIGHEST);
    }
    return port;
  }

  /// Whether sockets can be bound to the address: it is one of this machine.
  ///
  /// @throws IOException they cannot; the message names the address
  public void check() throws IOException {
    try (var socket = new DatagramSocket(new InetSocketAddress(bind, 0))) {
      if (!socket.isBound()) {
        throw new IOException("not bound");
      }
    } catch (IOException failed) {
      throw new IOException(
          "RTP cannot be bound to %s: %s".formatted(bind.getHostAddress(), failed.getMessage()),
          failed);
    }
  }
}
