package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.DtlsPeer;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.ModifyRtp;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How RTP is carried, as a trunk orders it.
@Timeout(60)
final class EncryptedRtpTest {
  private static final String CM = "AES_CM_128_HMAC_SHA1_80";
  private static final String GCM = "AEAD_AES_256_GCM";

  @TempDir Path directory;

  private static CreateRtp.Builder create(String leg) {
    return CreateRtp.newBuilder().setCallId("x").setLegId(leg);
  }

  private static RtpDescription.Builder remote(RtpLocal peer) {
    return RtpDescription.newBuilder()
        .setAddress(peer.getAddress())
        .setPort(peer.getPort())
        .setCodec("PCMA")
        .setPayloadType(8);
  }

  private static RtpLocal opened(FakeTrunk trunk, CreateRtp.Builder create) {
    var result = trunk.ask(Command.newBuilder().setCreateRtp(create), create.getLegId());
    assertTrue(result.hasAccepted(), result.toString());
    return result.getAccepted().getRtp();
  }

  private static void modify(FakeTrunk trunk, String leg, RtpDescription.Builder remote) {
    var command =
        Command.newBuilder().setModifyRtp(ModifyRtp.newBuilder().setLegId(leg).setRemote(remote));
    assertTrue(trunk.ask(command, "m" + leg + remote.hashCode()).hasAccepted());
  }

  @Test
  void portsHaveKeysOfTheirOwnForTheSuitesAskedForAndSpeakSrtp() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var near = opened(trunk, create("x-a").addSrtpSuites(CM).addSrtpSuites(GCM));
      var far = opened(trunk, create("x-b").addSrtpSuites(CM).addSrtpSuites(GCM));
      assertEquals(2, near.getSrtpCount());
      assertEquals(44, near.getSrtp(1).getKey().size());
      assertFalse(near.getSrtp(0).equals(far.getSrtp(0)));
      modify(
          trunk,
          "x-a",
          remote(far)
              .setSrtp(far.getSrtp(1))
              .setRtpTimeoutMs(500)
              .setDscp(10)
              .setJitter(JitterBuffer.newBuilder().setMode(JitterBuffer.Mode.MODE_FIXED)));
      modify(trunk, "x-b", remote(near).setSrtp(near.getSrtp(1)).setDirection("recvonly"));
      var silent =
          trunk.next(
              up -> up.hasMediaEvent() && up.getMediaEvent().hasRtpTimeout(),
              EdgeUp::getMediaEvent);
      assertEquals("x-a", silent.getLegId());
      assertEquals(500.0, silent.getRtpTimeout().getSilentMs(), 60.0);
      var release = Command.newBuilder().setRelease(Release.newBuilder().setLegId("x-b"));
      var quality = trunk.ask(release, "r").getAccepted().getQuality();
      assertEquals(GCM, quality.getSrtpSuite());
      assertTrue(quality.getPacketsReceived() > 0, quality.toString());
      assertEquals(0, quality.getPacketsForged());
    }
  }

  @Test
  void suitesAndKeysThatCannotBeAreRefusedByName() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var refused =
          trunk.ask(Command.newBuilder().setCreateRtp(create("x-a").addSrtpSuites("ROT13")), "1");
      assertEquals(Refusal.REFUSAL_INVALID, refused.getRefused().getKind());
      assertEquals("SRTP suite 'ROT13' is not known", refused.getRefused().getReason());
      var near = opened(trunk, create("x-b").addSrtpSuites(CM));
      var other = opened(trunk, create("x-c").addSrtpSuites(GCM));
      var command =
          Command.newBuilder()
              .setModifyRtp(
                  ModifyRtp.newBuilder()
                      .setLegId("x-b")
                      .setRemote(remote(other).setSrtp(other.getSrtp(0))));
      var without = trunk.ask(command, "2").getRefused();
      assertEquals("the port has no key of AEAD_AES_256_GCM", without.getReason());
      assertEquals(1, near.getSrtpCount());
    }
  }

  @Test
  void aPortAskedForDtlsTellsTheCertificateThatItShowsAndAnotherNone() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, new ScriptedDriver(), trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var near = opened(trunk, create("x-a").setDtls(true));
      var far = opened(trunk, create("x-b").setDtls(true));
      assertFalse(near.getDtlsFingerprint().isEmpty());
      assertEquals(near.getDtlsFingerprint(), far.getDtlsFingerprint());
      modify(trunk, "x-a", remote(far).setDtls(peer(far, true)).setRtpTimeoutMs(1500));
      modify(trunk, "x-b", remote(near).setDtls(peer(near, false)).setDirection("recvonly"));
      var silent =
          trunk.next(
              up -> up.hasMediaEvent() && up.getMediaEvent().hasRtpTimeout(),
              EdgeUp::getMediaEvent);
      assertEquals("x-a", silent.getLegId());
      var release = Command.newBuilder().setRelease(Release.newBuilder().setLegId("x-b"));
      var quality = trunk.ask(release, "r").getAccepted().getQuality();
      assertTrue(quality.getPacketsReceived() > 0, quality.toString());
      assertFalse(quality.getSrtpSuite().isEmpty(), quality.toString());
      var plain = opened(trunk, create("x-c"));
      assertEquals("", plain.getDtlsFingerprint());
      var command =
          Command.newBuilder()
              .setModifyRtp(
                  ModifyRtp.newBuilder()
                      .setLegId("x-c")
                      .setRemote(remote(far).setDtls(peer(far, true))));
      assertEquals(
          "the port has no certificate for DTLS", trunk.ask(command, "3").getRefused().getReason());
    }
  }

  private static DtlsPeer.Builder peer(RtpLocal peer, boolean active) {
    return DtlsPeer.newBuilder()
        .setHash("sha-256")
        .setFingerprint(peer.getDtlsFingerprint())
        .setActive(active);
  }
}
