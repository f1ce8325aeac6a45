package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.edge.spool.Volume;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.OnHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.SetPhones;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is set on phones holds on an edge alone, and what is dialled there is told to the cluster
/// (H8).
@Timeout(60)
final class PhoneAloneTest {
  private static final String DOCUMENTS =
      Rig.LINES
          + """
          ---
          {kind: DialPlan, name: default, spec: {rules: [{pattern: "10xxx", to: {line: sim-1}}]}}
          """;

  @TempDir Path directory;
  private ScriptedDriver driver = new ScriptedDriver();

  private Edge edge(FakeTrunk... trunks) throws Exception {
    Edge edge = Rig.edge(directory, driver, Volume.ofThisMachine(), DOCUMENTS, trunks);
    Rig.assertRuns(edge);
    return edge;
  }

  private static void dial(ScriptedLine phone, String number) {
    phone.emit(new OffHook(phone.now()));
    number.chars().forEach(digit -> phone.emit(new PulseDigit(phone.now(), (char) digit)));
  }

  private static PhoneSetting setting(EdgeUp up) {
    return up.getFact().getPhoneSetting();
  }

  private static CallRecord record(FakeTrunk trunk) {
    return trunk.next(
        up -> up.hasFact() && up.getFact().hasCallRecord(), up -> up.getFact().getCallRecord());
  }

  @Test
  void whatTheTrunkHasToldHoldsOnAnEdgeAloneAfterARestart() throws Exception {
    try (var trunk = new FakeTrunk();
        var _ = edge(trunk)) {
      Rig.primary(trunk);
      var told =
          PhoneSetting.newBuilder()
              .setPhone("line/fxs-2")
              .setFeature(PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS)
              .setOn(true)
              .setNumber("10086")
              .setAt(Timestamps.fromSeconds(1));
      var command = Command.newBuilder().setSetPhones(SetPhones.newBuilder().addSettings(told));
      assertTrue(trunk.ask(command, "p").hasAccepted());
      while (!Files.exists(directory.resolve("data/phone-settings"))) {
        Thread.onSpinWait();
      }
    }
    driver = new ScriptedDriver();
    try (var _ = edge()) {
      dial(driver.line("fxs-1"), "202");
      assertEquals("10086", driver.line("sim-1").next(LineCommand.Dial.class).number());
    }
  }

  @Test
  void aForwardingThatIsDialledOnAnEdgeAloneHoldsAndIsTold() throws Exception {
    try (var trunk = new FakeTrunk()) {
      trunk.keepWaiting();
      try (var _ = edge(trunk)) {
        ScriptedLine phone = driver.line("fxs-1");
        dial(phone, "*7210086#");
        StageAloneTest.hearsAToneAnew(phone);
        phone.emit(new OnHook(phone.now()));
        dial(driver.line("fxs-2"), "201");
        assertEquals("10086", driver.line("sim-1").next(LineCommand.Dial.class).number());
        trunk.welcome();
        PhoneSetting told =
            trunk.next(
                up -> up.hasFact() && up.getFact().hasPhoneSetting(), PhoneAloneTest::setting);
        assertEquals("line/fxs-1", told.getPhone());
        assertEquals(PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS, told.getFeature());
        assertEquals("10086", told.getNumber());
        assertTrue(told.getOn());
      }
    }
  }

  @Test
  void aBusyPhoneSendsCallsOnAndAFreeOneRings() throws Exception {
    try (var _ = edge()) {
      ScriptedLine phone = driver.line("fxs-1");
      ScriptedLine other = driver.line("fxs-2");
      ScriptedLine sim = driver.line("sim-1");
      dial(phone, "*9010086#");
      StageAloneTest.hearsAToneAnew(phone);
      phone.emit(new OnHook(phone.now()));
      dial(other, "201#");
      phone.next(LineCommand.Ring.class);
      assertEquals(0, sim.count(LineCommand.Dial.class));
      other.emit(new OnHook(other.now()));
      phone.next(LineCommand.Release.class);
      phone.emit(new OffHook(phone.now()));
      dial(other, "201#");
      assertEquals("10086", sim.next(LineCommand.Dial.class).number());
    }
  }

  @Test
  void aPhoneThatWantsNoCallsIsBusyAndIsNotRungForOthers() throws Exception {
    try (var trunk = new FakeTrunk()) {
      trunk.keepWaiting();
      try (var _ = edge(trunk)) {
        ScriptedLine phone = driver.line("fxs-2");
        dial(phone, "*78");
        StageAloneTest.hearsAToneAnew(phone);
        phone.emit(new OnHook(phone.now()));
        ScriptedLine other = driver.line("fxs-1");
        dial(other, "202");
        StageAloneTest.hearsAToneAnew(other);
        other.emit(new OnHook(other.now()));
        trunk.welcome();
        CallRecord code = record(trunk);
        assertEquals("*78", code.getCalledNumber());
        CallRecord refused = record(trunk);
        assertEquals("202", refused.getCalledNumber());
        assertEquals(17, refused.getCause());
        assertEquals(0, phone.count(LineCommand.Ring.class));
      }
    }
  }
}
