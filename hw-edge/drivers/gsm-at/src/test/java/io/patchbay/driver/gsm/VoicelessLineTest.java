package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.VirtualGateway.VirtualLine;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineState;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.WorldEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A line whose audio failed takes no calls, and gets its voice back. Virtual time.
@Timeout(60)
final class VoicelessLineTest {
  private static final String FRIEND = "+8613800000001";
  private VirtualGateway gateway = new VirtualGateway(1, List.of(), Map.of());

  private VirtualLine line() {
    return gateway.line(1);
  }

  private void start(Map<String, String> settings) {
    gateway = new VirtualGateway(1, List.of("simcom-sim7600"), settings);
    assertTrue(gateway.await(Duration.ofSeconds(30), this::serves), () -> "" + line().status());
    gateway.pass(Duration.ofSeconds(10));
    gateway
        .world()
        .subscriber(FRIEND)
        .behave(Behaviour.answering(Duration.ofSeconds(1), CallPlan.silent()));
  }

  private boolean serves() {
    return line().status().state() == LineState.IN_SERVICE;
  }

  /// A first call shows that the modem refuses its voice.
  private void lineWithoutVoice(Map<String, String> settings) {
    start(settings);
    line().fault(Fault.AUDIO_WORN);
    dial(7);
    assertTrue(
        gateway.await(Duration.ofSeconds(9), () -> line().status().alarms().containsKey("audio")),
        () -> "" + line().status());
    line().submit(new LineCommand.Release(90, 7, Cause.NORMAL_CLEARING));
    gateway.pass(Duration.ofSeconds(5));
    assertEquals(LineState.OUT_OF_SERVICE, line().status().state());
    line().events().clear();
  }

  private void dial(int call) {
    line().submit(new LineCommand.Dial(call, call, FRIEND, Presentation.DEFAULT));
  }

  private void callIn() {
    gateway
        .world()
        .subscriber(FRIEND)
        .call(gateway.world().numberOf("gsm-1"), CallPlan.silent(), false);
  }

  private long count(Class<? extends LineEvent> kind) {
    return line().events().stream().filter(kind::isInstance).count();
  }

  private boolean friendIsReleased(Cause cause) {
    return gateway.happened().stream()
        .anyMatch(e ->
            e.subject().equals(FRIEND)
                && e.kind() == WorldEvent.Kind.RELEASED
                && e.cause().filter(cause::equals).isPresent());
  }

  @Test
  void aCallerIsRejectedAsBusyAndTheAuditTrailHasIt() {
    lineWithoutVoice(Map.of());
    callIn();
    assertTrue(
        gateway.await(Duration.ofSeconds(10), () -> friendIsReleased(Cause.USER_BUSY)),
        () -> "" + gateway.happened());
    assertEquals(0, count(LineEvent.CallOffered.class));
    assertEquals(0, count(LineEvent.CallReleased.class), "it was never there");
    assertTrue(
        line().events().stream()
            .anyMatch(e ->
                e instanceof LineEvent.Noted(_, String action, String detail)
                    && action.equals("call-refused")
                    && detail.equals("from " + FRIEND + ", no audio")),
        () -> "" + line().events());
  }

  @Test
  void aCallerIsLeftRingingOrOfferedWhereTheSettingsSaySo() {
    lineWithoutVoice(Map.of("calls-without-audio", "ring"));
    callIn();
    gateway.pass(Duration.ofSeconds(10));
    assertEquals(0, count(LineEvent.CallOffered.class));
    assertEquals(false, friendIsReleased(Cause.USER_BUSY));

    lineWithoutVoice(Map.of("calls-without-audio", "offer"));
    callIn();
    assertTrue(
        gateway.await(Duration.ofSeconds(10), () -> count(LineEvent.CallOffered.class) == 1));
  }

  @Test
  void aDialGoesToAnotherLine() {
    lineWithoutVoice(Map.of());
    dial(8);
    gateway.pass(Duration.ofSeconds(1));
    assertTrue(
        line().events().stream()
            .anyMatch(e ->
                e instanceof LineEvent.CommandDone(_, _, Outcome.Refused(var kind, var words))
                    && kind == Refusal.UNAVAILABLE
                    && words.contains("no audio: AT+CPCMREG=1")),
        () -> "" + line().events());
  }

  /// The modem refuses its voice, and nothing comes from the port: both see it, one reset helps.
  @Test
  void whatTestAndWatchBothFindIsMendedByOneReset() {
    Map<String, String> settings = new HashMap<>();
    settings.put("registration-timeout", "20");
    start(settings);
    line().fault(Fault.AUDIO_WORN);
    line().fault(Fault.AUDIO_DEAD);
    dial(7);
    assertTrue(
        gateway.await(Duration.ofSeconds(9), () -> line().status().alarms().containsKey("audio")),
        () -> "the test finds it: " + line().status());
    assertTrue(
        gateway.await(Duration.ofSeconds(60), () -> count(LineEvent.CallReleased.class) == 1),
        () -> "the watch ends the call: " + line().status());
    assertTrue(
        gateway.await(Duration.ofSeconds(90), () -> serves() && line().status().alarms().isEmpty()),
        () -> "" + line().status());
    List<String> steps =
        line().events().stream()
            .filter(LineEvent.Recovering.class::isInstance)
            .map(
                e -> ((LineEvent.Recovering) e).trouble() + " " + ((LineEvent.Recovering) e).step())
            .toList();
    assertEquals(List.of("no-audio reset"), steps);
    line().events().clear();
    dial(8);
    gateway.pass(Duration.ofSeconds(40));
    assertEquals(1, count(LineEvent.CallAnswered.class));
    assertEquals(0, count(LineEvent.CallReleased.class), () -> "" + line().events());
    assertEquals(Map.of(), line().status().alarms());
  }

  @Test
  void anotherWordIsRefusedByName() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                GsmSettings.parse(
                    Map.of("command-port", "/dev/ttyUSB2", "calls-without-audio", "no")));
    assertEquals("calls-without-audio: 'no' is none of refuse, ring, offer", wrong.getMessage());
  }
}
