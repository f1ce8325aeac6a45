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
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sms.SmsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thirty-two lines fail at once, in twelve ways, while messages come and go and the healthy ones
/// have calls: each is back or parked within ninety seconds, no message is lost or doubled, and no
/// call of a healthy line ends. Virtual time.
@Timeout(120)
final class ThirtyTwoLinesTest {
  private static final int LINES = 32;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /// To +8613800000001: `hello`.
  private static final byte[] TPDU =
      HexFormat.of().parseHex("11000D91683108000000F10000AA05E8329BFD06");

  private static final List<Fault> FAULTS =
      List.of(
          Fault.HUNG,
          Fault.CFUN_STUCK,
          Fault.URC_STORM,
          Fault.PORT_RENUMBERED,
          Fault.REBOOT,
          Fault.POWER_CYCLE,
          Fault.NO_ANSWER,
          Fault.GARBLED,
          Fault.PORT_GONE,
          Fault.SIGNAL_LOST,
          Fault.SIM_PULLED,
          Fault.AUDIO_DEAD);

  /// These do not end by themselves or by what is done to the modem.
  private static final Map<Fault, Fault> ENDS =
      Map.of(
          Fault.NO_ANSWER, Fault.CLEAR,
          Fault.GARBLED, Fault.CLEAR,
          Fault.PORT_GONE, Fault.PORT_BACK,
          Fault.SIGNAL_LOST, Fault.CLEAR,
          Fault.SIM_PULLED, Fault.SIM_INSERTED);

  private final VirtualGateway gateway =
      new VirtualGateway(
          LINES,
          List.of(
              "quectel-ec2x",
              "quectel-uc20",
              "simcom-sim7600",
              "huawei",
              "telit-le910",
              "simcom-sim800",
              "quectel-ec2x"),
          Map.of("power-command", "/bin/true", "registration-timeout", "15"));
  private final Map<VirtualLine, Fault> faulty = new HashMap<>();
  private final List<VirtualLine> all = new ArrayList<>();

  private static boolean serves(VirtualLine line) {
    return line.status().state() == LineState.IN_SERVICE;
  }

  private static boolean parked(VirtualLine line) {
    String reason = line.status().reason();
    return reason.contains("nothing helped") || reason.startsWith("no SIM");
  }

  private void await(Duration most, Predicate<VirtualLine> wanted, String what) {
    assertTrue(
        gateway.await(most, () -> all.stream().allMatch(wanted)),
        () ->
            what
                + all.stream()
                    .filter(wanted.negate())
                    .map(line -> "\n" + line.name() + " " + faulty.get(line) + line.status())
                    .toList());
  }

  /// Each fault is noticed, and its line back or parked, within the limit from the fault on.
  private void watch() {
    Map<VirtualLine, Duration> noticed = new HashMap<>();
    Map<VirtualLine, Duration> settled = new HashMap<>();
    Duration since = gateway.now();
    gateway.await(
        LIMIT.multipliedBy(2),
        () -> {
          Duration passed = gateway.now().minus(since);
          for (VirtualLine line : faulty.keySet()) {
            if (!serves(line)) {
              noticed.putIfAbsent(line, passed);
            }
            if (noticed.containsKey(line) && (serves(line) || parked(line))) {
              settled.putIfAbsent(line, passed);
            }
          }
          return settled.size() == faulty.size();
        });
    faulty.forEach((line, fault) -> {
      Duration took = settled.getOrDefault(line, Duration.ofDays(1));
      assertTrue(
          took.compareTo(LIMIT) <= 0,
          () ->
              "%s %s: noticed after %s, settled after %s, now %s"
                  .formatted(line.name(), fault, noticed.get(line), took, line.status()));
    });
  }

  private void exchange(int round) {
    for (VirtualLine line : all) {
      try {
        gateway
            .world()
            .smsc()
            .send("+8613800000002", gateway.world().numberOf(line.name()), "message " + round);
      } catch (SmsException e) {
        throw new IllegalStateException(e);
      }
      line.send(TPDU);
    }
  }

