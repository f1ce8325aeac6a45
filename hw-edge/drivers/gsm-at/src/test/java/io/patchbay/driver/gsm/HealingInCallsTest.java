package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.VirtualGateway.VirtualLine;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineState;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.CallPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// No call is lost to what is done about a modem that answers. Virtual time.
@Timeout(60)
final class HealingInCallsTest {
  private static final String FRIEND = "+8613800000001";
  private static final int CALL = 7;

  private final VirtualGateway gateway = new VirtualGateway(1, List.of(), Map.of());

  private VirtualLine line() {
    return gateway.line(1);
  }

  private boolean serves() {
    return line().status().state() == LineState.IN_SERVICE;
  }

  private boolean released() {
    return line().events().stream().anyMatch(LineEvent.CallReleased.class::isInstance);
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (LineEvent event : line().events()) {
      if (event instanceof LineEvent.Recovering(_, String trouble, String step)) {
        steps.add(trouble + " " + step);
      }
    }
    return steps;
  }

  /// What no modem says.
  private void noise() {
    byte[] octets = new byte[20];
    Arrays.fill(octets, (byte) 0xFF);
    octets[19] = '\n';
    line().command(octets);
  }

  private void rustleWithEveryAnswer() {
    line()
        .listen(text -> {
          if (text.indexOf(0xFF) < 0) {
            noise();
          }
        });
  }

  /// A question stays without an answer, or two; not three.
  private void missAnAnswer(String news) {
    line().fault(Fault.NO_ANSWER);
    assertTrue(
        gateway.await(Duration.ofSeconds(9), () -> steps().contains(news)),
        () -> news + " is not noticed: " + steps());
    line().fault(Fault.CLEAR);
  }

  @BeforeEach
  void aCallCanBegin() {
    assertTrue(gateway.await(Duration.ofSeconds(30), this::serves), () -> "" + line().status());
    gateway.pass(Duration.ofSeconds(10));
    gateway
        .world()
        .subscriber(FRIEND)
        .behave(Behaviour.answering(Duration.ofSeconds(1), CallPlan.silent()));
  }

  private void call() {
    line().submit(new LineCommand.Dial(1, CALL, FRIEND, Presentation.DEFAULT));
    assertTrue(
        gateway.await(
            Duration.ofSeconds(9),
            () -> line().events().stream().anyMatch(LineEvent.CallAnswered.class::isInstance)));
  }

  private void hangUp() {
    line().submit(new LineCommand.Release(2, CALL, Cause.NORMAL_CLEARING));
  }

  @Test
  void aCallOutlivesNoiseAndNothingIsDoneAfterIt() {
    call();
    noise();
    missAnAnswer("garbage waiting");
    gateway.pass(Duration.ofMinutes(2));
    assertTrue(!released(), "the call goes on");
    hangUp();
    gateway.pass(Duration.ofMinutes(2));
    assertTrue(released());
    assertEquals(List.of("garbage waiting"), steps());
    assertTrue(serves());
  }

  @Test
  void whatIsStillWrongAfterTheCallIsRepairedThen() {
    call();
    noise();
    rustleWithEveryAnswer();
    missAnAnswer("garbage waiting");
    gateway.pass(Duration.ofMinutes(1));
    assertTrue(!released(), "the call goes on");
    assertEquals(List.of("garbage waiting"), steps());
    hangUp();
    assertTrue(
        gateway.await(Duration.ofSeconds(9), () -> steps().contains("garbage reinit")),
        () -> "" + steps());
    assertTrue(released());
  }

  @Test
  void aModemThatDoesNotAnswerIsRepairedAtOnce() {
    call();
    line().fault(Fault.NO_ANSWER);
    assertTrue(
        gateway.await(Duration.ofSeconds(30), () -> steps().contains("no-answer reinit")),
        () -> "" + steps());
    gateway.pass(Duration.ofSeconds(1));
    assertTrue(released());
    assertEquals(List.of("no-answer ping", "no-answer reinit"), steps());
  }

  @Test
  void noiseBeforeProperAnswersIsForgotten() {
    noise();
    gateway.pass(Duration.ofSeconds(9)); // a modem that made noise is asked twice a second
    line().fault(Fault.NO_ANSWER);
    gateway.pass(Duration.ofSeconds(7)); // one question every five seconds, and AT once more
    line().fault(Fault.CLEAR);
    gateway.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), steps());
  }
}
