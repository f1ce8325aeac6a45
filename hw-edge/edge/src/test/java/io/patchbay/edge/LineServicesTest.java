package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Forward;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.StatusChanged;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.LearnNumber;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands on a line outside calls: what its network does for it, and its number.
@Timeout(60)
final class LineServicesTest {
  @TempDir Path directory = Path.of("");
  private final ScriptedDriver driver = new ScriptedDriver();

  private static CallForward forward(ForwardReason reason, String number, int seconds) {
    return CallForward.newBuilder()
        .setReason(reason)
        .setNumber(number)
        .setNoAnswerSeconds(seconds)
        .build();
  }

  private static Command.Builder forwarding(Forwarding.Builder forwarding) {
    return Command.newBuilder().setForwarding(forwarding.setLine("sim-1"));
  }

  @Test
  void forwardingIsAskedForAndChanged() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      var said = new Forward(Forward.Reason.NO_ANSWER, "+8613900000002", 20);
      sim.answers(_ -> new Outcome.Forwards(List.of(said)));
      var asked = trunk.ask(forwarding(Forwarding.newBuilder()), "1");
      assertEquals(
          List.of(forward(ForwardReason.FORWARD_REASON_NO_ANSWER, "+8613900000002", 20)),
          asked.getAccepted().getForwardsList());
      var query = sim.next(LineCommand.QueryForwarding.class);
      assertEquals(List.of(Forward.Reason.values()), query.reasons());
      var wanted = forward(ForwardReason.FORWARD_REASON_BUSY, "13900000003", 0);
      var set = Forwarding.newBuilder().setSet(wanted).setDuringCall(true);
      assertTrue(trunk.ask(forwarding(set), "2").hasAccepted());
      var change = sim.next(LineCommand.SetForwarding.class);
      assertEquals(new Forward(Forward.Reason.BUSY, "13900000003", 0), change.wanted());
      assertTrue(change.duringCall());
      var busy = Forwarding.newBuilder().setAsk(ForwardReason.FORWARD_REASON_BUSY);
      assertTrue(trunk.ask(forwarding(busy), "3").hasAccepted());
      assertEquals(
          List.of(Forward.Reason.BUSY), sim.next(LineCommand.QueryForwarding.class).reasons());
    }
  }

  @Test
  void forwardingThatMakesNoSenseIsRefusedByName() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var times =
          Map.of(
              forward(ForwardReason.FORWARD_REASON_BUSY, "12x", 0), "'12x' is no telephone number",
              forward(ForwardReason.FORWARD_REASON_NO_ANSWER, "139000", 7), "7 s",
              forward(ForwardReason.FORWARD_REASON_UNSPECIFIED, "139000", 0), "reason");
      times.forEach((wanted, words) -> {
        var refused =
            trunk.ask(forwarding(Forwarding.newBuilder().setSet(wanted)), words).getRefused();
        assertEquals(Refusal.REFUSAL_INVALID, refused.getKind());
        assertTrue(refused.getReason().contains(words), refused.getReason());
      });
    }
  }

  @Test
  void aNumberIsLearnedForTheCardThatIsInTheLineOnly() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.emit(
          new StatusChanged(
              sim.now(),
              new LineStatus(
                  LineState.IN_SERVICE, "", "home", "", 0, "", Map.of("iccid", "8986"), Map.of())));
      Rig.line(trunk, event -> event.hasStatus() && !event.getStatus().getIdentityMap().isEmpty());
      var other = LearnNumber.newBuilder().setLine("sim-1").setCard("8987").setNumber("13800001111");
      assertEquals(
          Refusal.REFUSAL_INVALID,
          trunk.ask(Command.newBuilder().setLearnNumber(other), "1").getRefused().getKind());
      var right = other.setCard("8986");
      assertTrue(trunk.ask(Command.newBuilder().setLearnNumber(right), "2").hasAccepted());
      assertEquals(
          "13800000001",
          Rig.line(trunk, LineEvent::hasStatus).getStatus().getNumber(),
          "what is configured comes first");
    }
  }
}
