package io.patchbay.trunk.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers who are asked for a PIN or a number, by virtual time.
final class SecondStageTest {
  private static final Collect PIN =
      Collect.newBuilder()
          .setPin("office")
          .setNoInputMs(10_000)
          .setPauseMs(4_000)
          .addEmergencyNumbers("112")
          .build();
  private static final Collect NUMBER =
      PIN.toBuilder().clearPin().setNoInputMs(7_000).setPauseMs(2_500).build();

  private static FlowRun asked(FlowRun run, Collect collect) {
    Decision decision =
        Decision.newBuilder()
            .setCause(21)
            .setSipStatus(403)
            .setCallingNumber("1")
            .setCollect(collect)
            .build();
    return run.on(
        new CallEvent.Routed(run.now(), new Plan(decision, List.of(), "edge-1", "", false)));
  }

  private static FlowRun dialled(FlowRun run, String digits) {
    digits
        .chars()
        .forEach(digit ->
            run.on(
                new CallEvent.Digit(
                    run.now(), "c-a", String.valueOf((char) digit), DigitPaths.NONE)));
    return run;
  }

  private static FlowRun compared(FlowRun run, boolean right) {
    return run.on(new CallEvent.PinCompared(run.now(), right));
  }

  private static RouteRequest question(FlowRun run) {
    return run.last(Action.AskPolicy.class).getFirst().request();
  }

  private static List<Tone> tones(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .filter(one -> one.command().getCommandCase() == CommandCase.PLAY_TONE)
        .map(one -> one.command().getPlayTone().getTone())
        .toList();
  }

  private static List<String> files(FlowRun run) {
    return run.last(Action.ToEdge.class).stream()
        .filter(one -> one.command().getCommandCase() == CommandCase.PLAY_TONE)
        .map(one -> one.command().getPlayTone().getAnnouncement())
        .toList();
  }

  private static Duration wait(FlowRun run) {
    return run.last(Action.Start.class).stream()
        .filter(one -> one.timer() == Timer.STAGE)
        .map(Action.Start::length)
        .reduce((_, last) -> last)
        .orElse(Duration.ZERO);
  }

  @Test
  void aCallerEntersThePinAndTheCallGoesOn() { // G-149
    FlowRun run = asked(FlowRun.invited(true, false), PIN).rtp("c-a").ack("c-a");
    dialled(run, "4711#");
    compared(run, true);
    assertEquals(List.of("office"), question(run).getEntered().getPinsList());
    assertEquals("2", question(run).getCalledNumber());
    run.routed(FlowRun.line("gsm-1")).after(3);
    run.on(new CallEvent.LineAlerting(run.now(), "c-b"));
    assertEquals(List.of(Tone.TONE_RINGBACK), tones(run));
    run.on(new CallEvent.LineAnswered(run.now(), "c-b"));
    run.bye("c-a", 2);
    assertEquals(
        """
        +0.0s Invited -> ROUTING : started, AskPolicy
        +0.0s Routed -> COLLECTING : CREATE_RTP a, Snapshot, PLAY_TONE a, start STAGE
        +0.0s RtpReady a -> COLLECTING : 200+sdp a
        +0.0s AckArrived a -> COLLECTING : StopAccept
        +0.0s Digit a -> COLLECTING : PLAY_TONE a, start STAGE
        +0.0s Digit a -> COLLECTING : start STAGE
        +0.0s Digit a -> COLLECTING : start STAGE
        +0.0s Digit a -> COLLECTING : start STAGE
        +0.0s Digit a -> COLLECTING : stop STAGE, ComparePin
        +0.0s PinCompared -> ROUTING : AskPolicy
        +0.0s Routed -> HUNTING : DIAL b, start NO_ANSWER, Snapshot
        +3.0s LineAlerting b -> HUNTING : alerting, PLAY_TONE a
        +3.0s LineAnswered b -> ACTIVE : stop NO_ANSWER, JOIN b, answered, Snapshot
        +3.0s ByeArrived a -> ENDED : reply 200, StopAccept, stop NO_ANSWER, stop MAX_DURATION, stop EDGE_LOST, stop STAGE, RELEASE b, ended, Conclude, Forget
        """,
        run.toString());
    assertEquals(List.of("entered: PIN office was right"), run.state().stage().words());
  }

  @Test
  void theFilesOfPinAndNumberAskUntilTheFirstDigit() {
    FlowRun run =
        asked(FlowRun.invited(true, false), PIN.toBuilder().setAnnouncement("pin.wav").build());
    assertEquals(List.of("pin.wav"), files(run));
    dialled(run.rtp("c-a").ack("c-a"), "4");
    assertEquals(List.of(Tone.TONE_UNSPECIFIED), tones(run));
    assertEquals(List.of(""), files(run));
    compared(dialled(run, "7#"), true);
    asked(run, NUMBER.toBuilder().setAnnouncement("number.wav").build());
    assertEquals(List.of("number.wav"), files(run));
  }

