package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.VirtualGateway.VirtualLine;
import io.patchbay.line.Cause;
import io.patchbay.line.Forward.Reason;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineState;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.CallPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A call does not wait for what keeps the modem busy for a minute: the network's answers about
/// forwarding, operators and USSD. Virtual time.
@Timeout(60)
final class BusyChannelTest {
  private static final String FRIEND = "+8613800000001";
  private static final int CALL = 7;

  private VirtualGateway gateway = new VirtualGateway(1, List.of(), Map.of());

  private VirtualLine line() {
    return gateway.line(1);
  }

  private void start(String family, Map<String, String> settings) {
    gateway = new VirtualGateway(1, List.of(family), settings);
    assertTrue(
        gateway.await(
            Duration.ofSeconds(30), () -> line().status().state() == LineState.IN_SERVICE),
        () -> "" + line().status());
    gateway.pass(Duration.ofSeconds(10));
    gateway
        .world()
        .subscriber(FRIEND)
        .behave(Behaviour.answering(Duration.ofSeconds(1), CallPlan.silent()));
  }

  private Optional<Outcome> outcome(long command) {
    return line().events().stream()
        .filter(e -> e instanceof LineEvent.CommandDone done && done.command() == command)
        .map(e -> ((LineEvent.CommandDone) e).outcome())
        .findFirst();
  }

  private boolean answered() {
    return line().events().stream().anyMatch(LineEvent.CallAnswered.class::isInstance);
  }

  private void dial(boolean emergency) {
    line().submit(new LineCommand.Dial(9, CALL, FRIEND, Presentation.DEFAULT, emergency));
  }

  private void askForwarding() {
    line().submit(new LineCommand.QueryForwarding(5, List.of(Reason.BUSY), false));
    gateway.pass(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quectel-ec2x", "simcom-sim7600", "huawei", "telit-le910", "u-blox"})
  void aCallComesBetweenTheNetworksAnswerWhichIsAskedForAgain(String family) {
    start(family, Map.of());
    line().fault(Fault.SLOW_NETWORK);
    askForwarding();
    dial(true);
    assertTrue(gateway.await(Duration.ofSeconds(8), this::answered), () -> "" + line().events());
    assertEquals(Optional.empty(), outcome(5), "the question waits");
    line().fault(Fault.CLEAR);
    line().submit(new LineCommand.Release(10, CALL, Cause.NORMAL_CLEARING));
    assertTrue(gateway.await(Duration.ofSeconds(30), () -> outcome(5).isPresent()));
    assertTrue(outcome(5).orElseThrow() instanceof Outcome.Forwards, () -> "" + outcome(5));
    assertEquals(LineState.IN_SERVICE, line().status().state());
  }

  @Test
  void aModemThatGoesOnLeavesTheCallToAnotherLineWithinSeconds() {
    start("quectel-ec2x", Map.of());
    line().fault(Fault.SLOW_NETWORK);
    line().fault(Fault.NO_ABORT);
    askForwarding();
    dial(false);
    assertTrue(gateway.await(Duration.ofSeconds(6), () -> outcome(9).isPresent()));
    assertTrue(
        outcome(9).orElseThrow() instanceof Outcome.Refused(Refusal kind, String words)
            && kind == Refusal.BUSY
            && words.contains("the modem is busy with AT+CCFC=1,2"),
        () -> "" + outcome(9));
    line().fault(Fault.CLEAR);
    gateway.pass(Duration.ofMinutes(2));
    assertEquals(LineState.IN_SERVICE, line().status().state());
    dial(false);
    assertTrue(gateway.await(Duration.ofSeconds(8), this::answered), () -> "" + line().events());
  }

  @Test
  void theSelectionOfAnOperatorIsCutShortAndDoneAfterTheCall() {
    gateway = new VirtualGateway(1, List.of(), Map.of("operator", "46000"));
    line().fault(Fault.SLOW_NETWORK);
    gateway
        .world()
        .subscriber(FRIEND)
        .behave(Behaviour.answering(Duration.ofSeconds(1), CallPlan.silent()));
    assertTrue(
        gateway.await(
            Duration.ofSeconds(30), () -> line().status().state() == LineState.IN_SERVICE));
    gateway.pass(Duration.ofSeconds(15)); // AT+COPS=1,2,"46000" is under way
    dial(true);
    assertTrue(gateway.await(Duration.ofSeconds(8), this::answered), () -> "" + line().events());
    StringBuilder said = new StringBuilder();
    line().listen(said::append);
    line().submit(new LineCommand.Release(10, CALL, Cause.NORMAL_CLEARING));
    gateway.pass(Duration.ofMinutes(2));
    assertTrue(said.toString().contains("+COPS: 1,0,"), () -> "selected after all: " + said);
    assertEquals(Map.of(), line().status().alarms());
  }

  @Test
  void aUssdCodeThatACallCutsShortIsNotSentTwice() {
    start("quectel-ec2x", Map.of());
    line().fault(Fault.SLOW_NETWORK);
    line().submit(new LineCommand.SendUssd(5, "u-1", "*100#"));
    gateway.pass(Duration.ofSeconds(2));
    dial(false);
    assertTrue(gateway.await(Duration.ofSeconds(8), this::answered), () -> "" + line().events());
    assertTrue(
        outcome(5).orElseThrow() instanceof Outcome.Refused(Refusal kind, String words)
            && kind == Refusal.TIMED_OUT
            && words.contains("cut short by a call"),
        () -> "" + outcome(5));
  }
}
