package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.edge.spool.Volume;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.line.LineEvent.CallReleased;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.OnHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A phone that stands on an exchange line, with an edge that is alone (H-153 to H-157, H-165).
final class PassThroughTest {
  private static final String LINES =
      """
      {kind: Edge, name: edge-1, spec: {bind: 127.0.0.1}}
      ---
      {kind: Trunk, name: itsp, spec: {address: "192.0.2.1"}}
      ---
      kind: Line
      name: fxs-1
      spec: {edge: edge-1, kind: fxs, driver: scripted, number: "201", account: itsp, dial-plan: "{L:617x|2xx}", inter-digit-timeout-ms: 200}
      ---
      {kind: Line, name: fxs-2, spec: {edge: edge-1, kind: fxs, driver: scripted, number: "202"}}
      ---
      kind: Line
      name: fxo-1
      spec: {edge: edge-1, kind: fxo, driver: scripted, incoming: {line: fxs-2}, pass-through: {phone: fxs-1, rings: 1}}
      """;

  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private Edge alone() throws Exception {
    Edge edge = Rig.edge(directory, driver, Volume.ofThisMachine(), LINES);
    Rig.assertRuns(edge);
    return edge;
  }

  private static void dial(ScriptedLine phone, String number) {
    phone.emit(new OffHook(phone.now()));
    number.chars().forEach(digit -> phone.emit(new PulseDigit(phone.now(), (char) digit)));
  }

  private static void hangUp(ScriptedLine phone) {
    phone.emit(new OnHook(phone.now()));
  }

  @Test
  void theAccessCodeSeizesTheLineUntilThePhoneHangsUp() throws Exception {
    try (var _ = alone()) {
      ScriptedLine phone = driver.line("fxs-1");
      ScriptedLine exchange = driver.line("fxo-1");
      dial(phone, "*00");
      exchange.next(LineCommand.OffHook.class);
      hangUp(phone);
      exchange.next(LineCommand.OnHook.class);
      // and again, at once: it waits for the guard time
      dial(phone, "*00");
      exchange.next(LineCommand.OffHook.class);
    }
  }

  @Test
  void localNumbersAndThoseOfATrunkThatIsAwayGoOutByTheExchangeLine() throws Exception {
    try (var _ = alone()) {
      ScriptedLine phone = driver.line("fxs-1");
      ScriptedLine exchange = driver.line("fxo-1");
      for (String number : new String[] {"6175", "299"}) {
        dial(phone, number);
        exchange.next(LineCommand.OffHook.class);
        hangUp(phone);
        exchange.next(LineCommand.OnHook.class);
      }
    }
  }

  @Test
  void theExchangeRingsThePhoneAndThenWhoeverIsNext() throws Exception {
    try (var _ = alone()) {
      ScriptedLine exchange = driver.line("fxo-1");
      ScriptedLine phone = driver.line("fxs-1");
      ScriptedLine other = driver.line("fxs-2");
      exchange.emit(new CallOffered(exchange.now(), 3, "5551212", "Bo"));
      assertEquals("5551212", phone.next(LineCommand.Ring.class).callerNumber());
      phone.next(LineCommand.Release.class);
      other.next(LineCommand.Ring.class);
      other.emit(new OffHook(other.now()));
      exchange.next(LineCommand.Answer.class);
      exchange.emit(new CallReleased(exchange.now(), 3, Cause.NORMAL_CLEARING));
    }
  }
}
