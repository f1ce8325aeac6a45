package io.patchbay.trunk.dialog;

import static io.patchbay.trunk.dialog.FlowRun.line;
import static io.patchbay.trunk.dialog.FlowRun.phone;
import static io.patchbay.trunk.dialog.FlowRun.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.dialog.CallEvent.EdgeBack;
import io.patchbay.trunk.dialog.CallEvent.EdgeLost;
import io.patchbay.trunk.dialog.CallEvent.HangUp;
import io.patchbay.trunk.dialog.CallEvent.LineAlerting;
import io.patchbay.trunk.dialog.CallEvent.LineAnswered;
import io.patchbay.trunk.dialog.CallEvent.LineProgress;
import io.patchbay.trunk.dialog.CallEvent.LineReleased;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole calls through the pure machine, against the flows in `src/test/resources/flows`.
///
/// `-Dtranscripts.record` writes them anew; the difference is then to be read.
final class CallFlowTest {
  private static void assertFlow(String name, FlowRun run) throws IOException {
    String actual = run.toString();
    if (System.getProperty("transcripts.record") != null) {
      Path file = Path.of("src/test/resources/flows", name + ".flow");
      String head =
          Files.exists(file)
              ? Files.readString(file)
                  .lines()
                  .filter(line -> line.startsWith("#"))
                  .collect(Collectors.joining("\n", "", "\n"))
              : "# " + name + "\n";
      Files.writeString(file, head + actual);
      return;
    }
    try (InputStream in = CallFlowTest.class.getResourceAsStream("/flows/" + name + ".flow")) {
      if (in == null) {
        throw new IOException("no flow " + name);
      }
      String expected =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.joining("\n", "", "\n"));
      assertEquals(expected, actual);
    }
  }

  private static FlowRun ringingLine() {
    FlowRun run = FlowRun.invited(true, false).routed(line("gsm-1")).rtp("c-a");
    return run.after(2).on(new LineAlerting(run.now(), "c-b"));
  }

  private static FlowRun talkingOverLine() {
    FlowRun run = ringingLine().after(5);
    return run.on(new LineAnswered(run.now(), "c-b")).ack("c-a");
  }

  @Test
  void extensionToLine() throws IOException {
    assertFlow("extension-to-line", talkingOverLine().after(60).bye("c-a", 2));
  }

  @Test
  void earlyMedia() throws IOException {
    FlowRun run = FlowRun.invited(true, false).routed(line("gsm-1"));
    run.on(new LineProgress(run.now(), "c-b")).rtp("c-a");
    assertFlow("early-media", run.after(3).on(new LineAnswered(run.now(), "c-b")));
  }

  @Test
  void lineToExtension() throws IOException {
    FlowRun run =
        FlowRun.offered(LineKind.LINE_KIND_SIM)
            .routed(phone(1))
            .rtp("c-b")
            .provisional("c-b", 180)
            .after(4)
            .success("c-b", "t", 1);
    run.on(new CallEvent.Done(run.now(), "c-a", CommandCase.ANSWER));
    assertFlow("line-to-extension", run.on(new LineReleased(run.now(), "c-a", 16)));
  }

  @Test
  void phoneHearsRingback() throws IOException {
    assertFlow(
        "phone-hears-ringback",
        FlowRun.offered(LineKind.LINE_KIND_FXS)
            .routed(phone(1))
            .rtp("c-b")
            .provisional("c-b", 180)
            .failure("c-b", 486));
  }

  @Test
  void parallelForking() throws IOException {
    assertFlow(
        "parallel-forking",
        FlowRun.offered(LineKind.LINE_KIND_SIM)
            .routed(phone(2))
            .rtp("c-b")
            .rtp("c-c")
            .provisional("c-b", 180)
            .provisional("c-c", 180)
            .success("c-c", "t", 1)
            .failure("c-b", 487));
  }

  @Test
  void cancelAndAnswerCross() throws IOException {
    assertFlow(
        "cancel-and-answer-cross",
        FlowRun.invited(true, false)
            .routed(phone(1))
            .rtp("c-b")
            .provisional("c-b", 180)
            .cancel("c-a")
            .success("c-b", "t", 1));
  }

  @Test
  void huntingOverBusyLines() throws IOException {
    FlowRun run = FlowRun.invited(true, false).routed(line("gsm-1"), line("gsm-2"));
    run.on(new CallEvent.Refused(run.now(), "c-b", CommandCase.DIAL, Refusal.REFUSAL_BUSY));
    assertFlow(
        "hunting-over-busy-lines",
        run.on(new CallEvent.Refused(run.now(), "c-c", CommandCase.DIAL, Refusal.REFUSAL_BUSY)));
  }

  /// 21, call rejected, is not worth another try by itself; 38, network out of order, is.
  @ParameterizedTest(name = "cause {0} after {1}: {2}")
  @CsvSource({
    "21, '', ENDED",
    "38, '', HUNTING",
    "21, 21, HUNTING",
    "38, 21, ENDED",
    "44, 21, HUNTING",
  })
  void theNextLineIsTriedAfterTheCausesOfTheDecision(int cause, String causes, String phase) {
    Plan plan = FlowRun.plan(line("gsm-1"), line("gsm-2"));
    Decision.Builder decision = plan.decision().toBuilder();
    causes.lines().map(Integer::valueOf).forEach(decision::addNextTargetCauses);
    FlowRun run = FlowRun.invited(true, false);
    Plan ours =
        new Plan(
            decision.build(), plan.destinations(), plan.anyEdge(), plan.salt(), plan.earlyMedia());
    run.on(new CallEvent.Routed(run.now(), ours));
    run.on(new LineReleased(run.now(), "c-b", cause));
    assertEquals(phase, run.state().phase().name());
  }

  @Test
  void noAnswer() throws IOException {
    assertFlow("no-answer", ringingLine().after(60).expired(Timer.NO_ANSWER, ""));
  }

  @Test
  void deadPeerThenNext() throws IOException {
    assertFlow(
        "dead-peer-then-next",
        FlowRun.invited(true, false)
            .routed(phone(1), line("gsm-1"))
            .rtp("c-b")
            .after(4)
            .expired(Timer.NO_RESPONSE, "c-b"));
  }

  @Test
  void reliableRinging() throws IOException {
    FlowRun run = FlowRun.invited(true, true).routed(line("gsm-1")).rtp("c-a");
    run.on(new LineAlerting(run.now(), "c-b"));
    run.on(new LineAnswered(run.now(), "c-b"));
    long rseq = run.state().leg("c-a").orElseThrow().sip().reliable().rseq();
    assertFlow("reliable-ringing", run.prack("c-a", 2, rseq));
  }

  @Test
  void sessionGlare() throws IOException {
    FlowRun run = talkingOverLine();
    run.on(new CallEvent.Adopted(run.now())).reinvite("c-a", 5);
    run.on(new CallEvent.Failure(run.now(), "c-a", 491, 0, "", 1));
    assertFlow(
        "session-glare", run.after(1).expired(Timer.GLARE_OTHER, "c-a").success("c-a", "x", 2));
  }

  @Test
  void answerNeverAcknowledged() throws IOException {
    FlowRun run = ringingLine().after(5);
    run.on(new LineAnswered(run.now(), "c-b")).after(32);
    assertFlow("answer-never-acknowledged", run.on(new CallEvent.AckMissing(run.now(), "c-a")));
  }

  @Test
  void hangUpBeforeTheAckWaitsForIt() throws IOException {
    FlowRun run = ringingLine();
    run.on(new LineAnswered(run.now(), "c-b"));
    run.on(new LineReleased(run.now(), "c-b", 16));
    assertFlow("hang-up-before-the-ack", run.ack("c-a"));
  }

  @Test
  void linkLostAndBack() throws IOException {
    FlowRun run = talkingOverLine();
    run.on(new EdgeLost(run.now())).after(10);
    assertFlow("link-lost-and-back", run.on(new EdgeBack(run.now(), Set.of("c-a", "c-b"))));
  }

  @Test
  void programCallsTwoParties() throws IOException {
    FlowRun run = FlowRun.originated(plan(line("gsm-1")), plan(phone(1)));
    run.on(new LineAlerting(run.now(), "c-a"));
    run.on(new LineAnswered(run.now(), "c-a"));
    run.rtp("c-b").provisional("c-b", 180).success("c-b", "t", 1);
    assertFlow("program-calls-two-parties", run.on(new HangUp(run.now(), 16)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void endedIsFinalAndConcludedOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FlowRun run =
        FlowRun.invited(random.nextBoolean(), random.nextBoolean()).routed(phone(2), line("gsm-1"));
    boolean ended = false;
    for (int i = 0; i < 1000; i++) {
      String leg = "c-" + (char) ('a' + random.nextInt(4));
      switch (random.nextInt(14)) {
        case 0 -> run.rtp(leg);
        case 1 -> run.provisional(leg, 180);
        case 2 -> run.success(leg, "t", 1);
        case 3 -> run.failure(leg, 300 + random.nextInt(400));
        case 4 -> run.ack(leg);
        case 5 -> run.bye(leg, random.nextInt(10));
        case 6 -> run.cancel(leg);
        case 7 -> run.on(new LineAlerting(run.now(), leg));
        case 8 -> run.on(new LineAnswered(run.now(), leg));
        case 9 -> run.reinvite(leg, random.nextInt(10));
        case 10 -> run.on(new LineReleased(run.now(), leg, 17));
        case 11 -> run.on(new EdgeLost(run.now()));
        case 12 -> run.prack(leg, random.nextInt(10), random.nextInt(100));
        case 13 -> run.on(new CallEvent.AckMissing(run.now(), leg));
        default -> throw new AssertionError();
      }
      boolean now = run.state().phase() == CallState.Phase.ENDED;
      assertTrue(!ended || now, "seed " + seed + "\n" + run);
      ended = now;
    }
    long concluded = run.toString().lines().filter(line -> line.contains("Conclude")).count();
    assertTrue(concluded <= 1 && ended == (concluded == 1), "seed " + seed + "\n" + run);
  }
}
