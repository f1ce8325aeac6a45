package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.FaxSpec.Mode;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.FaxHeard.Sound;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.Encoding;
import io.patchbay.trunk.sdp.SdpParser;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A peer whose first INVITE has T.38 (T.38 Annex D.2.3, RFC 3264 §6).
final class FaxFirstTest {
  private static final String IMAGE =
      "m=image 4002 udptl t38\na=T38MaxBitRate:9600\na=T38FaxUdpEC:t38UDPRedundancy\n";

  private static SessionDescription sdp(String sections) {
    return SdpParser.parse("v=0\no=- 1 2 IN IP4 h\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n" + sections);
  }

  private static MediaSpec media(Mode mode) {
    return MediaSpec.newBuilder().setFax(FaxSpec.newBuilder().setMode(mode)).build();
  }

  private static FlowRun called(String sections, Mode mode) {
    return FlowRun.invited(sdp(sections), media(mode));
  }

  private static FlowRun answered(FlowRun run) {
    run.routed(line("fxs-1"));
    return run.rtp("c-a").on(new LineAnswered(run.now(), "c-b"));
  }

  private static RtpDescription created(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .filter(one -> one.command().hasCreateRtp())
        .map(one -> one.command().getCreateRtp().getRemote())
        .findFirst()
        .orElseThrow();
  }

  private static int refused(FlowRun run) {
    return run.last(Action.Reject.class).getFirst().status();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none",
        // refused by the peer itself, and nothing that we have
        "m=audio 0 RTP/AVP 8",
        "m=audio 4000 RTP/AVP 116"
      })
  void t38WithoutAudioIsTakenAndTheModemsBeginAtOnce(@Nullable String audio) {
    String before = audio == null ? "" : audio + "\n";
    FlowRun run = called(before + IMAGE, Mode.MODE_T38).routed(line("fxs-1"));
    RtpDescription created = created(run);
    assertEquals(4002, created.getPort());
    assertEquals(9600, created.getT38().getMaxBitRate());
    assertFalse(created.getT38().getRelayed());
    run.rtp("c-a").on(new LineAnswered(run.now(), "c-b"));
    String answer = run.last(Action.Accept.class).getFirst().sdp();
    assertTrue(answer.contains("m=image 20000 udptl t38\r\n"), answer);
    assertTrue(answer.contains("a=T38MaxBitRate:9600\r\n"), answer);
    assertEquals(audio != null, answer.contains("m=audio 0 RTP/AVP "), answer);
    run.ack("c-a");
    assertEquals(Phase.ACTIVE, run.state().phase());
  }

  @Test
  void audioComesBeforeT38WhereThereAreBothUntilAFaxIsHeard() {
    FlowRun run = called("m=audio 4000 RTP/AVP 8\n" + IMAGE, Mode.MODE_T38);
    String answer = answered(run).last(Action.Accept.class).getFirst().sdp();
    assertTrue(answer.contains("m=audio 20000 RTP/AVP 8"), answer);
    assertTrue(answer.contains("m=image 0 udptl t38\r\n"), answer);
    run.ack("c-a").on(new CallEvent.FaxHeard(run.now(), "c-a", Sound.SOUND_CED, false));
    String offer = run.last(Action.Reinvite.class).getFirst().sdp();
    assertTrue(offer.contains("m=image 20000 udptl t38\r\n"), offer);
  }

  @Test
  void audioThatTakesItsPlaceLaterIsTaken() {
    FlowRun run = answered(called(IMAGE, Mode.MODE_T38)).ack("c-a");
    long cseq = run.sip("c-a").dialog().remoteSeq() + 1;
    run.on(
        new CallEvent.ReinviteArrived(
            run.now(), "c-a", FlowRun.handle("re"), cseq, "sip:101@q", FlowRun.SDP));
    assertTrue(run.last(Action.Accept.class).getFirst().sdp().contains("m=audio 20000"));
    var told = run.last(Action.ToEdge.class).getFirst().command().getModifyRtp().getRemote();
    assertEquals("PCMA", told.getCodec());
    assertFalse(told.hasT38());
  }

  @ParameterizedTest
  @CsvSource({"MODE_UNSPECIFIED", "MODE_PASS_THROUGH", "MODE_OFF"})
  void whereNobodyWantsItT38AloneIsRefused(Mode mode) {
    assertEquals(488, refused(called(IMAGE, mode)));
  }

  @Test
  void whereAudioMustBeEncryptedT38AloneIsRefused() {
    MediaSpec mandatory =
        media(Mode.MODE_T38).toBuilder()
            .setEncryption(MediaEncryption.MEDIA_ENCRYPTION_MANDATORY)
            .build();
    assertEquals(488, refused(FlowRun.invited(sdp(IMAGE), mandatory)));
  }

  @Test
  void whereTheLinesEdgeHasNoModemsT38AloneIsRefused() {
    var none = new EdgeCodecs(Map.of("edge-1", Set.of(Encoding.PCMA)), Set.of());
    FlowRun run = called(IMAGE, Mode.MODE_T38);
    Plan plan = FlowRun.plan(line("fxs-1"));
    run.on(
        new CallEvent.Routed(
            run.now(),
            new Plan(
                plan.decision(),
                plan.destinations(),
                plan.anyEdge(),
                plan.salt(),
                plan.earlyMedia(),
                none)));
    assertEquals(488, refused(run));
    assertEquals(List.of(), run.last(Action.ToEdge.class));
  }
}
