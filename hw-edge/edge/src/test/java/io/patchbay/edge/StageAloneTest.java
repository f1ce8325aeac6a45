package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.PasswordHash;
import io.patchbay.edge.spool.Volume;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.CallAnswered;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.line.LineEvent.DtmfReceived;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.OnHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An edge alone asks callers for PINs and numbers as the cluster would (H-160 to H-164, G-149,
/// G-155).
@Timeout(60)
final class StageAloneTest {
  private static final String PIN = "4712";

  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static String documents(String sim) {
    return Rig.LINES.replace("number: \"13800000001\"", sim)
        + """
        ---
        {kind: DialPlan, name: default, spec: {rules: [{pattern: "10xxx", to: {line: sim-1}}]}}
        ---
        {kind: Pin, name: office, spec: {pin-hash: "%s", lock-after: 3}}
        """
            .formatted(PasswordHash.of(PIN, new byte[] {1, 2, 3, 4}));
  }

  /// An edge whose trunk is there and does not take it yet.
  private Edge alone(FakeTrunk trunk, String sim) throws Exception {
    trunk.keepWaiting();
    Edge edge = Rig.edge(directory, driver, Volume.ofThisMachine(), documents(sim), trunk);
    Rig.assertRuns(edge);
    Rig.hello(trunk);
    return edge;
  }

  private static void lift(ScriptedLine phone, String number) {
    phone.emit(new OffHook(phone.now()));
    type(phone, number);
  }

  private static void type(ScriptedLine phone, String digits) {
    digits.chars().forEach(digit -> phone.emit(new PulseDigit(phone.now(), (char) digit)));
  }

  /// Waits for silence, and then for a tone.
  static void hearsAToneAnew(ScriptedLine line) {
    short[] silence = new short[160];
    while (!Arrays.equals(line.nextWritten(), silence)) {
      // what was heard before
    }
    hearsATone(line);
  }

  private static void hearsATone(ScriptedLine line) {
    while (Arrays.equals(line.nextWritten(), new short[160])) {
      // not yet
    }
  }

  private static CallRecord record(FakeTrunk trunk) {
    CallRecord record = trunk.next(EdgeUp::hasFact, EdgeUp::getFact).getCallRecord();
    assertFalse(record.toString().contains(PIN), record.toString());
    return record;
  }

  @Test
  void aPhoneEntersThePinAndItsCallGoesOn() throws Exception {
    try (var trunk = new FakeTrunk();
        var _ = alone(trunk, "call-out-pin: office")) {
      ScriptedLine phone = driver.line("fxs-1");
      ScriptedLine sim = driver.line("sim-1");
      lift(phone, "10086");
      hearsAToneAnew(phone);
      assertEquals(0, sim.count(LineCommand.Dial.class));
      type(phone, PIN + "#");
      var dial = sim.next(LineCommand.Dial.class);
      assertEquals("10086", dial.number());
      sim.emit(new CallAnswered(sim.now(), dial.call()));
      phone.emit(new OnHook(phone.now()));
      sim.next(LineCommand.Release.class);
      trunk.welcome();
      CallRecord record = record(trunk);
      assertTrue(
          record.getTraceList().contains("entered: PIN office was right"), record.toString());
      assertEquals("10086", record.getCalledNumber());
      assertEquals(0, record.getWrongPins());
      assertTrue(record.hasAnsweredAt(), record.toString());
      assertTrue(record.getDecidedLocally());
    }
  }

  @Test
  void threeWrongPinsEndTheCallAndLockTheCallerAlsoAfterARestart() throws Exception {
    try (var trunk = new FakeTrunk()) {
      try (var _ = alone(trunk, "call-out-pin: office")) {
        ScriptedLine phone = driver.line("fxs-1");
        lift(phone, "10086");
        for (String wrong : new String[] {"1111", "4711", "47120"}) {
          hearsAToneAnew(phone);
          type(phone, wrong + "#");
        }
        // busy or congestion tone
        hearsAToneAnew(phone);
        phone.emit(new OnHook(phone.now()));
        trunk.welcome();
        CallRecord record = record(trunk);
        assertEquals("office", record.getPin());
        assertEquals(3, record.getWrongPins());
        assertEquals(21, record.getCause());
      }
      try (var _ = alone(trunk, "call-out-pin: office")) {
        ScriptedLine phone = driver.line("fxs-1");
        lift(phone, "10086");
        // it is refused
        hearsAToneAnew(phone);
        trunk.welcome();
        CallRecord record =
            trunk
                .next(
                    up -> up.hasFact() && up.getFact().getCallRecord().getPin().isEmpty(),
                    EdgeUp::getFact)
                .getCallRecord();
        assertEquals(21, record.getCause());
        assertTrue(
            record.getTraceList().toString().contains("PIN office was wrong 3 times"),
            record.toString());
      }
    }
  }

  @Test
  void aMobileCallerEntersThePinAndThenANumber() throws Exception {
    try (var trunk = new FakeTrunk();
        var _ = alone(trunk, "incoming: {second-stage: {pin: office}}")) {
      ScriptedLine sim = driver.line("sim-1");
      ScriptedLine phone = driver.line("fxs-2");
      sim.emit(new CallOffered(sim.now(), 7, "13900000002", ""));
      sim.next(LineCommand.Answer.class);
      sim.emit(new CallAnswered(sim.now(), 7));
      hearsATone(sim);
      press(sim, PIN + "#");
      hearsAToneAnew(sim);
      press(sim, "202#");
      assertEquals("13900000002", phone.next(LineCommand.Ring.class).callerNumber());
      phone.emit(new OffHook(phone.now()));
      phone.emit(new OnHook(phone.now()));
      sim.next(LineCommand.Release.class);
      trunk.welcome();
      CallRecord record = record(trunk);
      assertTrue(record.getTraceList().contains("entered: 202 was entered"), record.toString());
      assertEquals("fxs-2", record.getLegs(1).getName());
    }
  }

  @Test
  void anEmergencyNumberIsCalledWhereAPinIsAskedFor() throws Exception {
    try (var trunk = new FakeTrunk();
        var _ = alone(trunk, "call-out-pin: office")) {
      ScriptedLine phone = driver.line("fxs-1");
      lift(phone, "10086");
      hearsAToneAnew(phone);
      type(phone, "112#");
      var help = driver.line("sim-1").next(LineCommand.Dial.class);
      assertEquals("112", help.number());
      assertTrue(help.emergency());
    }
  }

  private static void press(ScriptedLine sim, String digits) {
    digits.chars().forEach(digit -> sim.emit(new DtmfReceived(sim.now(), 7, (char) digit)));
  }
}
