package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static io.patchbay.trunk.dialog.FlowRun.phone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.SessionTimer.Refresher;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.SdpParser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Session timers (RFC 4028) by virtual time.
final class SessionTimerTest {
  private static DialogSpec spec(io.patchbay.proto.config.v1.SessionTimer.Builder timer) {
    return DialogSpec.newBuilder().setSessionTimer(timer).build();
  }

  private static io.patchbay.proto.config.v1.SessionTimer.Builder timer() {
    return io.patchbay.proto.config.v1.SessionTimer.newBuilder();
  }

  private static Fields said(String expires, String more) {
    Fields fields = Fields.of("Session-Expires", expires);
    return more.isEmpty() ? fields : fields.with("Supported", "timer").with("Allow", more);
  }

  /// A peer calls a line with this INVITE, and talks.
  private static FlowRun called(DialogSpec spec, Fields invite) {
    FlowRun run =
        FlowRun.invited(true, false, new Manner(spec, invite)).routed(line("gsm-1")).rtp("c-a");
    return run.on(new LineAnswered(run.now(), "c-b"));
  }

  /// We call a phone, which answers with these fields.
  private static FlowRun calling(DialogSpec spec, Fields answer) {
    FlowRun run = dialled(spec);
    return run.on(
        new CallEvent.Success(
            run.now(), "c-b", "t", List.of(), "sip:102@p", FlowRun.SDP, 1, answer));
  }

  private static FlowRun dialled(DialogSpec spec) {
    return FlowRun.offered(LineKind.LINE_KIND_SIM)
        .routed(phone(1, new Manner(spec, Fields.NONE)))
        .rtp("c-b");
  }