  private void dial(VirtualLine line, int call) {
    String friend = friend(all.indexOf(line));
    line.submit(new LineCommand.Dial(call, call, friend, Presentation.DEFAULT));
  }

  /// Each line calls somebody of its own.
  private static String friend(int number) {
    return "+8613800001" + (100 + number);
  }

  /// What became of each call.
  private static Map<Integer, Cause> released(VirtualLine line) {
    Map<Integer, Cause> causes = new TreeMap<>();
    for (LineEvent event : line.events()) {
      if (event instanceof LineEvent.CallReleased gone) {
        causes.put(gone.call(), gone.cause());
      }
    }
    return causes;
  }

  private static boolean talks(VirtualLine line, int call) {
    return line.events().stream()
            .anyMatch(e -> e instanceof LineEvent.CallAnswered up && up.call() == call)
        && !released(line).containsKey(call);
  }

  /// @param healthy so many of the lines have no fault and calls, the last ones
  /// @param shift which fault the first line has
  @ParameterizedTest
  @CsvSource({"8, 0", "0, 5"})
  void eachIsBackOrParkedAndNoMessageIsLostOrDoubled(int healthy, int shift) {
    gateway.lines().forEach(all::add);
    await(Duration.ofSeconds(60), ThirtyTwoLinesTest::serves, "set up");
    for (int i = 0; i < LINES; i++) {
      gateway
          .world()
          .subscriber(friend(i))
          .behave(Behaviour.answering(Duration.ofSeconds(1), CallPlan.silent()));
    }
    List<VirtualLine> well = all.subList(LINES - healthy, LINES);
    Map<VirtualLine, Integer> before = new HashMap<>();
    well.forEach(line -> dial(line, 7));
    gateway.pass(Duration.ofSeconds(10));
    all.forEach(line -> before.put(line, line.events().size()));
    exchange(1);
    gateway.pass(Duration.ofSeconds(6));
    for (int i = 0; i < LINES - healthy; i++) {
      VirtualLine line = all.get(i);
      Fault fault = FAULTS.get((i + shift) % FAULTS.size());
      faulty.put(line, fault);
      if (fault == Fault.AUDIO_DEAD) {
        dial(line, 7); // nobody notices without a call
      }
      line.fault(fault);
    }
    watch();
    exchange(2);
    well.forEach(line -> assertTrue(talks(line, 7), () -> line.name() + released(line)));
    well.forEach(line -> line.submit(new LineCommand.Release(8, 7, Cause.NORMAL_CLEARING)));
    gateway.pass(Duration.ofSeconds(5));
    well.forEach(line -> dial(line, 9));
    gateway.pass(Duration.ofSeconds(10));
    faulty.forEach((line, fault) -> {
      if (ENDS.containsKey(fault)) {
        line.fault(java.util.Objects.requireNonNull(ENDS.get(fault)));
      }
    });
    await(Duration.ofMinutes(3), ThirtyTwoLinesTest::serves, "back");
    exchange(3);
    well.forEach(line -> assertTrue(talks(line, 9), () -> line.name() + released(line)));
    await(
        Duration.ofMinutes(10),
        line -> line.received().size() >= 3 && line.sent().size() >= 3,
        "messages");
    gateway.pass(Duration.ofMinutes(6)); // beyond a sweep of the stores
    for (VirtualLine line : all) {
      assertEquals(3, line.received().size(), () -> line.name() + " in");
      assertEquals(3, line.received().stream().distinct().count(), () -> line.name() + " distinct");
      assertEquals(
          3,
          gateway.happened().stream()
              .filter(e -> e.kind() == WorldEvent.Kind.SMS_SENT && e.subject().equals(line.name()))
              .count(),
          () -> line.name() + " out, as the network saw it");
    }
    for (VirtualLine line : well) {
      assertEquals(
          List.of(),
          line.events().stream()
              .skip(java.util.Objects.requireNonNull(before.get(line)))
              .filter(e ->
                  e instanceof LineEvent.StatusChanged(_, var status)
                      && status.state() != LineState.IN_SERVICE)
              .toList(),
          () -> line.name() + " noticed something");
    }
  }
}
