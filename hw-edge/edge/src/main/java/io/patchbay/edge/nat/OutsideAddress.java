package io.patchbay.edge.nat;

import static java.util.Objects.requireNonNull;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a STUN server again and again what our address looks like from outside (RFC 8489 §6, §12);
/// that keeps the binding of a NAT, too.
///
/// One virtual thread. A server that is silent takes nothing back: the last answer stays.
public final class OutsideAddress implements Supplier<String>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutsideAddress.class);

  private static final int TRIES = 4;

  private final String server;
  private final Pace pace;
  private final RandomGenerator random;
  private final DatagramSocket socket;
  private volatile String address = "";
  private volatile String trouble = "";

  /// How often is asked.
  ///
  /// @param interval from one answer to the next question
  /// @param rto first retransmission; doubled with every one (RFC 8489 §6.2.1)
  record Pace(Duration interval, Duration rto) {
    /// NATs keep a binding of UDP for 30 s, at least most of them (RFC 4787 §4.3).
    static final Pace USUAL = new Pace(Duration.ofSeconds(25), Duration.ofMillis(500));

    Pace {
      requireNonNull(interval, "interval");
      requireNonNull(rto, "rto");
    }
  }

  private OutsideAddress(String server, Pace pace, RandomGenerator random, DatagramSocket socket) {
    this.server = requireNonNull(server, "server");
    this.pace = requireNonNull(pace, "pace");
    this.random = requireNonNull(random, "random");
    this.socket = socket;
  }

  /// Begins to ask.
  ///
  /// @param server host:port, asked for by name each time; empty: nobody is asked
  /// @throws IOException no socket can be bound to the address
  public static OutsideAddress of(String server, InetAddress bind, RandomGenerator random)
      throws IOException {
    return of(server, bind, random, Pace.USUAL);
  }

  /// As the other, at a pace of the caller's.
  static OutsideAddress of(String server, InetAddress bind, RandomGenerator random, Pace pace)
      throws IOException {
    var socket = new DatagramSocket(server.isEmpty() ? null : new InetSocketAddress(bind, 0));
    var asking = new OutsideAddress(server, pace, random, socket);
    if (!server.isEmpty()) {
      Thread.ofVirtual().name("stun").start(asking::run);
    }
    return asking;
  }

  /// The address learnt last; empty: none yet.
  @Override
  public String get() {
    return address;
  }

  /// What is known, in words; empty: nobody is asked.
  public String report() {
    if (server.isEmpty()) {
      return "";
    }
    String known = address.isEmpty() ? "not known" : address;
    return known + " by " + server + (trouble.isEmpty() ? "" : ": " + trouble);
  }

  private void run() {
    try {
      while (!socket.isClosed()) {
        learn();
        Thread.sleep(pace.interval());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void learn() {
    try {
      var mapped = exchange();
      if (mapped.isPresent()) {
        take(mapped.get());
      } else {
        trouble("no answer");
      }
    } catch (IOException failed) {
      if (!socket.isClosed()) {
        trouble(String.valueOf(failed.getMessage()));
      }
    }
  }

  private void take(InetSocketAddress mapped) {
    String next = mapped.getAddress().getHostAddress();
    if (!trouble.isEmpty() || !next.equals(address)) {
      LOG.info(
          "STUN server {} sees us at {}{}",
          server,
          next,
          mapped.getPort() == socket.getLocalPort()
              ? ""
              : "; the NAT changes ports: forward the RTP port range there");
    }
    trouble = "";
    address = next;
  }

  private void trouble(String what) {
    if (trouble.isEmpty()) {
      LOG.warn("STUN server {}: {}", server, what);
    }
    trouble = what;
  }

  private Optional<InetSocketAddress> exchange() throws IOException {
    int colon = server.lastIndexOf(':');
    var to =
        new InetSocketAddress(
            server.substring(0, colon).replaceAll("[\\[\\]]", ""),
            Integer.parseInt(server.substring(colon + 1)));
    if (to.isUnresolved()) {
      throw new IOException("no such host");
    }
    var transaction = new byte[12];
    random.nextBytes(transaction);
    byte[] request = new StunWriter(StunMessage.REQUEST, transaction).finished();
    for (int i = 0; i < TRIES; i++) {
      socket.send(new DatagramPacket(request, request.length, to));
      var mapped = await(transaction, (int) pace.rto().toMillis() << i);
      if (mapped != null) {
        return Optional.of(mapped);
      }
    }
    return Optional.empty();
  }

  /// Answers of others are passed over; so are those to earlier requests.
  private @Nullable InetSocketAddress await(byte[] transaction, int millis) throws IOException {
    var packet = new DatagramPacket(new byte[600], 600);
    socket.setSoTimeout(millis);
    for (int i = 0; i < 20; i++) {
      packet.setLength(600);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException nothing) {
        return null;
      }
      var answer = StunMessage.read(packet.getData(), packet.getLength());
      if (answer.isPresent()
          && answer.get().type() == StunMessage.SUCCESS
          && Arrays.equals(answer.get().transaction(), transaction)) {
        return answer.get().mapped();
      }
    }
    return null;
  }

  @Override
  public void close() {
    socket.close();
  }
}
