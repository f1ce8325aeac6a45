package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.edge.spool.FullDisk;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Recovered;
import io.patchbay.line.LineEvent.Recovering;
import io.patchbay.line.LineEvent.SmsReceived;
import io.patchbay.line.LineEvent.StatusChanged;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.SendSms;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the edge does about its own troubles and those of its lines.
@Timeout(60)
final class EdgeHealsTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static LineEvent alarmed(FakeTrunk trunk, String alarm, boolean there) {
    return Rig.line(
        trunk,
        event ->
            event.hasStatus()
                && event.getLine().equals("sim-1")
                && event.getStatus().containsAlarms(alarm) == there);
  }

  private static boolean isOver(EdgeUp up) {
    return up.hasLineEvent()
        && up.getLineEvent().hasStatus()
        && up.getLineEvent().getLine().equals("sim-1")
        && !up.getLineEvent().getStatus().containsAlarms("spool");
  }

  @Test
  void onAFullDiskMessagesStayOnTheCardUntilThereIsRoom() throws Exception {
    var disk = new FullDisk();
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, disk, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      disk.full(true);
      sim.emit(new SmsReceived(sim.now(), "SM:1", new byte[] {0, 1, 2}));
      String words = alarmed(trunk, "spool", true).getStatus().getAlarmsOrThrow("spool");
      assertTrue(words.endsWith("No space left on device"), words);
      assertEquals(0, sim.count(LineCommand.DeleteSms.class), "it stays where it is");
      var sms = SendSms.newBuilder().setLine("sim-1").setTpdu(ByteString.copyFrom(new byte[20]));
      var refused = trunk.ask(Command.newBuilder().setSendSms(sms), "m").getRefused();
      assertEquals(Refusal.REFUSAL_UNAVAILABLE, refused.getKind());
      assertEquals(0, sim.count(LineCommand.SendSms.class), "nothing is sent");
      disk.full(false);
      assertEquals("SM:1", sim.next(LineCommand.DeleteSms.class).handle());
      // the message and the end of the alarm, whichever comes first
      var first = trunk.next(up -> up.hasFact() || isOver(up), up -> up);
      var second = trunk.next(up -> first.hasFact() ? isOver(up) : up.hasFact(), up -> up);
      assertEquals(3, (first.hasFact() ? first : second).getFact().getSmsDeliver().size());
      assertEquals(0, sim.count(LineCommand.DeleteSms.class), "once");
    }
  }

  @Test
  void anotherModemIsAnAlarmOfTheLineAlsoAfterARestart() throws Exception {
    for (String imei : new String[] {"490154203237518", "861125030000015"}) {
      try (var trunk = new FakeTrunk();
          var edge = Rig.edge(directory, driver, trunk)) {
        Rig.assertRuns(edge);
        Rig.primary(trunk);
        var sim = driver.line("sim-1");
        sim.emit(
            new StatusChanged(
                sim.now(),
                new LineStatus(
                    LineState.IN_SERVICE, "", "home", "", 0, "", Map.of("imei", imei), Map.of())));
        boolean other = imei.startsWith("86");
        var status =
            Rig.line(
                    trunk,
                    event ->
                        event.hasStatus()
                            && imei.equals(event.getStatus().getIdentityMap().get("imei")))
                .getStatus();
        assertEquals(other, status.containsAlarms("imei"), status::toString);
      }
    }
  }

  @Test
  void whatALineDidByItselfIsKeptUntilATrunkHasIt() throws Exception {
    try (var trunk = new FakeTrunk()) {
      try (var edge = Rig.edge(directory, driver, trunk)) {
        Rig.assertRuns(edge);
        var sim = driver.line("sim-1"); // no trunk is primary yet
        sim.emit(
            new io.patchbay.line.LineEvent.Noted(sim.now(), "cell-lock", "1300: calls failed"));
        sim.emit(new SmsReceived(sim.now(), "SM:1", new byte[] {0, 1, 2}));
        sim.next(LineCommand.DeleteSms.class); // what came before the message is on the disk, too
      }
      try (var edge = Rig.edge(directory, driver, trunk)) {
        Rig.assertRuns(edge);
        Rig.primary(trunk);
        var fact = trunk.next(up -> up.hasFact() && up.getFact().hasNoted(), EdgeUp::getFact);
        assertEquals("cell-lock", fact.getNoted().getAction());
        assertEquals("1300: calls failed", fact.getNoted().getDetail());
        assertEquals("sim-1", fact.getLine());
      }
    }
  }

  @Test
  void howLinesHealIsCountedAndTimed() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      var sim = driver.line("sim-1");
      sim.emit(new Recovering(sim.now(), "no-answer", "reset"));
      sim.emit(new Recovered(sim.now(), "no-answer", "reset", Duration.ofSeconds(7)));
      Rig.assertRuns(edge); // behind them in the mailbox
      var registry = new SimpleMeterRegistry();
      edge.recoveries().bindTo(registry);
      sim.emit(new Recovered(sim.now(), "no-answer", "reset", Duration.ofSeconds(3)));
      Rig.assertRuns(edge);
      var timer = registry.get("patchbay.line.recovery").tags("step", "reset").timer();
      assertEquals(2, timer.count());
      assertEquals(5, timer.mean(TimeUnit.SECONDS));
      assertEquals(
          1, registry.get("patchbay.line.recovery.steps").tags("step", "reset").counter().count());
    }
  }
}
