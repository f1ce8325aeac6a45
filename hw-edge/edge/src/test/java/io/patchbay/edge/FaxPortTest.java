package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.FaxHeard;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.ModifyRtp;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.proto.edge.v1.T38;
import io.patchbay.testkit.line.ScriptedDriver;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// T.38 on the ports of a running edge, as a trunk orders it.
@Timeout(60)
final class FaxPortTest {
  /// UDPTL 0: the indicator CED, no redundancy (T.38 §7.2.1, Annex D).
  private static final byte[] ANSWERING_TONE = {0, 0, 1, 0x04, 0, 0};

  @TempDir Path directory;

  private static RtpLocal opened(FakeTrunk trunk, String leg) {
    return opened(trunk, CreateRtp.newBuilder().setCallId("x").setLegId(leg), leg);
  }

  private static RtpLocal opened(FakeTrunk trunk, CreateRtp.Builder create, String leg) {
    return trunk.ask(Command.newBuilder().setCreateRtp(create), leg).getAccepted().getRtp();
  }

  private static RtpDescription.Builder remote(DatagramSocket peer) {
    return RtpDescription.newBuilder()
        .setAddress("127.0.0.1")
        .setPort(peer.getLocalPort())
        .setCodec("PCMA")
        .setPayloadType(8)
        .setSymmetric(true);
  }

  private static Command.Builder modify(String leg, RtpDescription.Builder remote) {
    return Command.newBuilder()
        .setModifyRtp(ModifyRtp.newBuilder().setLegId(leg).setRemote(remote));
  }

  private static DatagramSocket socket() throws Exception {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  @Test
  void theFarEndsAnsweringToneIsMadeByTheModemsAndHeardOnTheOtherPort() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk);
        var far = socket();
        var near = socket()) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      assumeTrue(edge.engine().faxes().capability().available(), "libspandsp2 is not installed");
      var port = opened(trunk, "x-a");
      opened(trunk, "x-b");
      var t38 = remote(far).setT38(T38.newBuilder().setMaxBitRate(14_400));
      assertTrue(trunk.ask(modify("x-a", t38), "1").hasAccepted());
      assertTrue(trunk.ask(modify("x-b", remote(near).setFaxTones(true)), "2").hasAccepted());
      var join = Join.newBuilder().setCallId("x").addLegIds("x-a").addLegIds("x-b");
      assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "3").hasAccepted());
      answer(far, port);
      assertHeard(trunk);
      var release = Command.newBuilder().setRelease(Release.newBuilder().setLegId("x-a"));
      var quality = trunk.ask(release, "4").getAccepted().getQuality();
      assertEquals(1, quality.getPacketsReceived());
    }
  }

  private static void answer(DatagramSocket far, RtpLocal port) throws Exception {
    far.send(
        new DatagramPacket(
            ANSWERING_TONE,
            ANSWERING_TONE.length,
            InetAddress.getByName(port.getAddress()),
            port.getPort()));
  }

  private static void assertHeard(FakeTrunk trunk) throws Exception {
    var heard =
        trunk.next(
            up -> up.hasMediaEvent() && up.getMediaEvent().hasFaxHeard(), EdgeUp::getMediaEvent);
    assertEquals("x-b", heard.getLegId());
    assertEquals(FaxHeard.Sound.SOUND_CED, heard.getFaxHeard().getSound());
  }

  @Test
  void aPortThatBeginsWithT38HasItsModemsAndTellsWhenTheyAreKilled() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk);
        var far = socket();
        var near = socket()) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      assumeTrue(edge.engine().faxes().capability().available(), "libspandsp2 is not installed");
      var t38 = remote(far).setT38(T38.newBuilder().setMaxBitRate(14_400));
      var create = CreateRtp.newBuilder().setCallId("x").setLegId("x-a").setRemote(t38);
      var port = opened(trunk, create, "x-a");
      opened(trunk, "x-b");
      assertTrue(trunk.ask(modify("x-b", remote(near).setFaxTones(true)), "2").hasAccepted());
      var join = Join.newBuilder().setCallId("x").addLegIds("x-a").addLegIds("x-b");
      assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "3").hasAccepted());
      answer(far, port);
      assertHeard(trunk);

      assertTrue(edge.engine().faxes().process().orElseThrow().destroyForcibly());

      var lost =
          trunk.next(
              up -> up.hasMediaEvent() && up.getMediaEvent().hasFaxLost(), EdgeUp::getMediaEvent);
      assertEquals("x-a", lost.getLegId());
      assertEquals("the process of the fax modems has ended", lost.getFaxLost().getReason());
      assertTrue(trunk.ask(modify("x-a", remote(far)), "4").hasAccepted(), "audio again");
      var release = Command.newBuilder().setRelease(Release.newBuilder().setLegId("x-a"));
      assertTrue(trunk.ask(release, "5").getAccepted().getQuality().getFaxLost());

      var next = opened(trunk, create.setLegId("x-c"), "x-c");
      join.clearLegIds().addLegIds("x-c").addLegIds("x-b");
      assertTrue(trunk.ask(Command.newBuilder().setJoin(join), "6").hasAccepted());
      answer(far, next);
      assertHeard(trunk);
    }
  }

  @Test
  void wrongValuesAreRefusedByName() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk);
        var far = socket()) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      opened(trunk, "x-a");
      var deep = remote(far).setT38(T38.newBuilder().setRelayed(true).setRecoveryDepth(9));
      assertEquals(
          "UDPTL depth 9 is not 1 to 8",
          trunk.ask(modify("x-a", deep), "1").getRefused().getReason());
      var slow = remote(far).setT38(T38.newBuilder().setMaxBitRate(300));
      assertEquals(
          "T.38 bit rate 300 is not within 2400-33600",
          trunk.ask(modify("x-a", slow), "2").getRefused().getReason());
    }
  }
}
