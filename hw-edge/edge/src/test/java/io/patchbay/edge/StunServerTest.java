package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.edge.spool.Volume;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import io.patchbay.testkit.line.ScriptedDriver;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An edge whose document names a STUN server tells the trunk what that sees.
@Timeout(90)
final class StunServerTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private Edge edge(FakeTrunk trunk, String bind, int stun) throws IOException {
    String server = (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + stun;
    String documents =
        Rig.LINES.replace(
            "bind: 127.0.0.1", "bind: \"%s\"\n  stun-server: \"%s\"".formatted(bind, server));
    return Rig.edge(directory, driver, Volume.ofThisMachine(), documents, trunk);
  }

  private static RtpLocal port(FakeTrunk trunk, String leg) {
    var create = CreateRtp.newBuilder().setCallId("x").setLegId(leg);
    return trunk.ask(Command.newBuilder().setCreateRtp(create), leg).getAccepted().getRtp();
  }

  /// Answers what comes within a second, if anything does; returns who asked.
  private static InetAddress answer(DatagramSocket server, String outside) throws IOException {
    var packet = new DatagramPacket(new byte[600], 600);
    server.setSoTimeout(1000);
    try {
      server.receive(packet);
    } catch (SocketTimeoutException none) {
      return server.getLocalAddress();
    }
    var question = StunMessage.read(packet.getData(), packet.getLength()).orElseThrow();
    byte[] answer = StunWriter.success(question, new InetSocketAddress(outside, 4000)).finished();
    server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    return packet.getAddress();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 203.0.113.7", "::1, 2001:db8:0:0:0:0:0:7"})
  void aPortOpenedAfterTheAnswerHasTheAddressOutside(String bind, String outside) throws Exception {
    var here = InetAddress.ofLiteral(bind);
    try (var server = new DatagramSocket(new InetSocketAddress(here, 0));
        var trunk = new FakeTrunk();
        var edge = edge(trunk, bind, server.getLocalPort())) {
      Rig.primary(trunk);
      RtpLocal before = port(trunk, "x-a");
      assertEquals("", before.getOutsideAddress());
      assertEquals(here, InetAddress.ofLiteral(before.getAddress()));

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40); // it asks again after 25
      while (edge.outside().get().isEmpty()) {
        assertTrue(System.nanoTime() < deadline, "no address is learnt");
        assertEquals(here, answer(server, outside), "asked from where RTP is sent");
      }
      RtpLocal after = port(trunk, "x-b");
      assertEquals(outside, after.getOutsideAddress());
      assertEquals(here, InetAddress.ofLiteral(after.getAddress()));
    }
  }

  @Test
  void withAServerThatIsSilentPortsAreOpenedAllTheSame() throws Exception {
    try (var server =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        var trunk = new FakeTrunk();
        var edge = edge(trunk, "127.0.0.1", server.getLocalPort())) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      server.receive(new DatagramPacket(new byte[600], 600));
      RtpLocal local = port(trunk, "x-a");
      assertEquals("", local.getOutsideAddress());
      assertEquals("127.0.0.1", local.getAddress());
      assertTrue(edge.outside().report().startsWith("not known by 127.0.0.1:"));
    }
  }
}
