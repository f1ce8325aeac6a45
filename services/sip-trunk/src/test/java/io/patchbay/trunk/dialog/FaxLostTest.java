package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.FaxSpec.Mode;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.FaxHeard.Sound;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.SdpParser;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The modems of a fax are gone, in the midst of it.
final class FaxLostTest {
  private static final SessionDescription T38 =
      SdpParser.parse(
          "v=0\no=- 1 2 IN IP4 h\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\nm=image 4002 udptl t38\n");

  private final FlowRun run =
      FlowRun.invited(
          true,
          false,
          Manner.PLAIN,
          MediaSpec.newBuilder().setFax(FaxSpec.newBuilder().setMode(Mode.MODE_T38)).build());

  @BeforeEach
  void aFaxByT38() {
    run.routed(line("fxs-1")).rtp("c-a").on(new LineAnswered(run.now(), "c-b")).ack("c-a");
    run.on(
        new CallEvent.ReinviteArrived(run.now(), "c-a", FlowRun.handle("re"), 2, "sip:101@q", T38));
    run.ack("c-a");
    assertTrue(requireNonNull(run.sip("c-a").media().remote()).t38());
  }

  private FlowRun lost() {
    return run.on(new CallEvent.FaxLost(run.now(), "c-a"));
  }

  private FlowRun answered(SessionDescription sdp) {
    long cseq = run.sip("c-a").dialog().localSeq();
    return run.on(new CallEvent.Success(run.now(), "c-a", "x", List.of(), "sip:101@q", sdp, cseq));
  }

  private void assertEnds() {
    assertEquals(1, run.last(Action.Bye.class).size());
    assertEquals(Causes.TEMPORARY_FAILURE, run.last(Action.Bye.class).getFirst().cause());
    assertFalse(run.state().phase() == Phase.ACTIVE);
  }

  @Test
  void thePeerIsAskedForAudioThatIsFitForAFaxAndTheCallGoesOn() {
    String offer = lost().last(Action.Reinvite.class).getFirst().sdp();
    assertTrue(offer.contains("m=audio 20000 RTP/AVP 8 0 101\r\n"), offer);
    assertFalse(offer.contains("m=image"), offer);
    answered(FlowRun.SDP);
    var told = run.last(Action.ToEdge.class).getFirst().command().getModifyRtp().getRemote();
    assertFalse(told.hasT38());
    assertEquals(JitterBuffer.Mode.MODE_FIXED, told.getJitter().getMode());
    assertEquals(Phase.ACTIVE, run.state().phase());
    run.on(new CallEvent.FaxHeard(run.now(), "c-a", Sound.SOUND_V21, false));
    assertEquals(List.of(), run.last(Action.Reinvite.class), "T.38 has had its chance");
    lost();
    assertEquals(List.of(), run.last(Action.class), "it is no fax any more");
  }

  @Test
  void aCallWhosePeerRefusesAudioEnds() {
    lost();
    long cseq = run.sip("c-a").dialog().localSeq();
    run.on(new CallEvent.Failure(run.now(), "c-a", 488, 0, "", cseq));
    assertEnds();
  }

  @Test
  void aCallWhosePeerAnswersWithT38AgainEnds() {
    lost();
    answered(T38);
    assertEnds();
  }

  @Test
  void aCallWhosePeerCannotBeAskedEnds() {
    run.on(new CallEvent.Adopted(run.now())); // a re-INVITE of ours is out
    lost();
    assertEnds();
  }
}
