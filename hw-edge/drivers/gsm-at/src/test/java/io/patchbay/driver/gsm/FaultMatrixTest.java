package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineState;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sms.SmsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each fault of the matrix on one of two lines: within ninety seconds the line is back or parked,
/// the other one notices nothing, and no message is lost or doubled. Virtual time.
@Timeout(60)
final class FaultMatrixTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String FRIEND = "+8613800000001";

  /// To +8613800000001: `hello`.
  private static final byte[] TPDU =
      HexFormat.of().parseHex("11000D91683108000000F10000AA05E8329BFD06");

  private static final Map<String, String> WITH_POWER =
      Map.of("power-command", "/bin/true", "registration-timeout", "20");
  private static final Map<String, String> WITHOUT_POWER = Map.of("registration-timeout", "20");

  private VirtualGateway gateway = new VirtualGateway(2, List.of(), WITHOUT_POWER);

  private VirtualGateway.VirtualLine line() {
    return gateway.line(1);
  }

  private boolean serves() {
    return line().status().state() == LineState.IN_SERVICE;
  }

  private void start(Map<String, String> settings, List<String> families) {
    gateway = new VirtualGateway(2, families, settings);
    for (var each : gateway.lines()) {
      assertTrue(
          gateway.await(
              Duration.ofSeconds(30), () -> each.status().state() == LineState.IN_SERVICE),
          () -> each.name() + ": " + each.status());
    }
    gateway.pass(Duration.ofSeconds(10));
  }

  private void toLine(int number, String text) {
    try {
      gateway
          .world()
          .smsc()
          .send("+8613800000002", gateway.world().numberOf("gsm-" + number), text);
    } catch (SmsException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (LineEvent event : line().events()) {
      if (event instanceof LineEvent.Recovering(_, String trouble, String step)) {
        steps.add(trouble + " " + step);
      } else if (event instanceof LineEvent.Recovered(_, _, String step, Duration took)) {
        steps.add("back by " + step);
        assertTrue(took.compareTo(Duration.ofMinutes(10)) < 0, took::toString);
      }
    }
    return steps;
  }

  /// Messages in both directions of both lines, before, while and after.
  private void exchange(int round) {
    exchange(round, false);
  }

  /// @param later the first line's own goes out later: a modem that has a message's body may take
  ///   two minutes for its answer, and nothing else can be asked until then
  private void exchange(int round, boolean later) {
    toLine(1, "message " + round);
    toLine(2, "message " + round);
    gateway.line(2).send(TPDU);
    gateway.pass(later ? Duration.ofSeconds(60) : Duration.ZERO);
    line().send(TPDU);
  }

  private void assertNothingLost(int rounds) {
    int both = 2 * rounds;
    assertTrue(
        gateway.await(
            Duration.ofMinutes(10),
            () ->
                line().received().size() + gateway.line(2).received().size() >= both
                    && line().sent().size() + gateway.line(2).sent().size() >= both),
        () ->
            "in %s and %s, out %s and %s, %s"
                .formatted(
                    line().received().size(),
                    gateway.line(2).received().size(),
                    line().sent().size(),
                    gateway.line(2).sent().size(),
                    line().status()));
    gateway.pass(Duration.ofMinutes(6)); // beyond a sweep of the stores
    assertEquals(rounds, line().received().size(), "in, gsm-1");
    assertEquals(rounds, line().received().stream().distinct().count(), "in, distinct");
    assertEquals(rounds, gateway.line(2).received().size(), "in, gsm-2");
    long out =
        gateway.happened().stream().filter(e -> e.kind() == WorldEvent.Kind.SMS_SENT).count();
    assertEquals(both, out, "out, as the network saw it");
  }

  private void assertTheOtherLineNoticedNothing(int before) {
    assertEquals(
        List.of(),
        gateway.line(2).events().stream()
            .skip(before)
            .filter(e ->
                e instanceof LineEvent.StatusChanged(_, var status)
                    && status.state() != LineState.IN_SERVICE)
            .toList());
    assertEquals(LineState.IN_SERVICE, gateway.line(2).status().state());
  }

  /// What makes a fault end by itself, what is done until then, and what people read.
  @ParameterizedTest
  @CsvSource({
    "hung,            with-power, no-answer ping|no-answer reinit|no-answer radio|no-answer reset|no-answer power|back by power",
    "cfun-stuck,      no-power,   radio-stuck radio|radio-stuck reset|back by reset",
    "urc-storm,       no-power,   storm reinit|storm radio|storm reset|back by reset",
    "port-renumbered, no-power,   port-gone reinit|back by reinit",
    "reboot,          no-power,   ''",
  })
  void theModemComesBack(String fault, String power, String steps) {
    start(power.equals("with-power") ? WITH_POWER : WITHOUT_POWER, List.of());
    int before = gateway.line(2).events().size();
    exchange(1);
    gateway.pass(Duration.ofSeconds(4));
    line().fault(Fault.ofWord(fault).orElseThrow());
    gateway.pass(Duration.ofSeconds(1));
    exchange(2);
    assertTrue(gateway.await(LIMIT, () -> !serves()), () -> fault + " is not noticed");
    assertTrue(gateway.await(LIMIT, this::serves), () -> fault + ": " + steps() + line().status());
    gateway.pass(Duration.ofSeconds(10));
    exchange(3);
    assertEquals(steps, String.join("|", steps()));
    assertNothingLost(3);
    assertTheOtherLineNoticedNothing(before);
  }

  @ParameterizedTest
  @CsvSource({
    "no-answer,   clear,        the modem does not answer",
    "garbled,     clear,        what the modem says is garbled",
    "port-gone,   port-back,    its port is gone",
    "signal-lost, clear,        not registered for long",
    "sim-pulled,  sim-inserted, no SIM",
  })
  void aModemThatNothingHelpsIsParkedAndComesBackByItself(String fault, String end, String reason) {
    start(WITHOUT_POWER, List.of());
    int before = gateway.line(2).events().size();
    exchange(1);
    gateway.pass(Duration.ofSeconds(4));
    line().fault(Fault.ofWord(fault).orElseThrow());
    gateway.pass(Duration.ofSeconds(1));
    exchange(2, fault.equals("garbled"));
    String imei = line().status().identity().getOrDefault("imei", "none");
    boolean bySim = fault.equals("sim-pulled");
    assertTrue(
        gateway.await(
            LIMIT,
            () ->
                line().status().reason().contains(reason)
                    && (bySim || line().status().reason().contains("nothing helped"))),
        () -> fault + ": " + line().status() + steps());
    assertTrue(!serves());
    assertEquals(
        bySim ? Set.of() : Set.of("modem"), line().status().alarms().keySet(), "its alarm");
    assertEquals(imei, line().status().identity().get("imei"), "who it is stays known");
    gateway.pass(Duration.ofMinutes(3)); // it goes on trying
    assertTrue(!serves());
    line().fault(Fault.ofWord(end).orElseThrow());
    assertTrue(
        gateway.await(Duration.ofMinutes(2), this::serves),
        () -> fault + ": " + line().status() + steps());
    gateway.pass(Duration.ofSeconds(5));
    assertEquals(Set.of(), line().status().alarms().keySet(), "no alarm any more");
    exchange(3);
    assertNothingLost(3);
    assertTheOtherLineNoticedNothing(before);
  }

  @Test
  void aDeadAudioEndpointEndsTheCallAndTheModuleIsReset() {
    start(WITHOUT_POWER, List.of());
    gateway.world().subscriber(FRIEND).behave(answering());
    line().fault(Fault.AUDIO_DEAD);
    line().submit(new LineCommand.Dial(1, 7, FRIEND, Presentation.DEFAULT));
    assertTrue(
        gateway.await(
            LIMIT,
            () ->
                line().events().stream().anyMatch(LineEvent.CallReleased.class::isInstance)
                    && !serves()),
        () -> "" + line().status());
    assertTrue(gateway.await(LIMIT, this::serves), () -> "" + line().status());
    assertEquals(List.of("no-audio reset", "back by reset"), steps());
    line().submit(new LineCommand.Dial(2, 8, FRIEND, Presentation.DEFAULT));
    gateway.pass(Duration.ofMinutes(2));
    assertTrue(
        line().events().stream()
            .noneMatch(e -> e instanceof LineEvent.CallReleased gone && gone.call() == 8),
        () -> "" + steps());
  }

  @Test
  void aStormIsBoundedAndNoCallIsLostToIt() {
    start(WITHOUT_POWER, List.of());
    gateway.world().subscriber(FRIEND).behave(answering());
    line().submit(new LineCommand.Dial(1, 7, FRIEND, Presentation.DEFAULT));
    gateway.pass(Duration.ofSeconds(8));
    line().fault(Fault.URC_STORM);
    gateway.pass(Duration.ofSeconds(30));
    assertEquals(List.of(), steps(), "a call goes on in a storm");
    assertTrue(
        line().events().stream().noneMatch(LineEvent.CallReleased.class::isInstance), "its call");
    line().submit(new LineCommand.Release(2, 7, io.patchbay.line.Cause.NORMAL_CLEARING));
    assertTrue(gateway.await(LIMIT, () -> steps().contains("back by reset")), () -> "" + steps());
  }

  @Test
  void aRadioThatPeopleSwitchedOffStaysOff() {
    start(WITHOUT_POWER, List.of());
    line().submit(new LineCommand.Control(1, LineCommand.ModuleAction.RADIO_OFF));
    gateway.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), steps());
    assertEquals("radio off", line().status().reason());
    line().submit(new LineCommand.Control(2, LineCommand.ModuleAction.RADIO_ON));
    assertTrue(gateway.await(LIMIT, this::serves), () -> "" + line().status());
  }

  @ParameterizedTest
  @CsvSource({
    "quectel-uc20",
    "quectel-m35",
    "simcom-sim7600",
    "simcom-sim800",
    "huawei",
    "telit-le910",
    "u-blox",
    "generic"
  })
  void modemsOfEveryFamilyAreResetInTheirOwnWay(String family) {
    start(WITHOUT_POWER, List.of(family));
    line().fault(Fault.CFUN_STUCK);
    assertTrue(gateway.await(LIMIT, () -> !serves()), "noticed");
    assertTrue(gateway.await(LIMIT, this::serves), () -> "" + steps() + line().status());
    assertEquals(List.of("radio-stuck radio", "radio-stuck reset", "back by reset"), steps());
  }

  private static io.patchbay.simulator.network.Behaviour answering() {
    return io.patchbay.simulator.network.Behaviour.answering(
        Duration.ofSeconds(1), io.patchbay.simulator.network.CallPlan.silent());
  }
}
