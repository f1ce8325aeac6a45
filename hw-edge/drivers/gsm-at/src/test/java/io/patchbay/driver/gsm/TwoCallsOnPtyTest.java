package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.HoldAction;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Standing;
import io.patchbay.line.LineState;
import io.patchbay.line.tck.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two calls at once on one line: the driver and simulated modems of all families, with real
/// pseudo-terminals in between and in real time.
@Execution(ExecutionMode.CONCURRENT)
final class TwoCallsOnPtyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALL = 7;

  @TempDir Path directory = Path.of("");
  private final List<Subject> subjects = new ArrayList<>();
  private @Nullable SimulatedLines lines;

  /// A line under test, whom it calls, and who calls it meanwhile.
  private record Subject(int number, Line line, EventLog log) {
    String friend() {
      return "+861380000030" + number;
    }

    String other() {
      return "+861380000010" + number;
    }

    void await(String what, Predicate<LineEvent> wanted, int times) {
      assertTrue(
          log.await(all -> all.stream().filter(wanted).count() >= times, PATIENCE),
          () -> "line " + number + " " + what + ": " + log.all());
    }

    void stands(Standing standing, boolean first, int times) {
      await(
          (first ? "first " : "second ") + standing,
          e ->
              e instanceof LineEvent.PartyChanged changed
                  && changed.standing() == standing
                  && (changed.party() == CALL) == first,
          times);
    }

    void accepted(LineCommand command) {
      line.submit(command);
      await(
          "answer to " + command.id(),
          e -> e instanceof LineEvent.CommandDone done && done.command() == command.id(),
          1);
      assertTrue(
          log.answersTo(command.id()).getFirst().outcome() instanceof Outcome.Accepted,
          () -> "line " + number + ": " + log.answersTo(command.id()));
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    if (lines != null) {
      lines.close();
    }
  }

  private void simulate(List<String> families) throws IOException {
    lines = new SimulatedLines(directory, families);
  }

  private SimulatedLines lines() {
    return requireNonNull(lines, "lines");
  }

  private String sim(String words) {
    return lines().sim(words);
  }

  private Subject open(int number, String mode) {
    EventLog log = new EventLog();
    Line line = lines().line(number, false, Map.of("call-waiting", mode), log);
    Subject subject = new Subject(number, line, log);
    sim("subscriber " + subject.friend() + " auto-answer --after 1 --say tone:440");
    subjects.add(subject);
    return subject;
  }

  /// All lines in calls with their friends, and somebody else calling each.
  private void twoCalls(String mode) throws IOException {
    List<String> families = Profiles.families();
    simulate(families);
    for (int i = 0; i < families.size(); i++) {
      var _ = open(i + 1, mode);
    }
    subjects.forEach(each -> each.await("in service", TwoCallsOnPtyTest::serves, 1));
    subjects.forEach(
        each -> each.accepted(new LineCommand.Dial(1, CALL, each.friend(), Presentation.DEFAULT)));
    subjects.forEach(each -> each.await("answered", LineEvent.CallAnswered.class::isInstance, 1));
    subjects.forEach(each -> sim("subscriber " + each.other() + " call gsm-" + each.number()));
    subjects.forEach(each -> each.stands(Standing.WAITING, false, 1));
  }

  private static boolean serves(LineEvent event) {
    return event instanceof LineEvent.StatusChanged changed
        && changed.status().state() == LineState.IN_SERVICE
        && changed.status().identity().getOrDefault("call-waiting", "").equals("on");
  }

  private static boolean shows(LineEvent event, String calls) {
    return event instanceof LineEvent.StatusChanged changed
        && changed.status().identity().getOrDefault("calls", "").equals(calls);
  }

  /// The line's call is hung up; it and its friend are free for the next one.
  private void over(long first) {
    subjects.forEach(
        each -> each.accepted(new LineCommand.Release(first, CALL, Cause.NORMAL_CLEARING)));
    subjects.forEach(each -> each.await("released", LineEvent.CallReleased.class::isInstance, 1));
    subjects.forEach(each ->
        each.accepted(new LineCommand.Dial(first + 1, 8, each.friend(), Presentation.DEFAULT)));
    subjects.forEach(each ->
        each.await("free again", e -> e instanceof LineEvent.CallAnswered(_, int c) && c == 8, 1));
  }

  @Test
  void modeTwoSwapsByKeysAndHangsUpByKeys() throws IOException {
    twoCalls("2");
    subjects.forEach(each -> each.await("shown", e -> shows(e, each.other() + " waiting"), 1));
    subjects.forEach(each -> each.accepted(keys(2, "3")));
    subjects.forEach(each -> each.accepted(keys(3, "2")));
    subjects.forEach(each -> each.stands(Standing.HEARD, false, 1));
    subjects.forEach(each -> each.stands(Standing.HELD, true, 1));
    subjects.forEach(each -> each.accepted(keys(4, "32")));
    subjects.forEach(each -> each.stands(Standing.HEARD, true, 1));
    subjects.forEach(each -> each.stands(Standing.HELD, false, 1));
    subjects.forEach(each -> each.accepted(new LineCommand.Hold(5, CALL, HoldAction.JOIN)));
    subjects.forEach(each -> each.stands(Standing.HEARD, false, 2));
    subjects.forEach(each -> sim("subscriber " + each.other() + " hangup"));
    subjects.forEach(each -> each.await("left", LineEvent.PartyLeft.class::isInstance, 1));
    over(6);
  }

  @Test
  void modeThreeHoldsTheSecondCallerAfterTwoSeconds() throws IOException {
    twoCalls("3");
    subjects.forEach(each -> each.stands(Standing.HEARD, false, 1));
    subjects.forEach(each -> each.stands(Standing.HELD, false, 1));
    subjects.forEach(each -> each.stands(Standing.HEARD, true, 1));
    for (Subject each : subjects) {
      List<LineEvent> all = each.log().all();
      Duration held = Duration.between(at(all, Standing.HEARD).at(), at(all, Standing.HELD).at());
      assertTrue(
          held.compareTo(Duration.ofMillis(1900)) > 0 && held.compareTo(Duration.ofSeconds(6)) < 0,
          () -> "line " + each.number() + ": held after " + held);
    }
    over(2);
  }

  private static LineEvent at(List<LineEvent> all, Standing standing) {
    return all.stream()
        .filter(e ->
            e instanceof LineEvent.PartyChanged changed
                && changed.party() != CALL
                && changed.standing() == standing)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void modeOneTakesTheFirstBackWhenTheSecondHangsUp() throws IOException {
    twoCalls("1");
    subjects.forEach(each -> each.stands(Standing.HEARD, false, 1));
    subjects.forEach(each -> sim("subscriber " + each.other() + " hangup"));
    subjects.forEach(each -> each.await("left", LineEvent.PartyLeft.class::isInstance, 1));
    subjects.forEach(each -> each.stands(Standing.HEARD, true, 1));
    over(2);
  }

  private static LineCommand keys(long id, String digits) {
    return new LineCommand.SendDtmf(id, CALL, digits, Duration.ofMillis(100));
  }
}
