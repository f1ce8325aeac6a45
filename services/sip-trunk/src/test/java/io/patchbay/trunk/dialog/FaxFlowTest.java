package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static io.patchbay.trunk.dialog.FlowRun.phone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.FaxSpec.Detection;
import io.patchbay.proto.config.v1.FaxSpec.Mode;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.FaxHeard.Sound;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.SdpParser;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call does about a fax, event by event.
final class FaxFlowTest {
  private static final String T38_ATTRIBUTES =
      """
      a=T38FaxVersion:0
      a=T38MaxBitRate:14400
      a=T38FaxRateManagement:transferredTCF
      a=T38FaxMaxBuffer:1024
      a=T38FaxMaxDatagram:400
      a=T38FaxUdpEC:t38UDPRedundancy
      """;

  private static SessionDescription t38(String recovery) {
    return SdpParser.parse(
        """
        v=0
        o=- 1 2 IN IP4 h
        s=-
        c=IN IP4 192.0.2.9
        t=0 0
        m=image 4002 udptl t38
        a=T38FaxVersion:0
        a=T38MaxBitRate:9600
        a=T38FaxMaxDatagram:320
        a=T38FaxUdpEC:"""
            + recovery
            + "\n");
  }

  private static MediaSpec media(Mode mode, Detection detection) {
    return MediaSpec.newBuilder()
        .setFax(FaxSpec.newBuilder().setMode(mode).setDetection(detection))
        .build();
  }

  /// A peer calls a line, and talks.
  private static FlowRun called(MediaSpec media) {
    FlowRun run =
        FlowRun.invited(true, false, Manner.PLAIN, media).routed(line("fxs-1")).rtp("c-a");
    return run.on(new LineAnswered(run.now(), "c-b")).ack("c-a");
  }

  /// A line calls a peer, which answers.
  private static FlowRun calling(MediaSpec media) {
    FlowRun run =
        FlowRun.offered(LineKind.LINE_KIND_SIM)
            .routed(phone(1, Manner.PLAIN, media))
            .rtp("c-b");
    return run.success("c-b", "t", 1);
  }

  private static FlowRun heard(FlowRun run, String leg, Sound sound, boolean fromPeer) {
    return run.on(new CallEvent.FaxHeard(run.now(), leg, sound, fromPeer));
  }

  private static FlowRun success(FlowRun run, String leg, String tag, SessionDescription sdp) {
    long cseq = run.sip(leg).dialog().localSeq();
    return run.on(
        new CallEvent.Success(run.now(), leg, tag, List.of(), "sip:102@p", sdp, cseq));
  }

  private static FlowRun failure(FlowRun run, String leg, int status) {
    long cseq = run.sip(leg).dialog().localSeq();
    return run.on(new CallEvent.Failure(run.now(), leg, status, 0, "", cseq));
  }

  private static FlowRun reinvite(FlowRun run, String leg, SessionDescription sdp) {
    long cseq = run.sip(leg).dialog().remoteSeq() + 1;
    return run.on(
        new CallEvent.ReinviteArrived(
            run.now(), leg, FlowRun.handle("re"), cseq, "sip:101@q", sdp));
  }