  private static Duration started(FlowRun run, Timer timer) {
    return run.last(Action.Start.class).stream()
        .filter(one -> one.timer() == timer)
        .map(Action.Start::length)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static String answer(FlowRun run, String leg) {
    Fields fields = SessionFields.ofAnswer(run.sip(leg));
    return fields.first("Session-Expires") + "|" + fields.first("Require");
  }

  /// Who refreshes is as the caller says, else as the documents say; a caller without timers has
  /// nothing to do.
  @ParameterizedTest
  @CsvSource({
    "180;refresher=uac, REFRESHER_UNSPECIFIED, INVITE, 180;refresher=uac|timer, 0, 148",
    "180;refresher=uas, REFRESHER_UNSPECIFIED, INVITE, 180;refresher=uas|, 90, 148",
    "1800, REFRESHER_UNSPECIFIED, INVITE, 1800;refresher=uac|timer, 0, 1768",
    "1800, REFRESHER_CALLEE, INVITE, 1800;refresher=uas|, 900, 1768",
    "90, REFRESHER_UNSPECIFIED, INVITE, 90;refresher=uac|timer, 0, 60",
    "180, REFRESHER_UNSPECIFIED, '', 180;refresher=uas|, 90, 148",
    "'', REFRESHER_UNSPECIFIED, INVITE, |, 0, 0",
  })
  void calleeAgreesToWhatTheCallerAsks(
      String expires, Refresher ours, String allow, String agreed, int refresh, int expiry) {
    FlowRun run = called(spec(timer().setCalleeRefresher(ours)), said(expires, allow));
    assertEquals(agreed, answer(run, "c-a"));
    assertEquals(Duration.ofSeconds(refresh), started(run, Timer.SESSION_REFRESH));
    assertEquals(Duration.ofSeconds(expiry), started(run, Timer.SESSION_EXPIRES));
  }

  @Test
  void calleeThatWantsNoTimerHasNoneUnlessForced() {
    assertEquals("|", answer(called(spec(timer().setAsCallee(false)), said("180", "x")), "c-a"));
    assertEquals(
        "180;refresher=uas|",
        answer(called(spec(timer().setForce(true)), Fields.of("Allow", "INVITE")), "c-a"));
    DialogSpec off = spec(timer().setAsCallee(false));
    assertEquals("100rel, replaces", SessionFields.supported(off).first("Supported"));
  }

  @Test
  void callerAsksWithExpiryRefresherAndMinSe() {
    DialogSpec spec = spec(timer().setAsCaller(true).setExpiresS(600).setMinSeS(120));
    Fields invite = SessionFields.ofInvite(dialled(spec).sip("c-b"));
    assertEquals("600;refresher=uac", invite.first("Session-Expires"));
    assertEquals("120", invite.first("Min-SE"));
    assertEquals("100rel, timer, replaces", invite.first("Supported"));
    Fields quiet = SessionFields.ofInvite(dialled(DialogSpec.getDefaultInstance()).sip("c-b"));
    assertEquals(
        "|100rel, timer, replaces",
        quiet.first("Session-Expires") + "|" + quiet.first("Supported"));
    DialogSpec theirs =
        spec(timer().setAsCaller(true).setCallerRefresher(Refresher.REFRESHER_CALLEE));
    assertEquals(
        "180;refresher=uas",
        SessionFields.ofInvite(dialled(theirs).sip("c-b")).first("Session-Expires"));
  }

  @Test
  void tooBriefForThePeerIsTriedOnceMoreWithItsLeast() {
    DialogSpec spec = spec(timer().setAsCaller(true));
    FlowRun run = dialled(spec);
    run.on(new CallEvent.Failure(run.now(), "c-b", 422, 0, "", 1, Fields.of("Min-SE", "1800")));
    assertEquals(1, run.last(Action.Invite.class).size(), "tried again");
    Fields again = SessionFields.ofInvite(run.sip("c-b"));
    assertEquals("1800;refresher=uac", again.first("Session-Expires"));
    assertEquals("1800", again.first("Min-SE"));
    run.on(new CallEvent.Failure(run.now(), "c-b", 422, 0, "", 2, Fields.of("Min-SE", "1800")));
    assertEquals(Phase.ENDED, run.state().phase(), "a peer that turns in circles is left");
  }

  @Test
  void refreshesByUpdateAtHalfTimeAndTheAnswerStartsAnew() {
    FlowRun run =
        calling(spec(timer().setAsCaller(true)), said("180;refresher=uac", "INVITE, UPDATE"));
    assertEquals(Duration.ofSeconds(90), started(run, Timer.SESSION_REFRESH));
    run.after(90).expired(Timer.SESSION_REFRESH, "c-b");
    Action.Update update = run.last(Action.Update.class).getFirst();
    assertEquals(2, update.dialog().localSeq());
    assertEquals(
        "180;refresher=uac", SessionFields.ofRefresh(run.sip("c-b")).first("Session-Expires"));
    run.on(
        new CallEvent.Responded(
            run.now(), "c-b", "UPDATE", 200, "", 2, said("240;refresher=uac", "UPDATE")));
    assertEquals(Duration.ofMinutes(2), started(run, Timer.SESSION_REFRESH));
    assertEquals(Duration.ofSeconds(208), started(run, Timer.SESSION_EXPIRES));
  }

  @Test
  void refreshesByReinviteWhenToldOrWhenUpdateIsNotTaken() {
    FlowRun told =
        calling(
            spec(timer().setAsCaller(true).setForceInvite(true)),
            said("180;refresher=uac", "INVITE, UPDATE"));
    told.expired(Timer.SESSION_REFRESH, "c-b");
    assertEquals(1, told.last(Action.Reinvite.class).size());
    FlowRun without =
        calling(spec(timer().setAsCaller(true)), said("180;refresher=uac", "INVITE, BYE"));
    without.expired(Timer.SESSION_REFRESH, "c-b");
    assertEquals(1, without.last(Action.Reinvite.class).size());
    FlowRun refused = calling(spec(timer().setAsCaller(true)), said("180;refresher=uac", "UPDATE"));
    refused.expired(Timer.SESSION_REFRESH, "c-b");
    refused.on(new CallEvent.Responded(refused.now(), "c-b", "UPDATE", 501, "", 2, Fields.NONE));
    assertEquals(1, refused.last(Action.Reinvite.class).size());
  }

  @Test
  void aRefreshThatFindsNoDialogEndsTheCall() {
    FlowRun run = calling(spec(timer().setAsCaller(true)), said("180;refresher=uac", "UPDATE"));
    run.expired(Timer.SESSION_REFRESH, "c-b");
    run.on(new CallEvent.Responded(run.now(), "c-b", "UPDATE", 481, "", 2, Fields.NONE));
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(41, run.state().end().outcome().cause());
  }

  @Test
  void aPeerThatDoesNotRefreshIsHungUp() {
    FlowRun run = called(DialogSpec.getDefaultInstance(), said("180;refresher=uac", "INVITE"));
    run.ack("c-a").after(148).expired(Timer.SESSION_EXPIRES, "c-a");
    assertEquals(102, run.last(Action.Bye.class).getFirst().cause());
    assertEquals("system", run.state().end().by());
  }

  @Test
  void thePeersRefreshStartsTheClockAnewAndOneWithoutATimerStopsIt() {
    FlowRun run = called(DialogSpec.getDefaultInstance(), said("180;refresher=uac", "INVITE"));
    run.ack("c-a");
    run.on(update(run, 2, said("180;refresher=uac", "UPDATE")));
    Action.Reply reply = run.last(Action.Reply.class).getFirst();
    assertEquals("180;refresher=uac", reply.fields().first("Session-Expires"));
    assertEquals(Duration.ofSeconds(148), started(run, Timer.SESSION_EXPIRES));
    run.on(update(run, 3, said("60", "UPDATE")));
    Action.Reply brief = run.last(Action.Reply.class).getFirst();
    assertEquals("422 90", brief.status() + " " + brief.fields().first("Min-SE"));
    run.on(update(run, 4, Fields.of("Supported", "timer")));
    assertTrue(
        run.last(Action.Stop.class).stream().anyMatch(s -> s.timer() == Timer.SESSION_EXPIRES));
    assertEquals(Duration.ZERO, started(run, Timer.SESSION_EXPIRES));
  }

  private static CallEvent update(FlowRun run, long cseq, Fields fields) {
    return new CallEvent.UpdateArrived(
        run.now(), "c-a", FlowRun.handle("update"), cseq, "", null, fields);
  }

  @Test
  void forcedTimerRefreshesAPeerThatKnowsNone() {
    FlowRun run = calling(spec(timer().setForce(true)), Fields.NONE);
    assertEquals(Duration.ofSeconds(90), started(run, Timer.SESSION_REFRESH));
    run.expired(Timer.SESSION_REFRESH, "c-b");
    run.success("c-b", "t", 2);
    assertEquals(Duration.ofSeconds(90), started(run, Timer.SESSION_REFRESH));
    FlowRun none = calling(spec(timer().setAsCaller(true)), Fields.NONE);
    assertEquals(Duration.ZERO, started(none, Timer.SESSION_EXPIRES));
  }

  @Test
  void aFaxIsNeitherEndedNorDisturbed() {
    Fields invite = said("180;refresher=uas", "INVITE");
    FlowRun run = called(DialogSpec.getDefaultInstance(), invite).ack("c-a");
    var fax =
        SdpParser.parse(
            """
            v=0
            o=- 1 2 IN IP4 h
            s=-
            c=IN IP4 192.0.2.9
            t=0 0
            m=audio 4000 RTP/AVP 8
            m=image 4002 udptl t38
            """);
    run.on(
        new CallEvent.ReinviteArrived(
            run.now(), "c-a", FlowRun.handle("re"), 2, "sip:101@p", fax, invite));
    run.ack("c-a").expired(Timer.SESSION_REFRESH, "c-a");
    assertEquals(0, run.last(Action.Reinvite.class).size());
    run.expired(Timer.SESSION_EXPIRES, "c-a");
    assertEquals(Phase.ACTIVE, run.state().phase());
    assertEquals(Duration.ofSeconds(148), started(run, Timer.SESSION_EXPIRES));
  }
}
