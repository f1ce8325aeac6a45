package io.patchbay.edge.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A STUN server that sees us at 203.0.113.7, on a socket of loopback.
@Timeout(30)
final class OutsideAddressTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static StunMessage question(DatagramSocket server, DatagramPacket packet)
      throws IOException {
    packet.setLength(600);
    server.receive(packet);
    return StunMessage.read(packet.getData(), packet.getLength()).orElseThrow();
  }

  private static void send(DatagramSocket server, byte[] answer, DatagramPacket to)
      throws IOException {
    server.send(new DatagramPacket(answer, answer.length, to.getSocketAddress()));
  }

  @Test
  void theAnswerToOurQuestionIsTakenAndNoOther() throws IOException {
    try (var server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        var outside =
            OutsideAddress.of(
                "127.0.0.1:" + server.getLocalPort(), LOOPBACK, new SplittableRandom(1))) {
      var packet = new DatagramPacket(new byte[600], 600);
      assertEquals(StunMessage.REQUEST, question(server, packet).type());
      // the first is lost; it is asked again with the same transaction
      var again = question(server, packet);
      byte[] other = new StunWriter(StunMessage.REQUEST, new byte[12]).finished();
      var forged = StunMessage.read(other, other.length).orElseThrow();
      send(
          server,
          StunWriter.success(forged, new InetSocketAddress("198.51.100.1", 1)).finished(),
          packet);
      send(server, new byte[] {1, 1, 0, 0}, packet);
      send(
          server,
          StunWriter.success(again, new InetSocketAddress("203.0.113.7", 4000)).finished(),
          packet);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (outside.get().isEmpty()) {
        assertTrue(System.nanoTime() < deadline, "no address is learnt");
        Thread.onSpinWait();
      }
      assertEquals("203.0.113.7", outside.get());
    }
  }

  @Test
  void aChangedAddressIsTakenAndSilenceTakesNothingBack() throws IOException {
    var pace = new OutsideAddress.Pace(Duration.ofMillis(20), Duration.ofMillis(10));
    try (var server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      String name = "127.0.0.1:" + server.getLocalPort();
      try (var outside = OutsideAddress.of(name, LOOPBACK, new SplittableRandom(1), pace)) {
        await(outside, "not known by " + name + ": no answer");
        answer(server, "203.0.113.7");
        await(outside, "203.0.113.7 by " + name);
        answer(server, "203.0.113.8");
        await(outside, "203.0.113.8 by " + name);
        await(outside, "203.0.113.8 by " + name + ": no answer");
        assertEquals("203.0.113.8", outside.get());
        answer(server, "203.0.113.8");
        await(outside, "203.0.113.8 by " + name);
      }
    }
  }

  private static void await(OutsideAddress outside, String report) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!outside.report().equals(report)) {
      assertTrue(System.nanoTime() < deadline, outside.report() + ", not " + report);
      Thread.onSpinWait();
    }
  }

  /// One question; those before it that nobody answered are over.
  private static void answer(DatagramSocket server, String address) throws IOException {
    server.setSoTimeout(1);
    var packet = new DatagramPacket(new byte[600], 600);
    try {
      while (true) {
        question(server, packet);
      }
    } catch (SocketTimeoutException none) {
      server.setSoTimeout(0);
    }
    var question = question(server, packet);
    var mapped = new InetSocketAddress(address, 4000);
    send(server, StunWriter.success(question, mapped).finished(), packet);
  }

  @Test
  void withoutAServerNobodyIsAsked() throws IOException {
    try (var outside = OutsideAddress.of("", LOOPBACK, new SplittableRandom(1))) {
      assertEquals("", outside.get());
      assertEquals("", outside.report());
    }
  }
}