  @Test
  void aCallToALineIsRungOnceAnsweredAndCollectsANumber() { // H-160
    FlowRun run = asked(FlowRun.invited(true, false), PIN.toBuilder().setRing(true).build());
    run.rtp("c-a").after(1).expired(Timer.STAGE, "");
    assertEquals(List.of(Tone.TONE_PROMPT), tones(run));
    assertEquals(Duration.ofSeconds(10), wait(run));
    compared(dialled(run.ack("c-a"), "47#"), true);
    asked(run, NUMBER);
    assertEquals(List.of(Tone.TONE_DIAL), tones(run));
    assertEquals(Duration.ofSeconds(7), wait(run));
    dialled(run, "#138");
    assertEquals(Duration.ofMillis(2_500), wait(run));
    run.after(3).expired(Timer.STAGE, "");
    assertEquals("138", question(run).getCalledNumber());
    assertEquals(NUMBER, question(run).getEntered().getNumber());
    assertEquals(List.of("office"), question(run).getEntered().getPinsList());
    asked(run, PIN.toBuilder().setPin("line").build());
    compared(dialled(run, "8150#"), true);
    assertEquals("138", question(run).getCalledNumber());
    assertEquals(List.of("office", "line"), question(run).getEntered().getPinsList());
    assertTrue(
        run.toString()
            .startsWith(
                """
                +0.0s Invited -> ROUTING : started, AskPolicy
                +0.0s Routed -> COLLECTING : CREATE_RTP a, 180, start STAGE
                +0.0s RtpReady a -> COLLECTING : \n\
                +1.0s Expired STAGE -> COLLECTING : 200+sdp a, Snapshot, PLAY_TONE a, start STAGE
                """),
        run.toString());
  }

  @Test
  void aLineIsAnsweredBeforeItHearsTheTone() { // H-163, G-155
    FlowRun run = asked(FlowRun.offered(LineKind.LINE_KIND_SIM), NUMBER);
    dialled(run, "9");
    run.on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
    assertEquals(List.of(Tone.TONE_DIAL), tones(run));
    dialled(run, "102#");
    run.routed(FlowRun.phone(1)).rtp("c-b").provisional("c-b", 180);
    assertEquals(List.of(Tone.TONE_RINGBACK), tones(run));
    run.success("c-b", "t", 1);
    assertEquals(
        """
        +0.0s Offered -> ROUTING : started, AskPolicy
        +0.0s Routed -> COLLECTING : ANSWER a
        +0.0s Digit a -> COLLECTING : \n\
        +0.0s Done a -> COLLECTING : Snapshot, PLAY_TONE a, start STAGE
        +0.0s Digit a -> COLLECTING : PLAY_TONE a, start STAGE
        +0.0s Digit a -> COLLECTING : start STAGE
        +0.0s Digit a -> COLLECTING : start STAGE
        +0.0s Digit a -> ROUTING : stop STAGE, AskPolicy
        +0.0s Routed -> HUNTING : CREATE_RTP b, start NO_ANSWER
        +0.0s RtpReady b -> HUNTING : INVITE b, start NO_RESPONSE
        +0.0s Provisional 180 b -> HUNTING : stop NO_RESPONSE, alerting, PLAY_TONE a
        +0.0s Success b -> ACTIVE : stop NO_RESPONSE, ACK, MODIFY_RTP b, stop NO_ANSWER, JOIN b, answered, Snapshot
        """,
        run.toString());
  }

  @Test
  void aPhoneHearsThatItsCodeWasTaken() { // H-138
    FlowRun run =
        asked(
            FlowRun.offered(LineKind.LINE_KIND_FXS), NUMBER.toBuilder().setConfirmed(true).build());
    run.on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
    assertEquals(List.of(Tone.TONE_CONFIRMED), tones(run));
  }

  @Test
  void aPhoneIsRungBeforeTheLineIsAnswered() { // AT-069
    FlowRun run = FlowRun.offered(LineKind.LINE_KIND_FXO);
    Plan plan = FlowRun.plan(FlowRun.phone(1));
    Decision decision = plan.decision().toBuilder().setCollect(NUMBER).build();
    run.on(
        new CallEvent.Routed(
            run.now(), new Plan(decision, plan.destinations(), "edge-1", "", false)));
    run.rtp("c-b").provisional("c-b", 180).after(20).expired(Timer.NO_ANSWER, "");
    assertEquals(Phase.COLLECTING, run.state().phase());
    assertEquals(1, run.last(Action.Cancel.class).size());
    run.failure("c-b", 487).on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
    assertEquals(List.of(Tone.TONE_DIAL), tones(run));
    assertEquals("1008", question(dialled(run, "1008#")).getCalledNumber());
  }