  /// What the edge was told last of a leg's stream.
  private static RtpDescription told(FlowRun run, String leg) {
    return run.last(Action.ToEdge.class).stream()
        .filter(one -> one.leg().equals(leg) && one.command().hasModifyRtp())
        .map(one -> one.command().getModifyRtp().getRemote())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void aFaxThatAnswersMakesThePeerAskedForT38() {
    FlowRun run = called(media(Mode.MODE_T38, Detection.DETECTION_UNSPECIFIED));
    heard(run, "c-a", Sound.SOUND_CED, false);
    String offer = run.last(Action.Reinvite.class).getFirst().sdp();
    assertTrue(offer.contains("m=image 20000 udptl t38\r\n"), offer);
    assertTrue(offer.endsWith(T38_ATTRIBUTES.replace("\n", "\r\n")), offer);
    assertFalse(offer.contains("m=audio"), offer);
    success(run, "c-a", "x", t38("t38UDPRedundancy"));
    RtpDescription told = told(run, "c-a");
    assertEquals(4002, told.getPort());
    assertEquals(9600, told.getT38().getMaxBitRate());
    assertEquals(320, told.getT38().getMaxDatagram());
    assertEquals(FaxSpec.Recovery.RECOVERY_REDUNDANCY, told.getT38().getRecovery());
    assertFalse(told.getT38().getRelayed());
    heard(run, "c-a", Sound.SOUND_V21, false);
    assertEquals(List.of(), run.last(Action.Reinvite.class), "once is enough");
  }

  @ParameterizedTest
  @CsvSource({
    "DETECTION_CALLEE, true,  SOUND_CED, false, true",
    "DETECTION_CALLEE, true,  SOUND_V21, false, true",
    "DETECTION_CALLEE, true,  SOUND_CNG, true,  false",
    "DETECTION_CALLEE, false, SOUND_CED, true,  false",
    "DETECTION_CALLER, false, SOUND_CED, true,  true",
    "DETECTION_CALLER, false, SOUND_CNG, false, true",
    "DETECTION_CALLER, true,  SOUND_CED, false, false",
    "DETECTION_BOTH,   true,  SOUND_CED, false, true",
    "DETECTION_BOTH,   false, SOUND_V21, true,  true",
    "DETECTION_OFF,    true,  SOUND_CED, false, false",
  })
  void whoAsksIsAsTheDocumentSays(
      Detection detection, boolean called, Sound sound, boolean fromPeer, boolean asks) {
    MediaSpec media = media(Mode.MODE_T38, detection);
    FlowRun run = called ? called(media) : calling(media);
    heard(run, called ? "c-a" : "c-b", sound, fromPeer);
    assertEquals(asks ? 1 : 0, run.last(Action.Reinvite.class).size());
  }

  @ParameterizedTest
  @CsvSource({"488", "606", "415"})
  void aPeerWithoutT38GetsAudioThatIsFitForAFax(int status) {
    FlowRun run = called(media(Mode.MODE_T38, Detection.DETECTION_BOTH));
    heard(run, "c-a", Sound.SOUND_CED, false);
    failure(run, "c-a", status);
    RtpDescription told = told(run, "c-a");
    assertFalse(told.hasT38());
    assertEquals(JitterBuffer.Mode.MODE_FIXED, told.getJitter().getMode());
    assertEquals(120, told.getJitter().getStartMs());
    assertEquals(0, told.getComfortNoisePayloadType());
    assertEquals(Phase.ACTIVE, run.state().phase());
    heard(run, "c-a", Sound.SOUND_V21, false);
    assertEquals(List.of(), run.last(Action.Reinvite.class), "it is not asked again");
  }

  @Test
  void aPeerThatAnswersWithPortZeroHasNoT38() {
    FlowRun run = called(media(Mode.MODE_T38, Detection.DETECTION_BOTH));
    heard(run, "c-a", Sound.SOUND_CED, false);
    success(
        run,
        "c-a",
        "x",
        SdpParser.parse(
            "v=0\no=- 1 2 IN IP4 h\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\nm=image 0 udptl t38\n"));
    assertEquals(JitterBuffer.Mode.MODE_FIXED, told(run, "c-a").getJitter().getMode());
  }

  @Test
  void passThroughNeedsNoNewOfferWhereAudioIsG711() {
    FlowRun run = called(media(Mode.MODE_PASS_THROUGH, Detection.DETECTION_UNSPECIFIED));
    heard(run, "c-a", Sound.SOUND_CED, false);
    assertEquals(List.of(), run.last(Action.Reinvite.class));
    assertEquals(JitterBuffer.Mode.MODE_FIXED, told(run, "c-a").getJitter().getMode());
    reinvite(run, "c-a", FlowRun.SDP);
    assertEquals(Phase.ACTIVE, run.state().phase());
    assertEquals(List.of(), run.last(Action.ToEdge.class), "it stays as it is");
  }

  @Test
  void twoOffersAtATimeAreMadeOneAfterTheOther() {
    FlowRun run = called(media(Mode.MODE_T38, Detection.DETECTION_BOTH));
    heard(run, "c-a", Sound.SOUND_CED, false);
    failure(run, "c-a", 491);
    run.expired(Timer.GLARE_OTHER, "c-a");
    assertTrue(run.last(Action.Reinvite.class).getFirst().sdp().contains("m=image"));
    failure(run, "c-a", 491);
    reinvite(run, "c-a", t38("t38UDPFEC"));
    assertEquals(1, run.last(Action.Reject.class).size(), "491 while ours waits");
  }

  @ParameterizedTest
  @CsvSource({"MODE_UNSPECIFIED", "MODE_T38", "MODE_PASS_THROUGH"})
  void thePeersT38IsTaken(Mode mode) {
    FlowRun run = called(media(mode, Detection.DETECTION_UNSPECIFIED));
    reinvite(run, "c-a", t38("t38UDPFEC"));
    String answer = run.last(Action.Accept.class).getFirst().sdp();
    assertTrue(answer.contains("m=image 20000 udptl t38\r\n"), answer);
    assertTrue(answer.contains("a=T38MaxBitRate:9600\r\n"), answer);
    assertTrue(answer.contains("a=T38FaxUdpEC:t38UDPFEC\r\n"), answer);
    assertEquals(
        FaxSpec.Recovery.RECOVERY_FEC, told(run, "c-a").getT38().getRecovery());
    run.ack("c-a");
    reinvite(run, "c-a", FlowRun.SDP);
    assertFalse(told(run, "c-a").hasT38(), "back to audio");
  }

  @Test
  void whereFaxIsOffThePeersT38IsRefused() {
    FlowRun run = called(media(Mode.MODE_OFF, Detection.DETECTION_UNSPECIFIED));
    reinvite(run, "c-a", t38("t38UDPFEC"));
    assertEquals(488, run.last(Action.Reject.class).getFirst().status());
    assertEquals(Phase.ACTIVE, run.state().phase());
  }

  @Test
  void betweenTwoPeersWithT38PacketsArePassedOn() {
    MediaSpec t38 = media(Mode.MODE_T38, Detection.DETECTION_UNSPECIFIED);
    FlowRun run =
        FlowRun.invited(true, false, Manner.PLAIN, t38)
            .routed(phone(1, Manner.PLAIN, t38))
            .rtp("c-a")
            .rtp("c-b")
            .success("c-b", "t", 1)
            .ack("c-a");
    assertEquals(Phase.ACTIVE, run.state().phase());
    reinvite(run, "c-b", t38("t38UDPRedundancy"));
    assertEquals(1, run.last(Action.Accept.class).size());
    assertFalse(told(run, "c-b").getT38().getRelayed(), "modems until the other one agrees");
    assertTrue(run.last(Action.Reinvite.class).getFirst().sdp().contains("m=image"));
    success(run, "c-a", "x", t38("t38UDPRedundancy"));
    assertTrue(told(run, "c-a").getT38().getRelayed());
    assertTrue(told(run, "c-b").getT38().getRelayed());
    run.ack("c-b");
    reinvite(run, "c-b", FlowRun.SDP);
    assertFalse(told(run, "c-b").hasT38());
    assertFalse(told(run, "c-a").getT38().getRelayed(), "modems again");
  }

  @Test
  void aRefreshDuringAFaxOffersT38() {
    FlowRun run = called(media(Mode.MODE_T38, Detection.DETECTION_UNSPECIFIED));
    reinvite(run, "c-a", t38("t38UDPRedundancy"));
    run.ack("c-a").on(new CallEvent.Adopted(run.now()));
    assertTrue(run.last(Action.Reinvite.class).getFirst().sdp().contains("m=image"));
  }
}
