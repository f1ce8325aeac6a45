package io.patchbay.trunk.sip;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// STUN on the sockets of SIP (RFC 8489 §6, RFC 5626 §3.5.2): asks what our address looks like from
/// there, and answers who asks us. Thread-safe; never blocks.
final class StunDoor {
  private static final Logger LOG = LoggerFactory.getLogger(StunDoor.class);

  /// First retransmission; doubled with every one (RFC 8489 §6.2.1).
  private static final int RTO_MS = 500;

  private static final int TRIES = 4;
  private static final int MAX_OCTETS = 600;

  private final ScheduledExecutorService timers;
  private final RandomGenerator random;
  private final ConcurrentMap<String, Question> waiting = new ConcurrentHashMap<>();

  private record Question(
      FrontSocket socket,
      InetSocketAddress server,
      byte[] request,
      Consumer<Optional<InetSocketAddress>> done) {}

  StunDoor(ScheduledExecutorService timers, RandomGenerator random) {
    this.timers = timers;
    this.random = random;
  }

  /// Asks.
  ///
  /// @param done gets our address as the server sees it, or nothing after 7.5 s of silence
  void ask(
      FrontSocket socket, InetSocketAddress server, Consumer<Optional<InetSocketAddress>> done) {
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    byte[] request = new StunWriter(StunMessage.REQUEST, transaction).finished();
    String key = HexFormat.of().formatHex(transaction);
    waiting.put(key, new Question(socket, server, request, done));
    transmit(key, 0);
  }

  private void transmit(String key, int tries) {
    if (tries == TRIES) {
      Question given = waiting.remove(key);
      if (given != null) {
        given.done().accept(Optional.empty());
      }
      return;
    }
    Question one = waiting.get(key);
    if (one != null) {
      send(one.socket(), one.request(), one.server());
      var _ =
          timers.schedule(
              () -> transmit(key, tries + 1), (long) RTO_MS << tries, TimeUnit.MILLISECONDS);
    }
  }

  private static void send(FrontSocket socket, byte[] octets, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(octets, octets.length, to));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("STUN to {} not sent", to, e);
    }
  }

  /// Takes a datagram that is for us.
  ///
  /// @param answers requests get a response
  /// @return false: it is none of STUN's
  boolean take(FrontSocket socket, DatagramPacket packet, boolean answers) {
    byte[] octets = packet.getData();
    int length = packet.getLength();
    if (!StunMessage.is(octets, length)) {
      return false;
    }
    if (length <= MAX_OCTETS) {
      StunMessage.read(octets, length)
          .filter(message -> answers || message.type() != StunMessage.REQUEST)
          .ifPresent(message -> message(socket, packet, message));
    }
    return true;
  }

  private void message(FrontSocket socket, DatagramPacket packet, StunMessage message) {
    InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
    if (message.type() == StunMessage.REQUEST && message.unknown() == 0) {
      send(socket, StunWriter.success(message, from).finished(), from);
      return;
    }
    String key = HexFormat.of().formatHex(message.transaction());
    Question one = waiting.get(key);
    // an answer that does not come from the server is somebody's guess
    if (one == null || !same(one.server(), from) || !waiting.remove(key, one)) {
      return;
    }
    boolean good = message.type() == StunMessage.SUCCESS;
    one.done().accept(good ? Optional.ofNullable(message.mapped()) : Optional.empty());
  }

  private static boolean same(InetSocketAddress server, InetSocketAddress from) {
    return server.getPort() == from.getPort()
        && Arrays.equals(server.getAddress().getAddress(), from.getAddress().getAddress());
  }
}