  @Test
  void wrongPinsAreToldAndTheRefusalEndsTheCall() { // H-161
    FlowRun run = asked(FlowRun.invited(true, false), PIN).rtp("c-a").ack("c-a");
    for (int wrong = 1; wrong <= 3; wrong++) {
      compared(dialled(run, "0000#"), false);
      assertEquals(wrong, question(run).getEntered().getWrongPins());
      assertEquals("office", question(run).getEntered().getWrongPin());
      if (wrong < 3) {
        asked(run, PIN);
        assertEquals(List.of(Tone.TONE_PROMPT), tones(run));
      }
    }
    Decision refused = Decision.newBuilder().setCause(21).setSipStatus(403).build();
    run.on(new CallEvent.Routed(run.now(), new Plan(refused, List.of(), "edge-1", "", false)));
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(21, run.last(Action.Bye.class).getFirst().cause());
    assertEquals("system", run.state().end().by());
    assertEquals("entered: PIN office was wrong, 3", run.state().stage().words().getLast());
  }

  @ParameterizedTest
  @CsvSource({"true, 21, no PIN office in 10 s", "false, 28, no number in 7 s"})
  void whoeverEntersNothingIsHungUp(boolean pin, int cause, String words) { // H-161, G-158
    FlowRun run = asked(FlowRun.invited(true, false), pin ? PIN : NUMBER).rtp("c-a").ack("c-a");
    run.after(10).expired(Timer.STAGE, "");
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals(cause, run.state().end().outcome().cause());
    assertEquals(List.of("entered: " + words), run.state().stage().words());
  }

  @Test
  void anEmergencyNumberNeedsNoPin() { // E4
    FlowRun pin = asked(FlowRun.invited(true, false), PIN).rtp("c-a").ack("c-a");
    dialled(pin, "112");
    assertEquals(List.of(), pin.last(Action.AskPolicy.class), "a PIN may begin so");
    pin.after(4).expired(Timer.STAGE, "");
    assertEquals("112", question(pin).getCalledNumber());
    assertTrue(question(pin).getEntered().hasNumber());
    FlowRun number = asked(FlowRun.invited(true, false), NUMBER).rtp("c-a").ack("c-a");
    assertEquals("112", question(dialled(number, "112")).getCalledNumber());
  }

  @Test
  void aDigitMapEndsTheNumber() {
    Collect mapped = NUMBER.toBuilder().setDigitMap("1xx").build();
    FlowRun run = asked(FlowRun.invited(true, false), mapped).rtp("c-a").ack("c-a");
    assertEquals("102", question(dialled(run, "102")).getCalledNumber());
    dialled(run, "#");
    assertEquals(Phase.ROUTING, run.state().phase(), "typed ahead, and dropped");
  }

  @Test
  void programsAndTransfersAreNotAsked() {
    FlowRun run =
        FlowRun.originated(FlowRun.plan(FlowRun.line("gsm-1")), FlowRun.plan(FlowRun.line("x")));
    assertFalse(
        SecondStage.begins(
            new Turn(run.state(), run.now()),
            new Plan(
                Decision.newBuilder().setCollect(PIN).build(), List.of(), "edge-1", "", false)));
  }

  @Test
  void aCallerWhoHangsUpIsGone() {
    FlowRun run = asked(FlowRun.invited(true, false), PIN).rtp("c-a").ack("c-a");
    dialled(run, "47").bye("c-a", 2);
    assertEquals(Phase.ENDED, run.state().phase());
    assertEquals("caller", run.state().end().by());
  }

  /// Whatever comes in whatever order: no digit is published or printed, and it comes to an end.
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void noDigitLeavesAndEveryInputEnds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      boolean line = random.nextBoolean();
      FlowRun run = line ? FlowRun.offered(LineKind.LINE_KIND_FXO) : FlowRun.invited(true, false);
      boolean pin = random.nextBoolean();
      asked(run, pin ? PIN : NUMBER);
      for (int step = 0; step < 40; step++) {
        one(run, random);
        String seen = run.state().stage() + " " + run.last(Action.ComparePin.class);
        assertFalse(pin && seen.contains("739"), () -> "seed " + seed + ": " + seen);
        assertEquals(
            List.of(),
            run.last(Action.Publish.class).stream()
                .filter(news -> news.news() == News.DTMF)
                .toList());
      }
      for (int end = 0; end < 4 && run.state().phase() == Phase.COLLECTING; end++) {
        run.on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
        run.expired(Timer.STAGE, "");
        compared(run, true);
      }
      Phase phase = run.state().phase();
      assertTrue(phase != Phase.COLLECTING, () -> "seed " + seed + ":\n" + run);
    }
  }

  private static void one(FlowRun run, SplittableRandom random) {
    switch (random.nextInt(8)) {
      case 0 -> run.rtp("c-a");
      case 1 -> run.ack("c-a");
      case 2 -> run.expired(Timer.STAGE, "");
      case 3 -> compared(run, random.nextBoolean());
      case 4 -> run.on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
      case 5 -> {
        if (run.state().phase() == Phase.ROUTING) {
          asked(run, PIN);
        }
      }
      default -> dialled(run, String.valueOf("739#".charAt(random.nextInt(4))));
    }
  }
}
