package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.edge.config.EdgeSettings;
import io.patchbay.edge.driver.Drivers;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.spool.Volume;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.CallAnswered;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Hello;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An edge with scripted lines and fake trunks.
final class Rig {
  static final String LINES =
      """
      kind: Edge
      name: edge-1
      spec:
        bind: 127.0.0.1
      ---
      kind: Line
      name: sim-1
      spec:
        edge: edge-1
        kind: sim
        driver: scripted
        number: "13800000001"
      ---
      kind: Line
      name: fxs-1
      spec:
        edge: edge-1
        kind: fxs
        driver: scripted
        number: "201"
        inter-digit-timeout-ms: 200
      ---
      kind: Line
      name: fxs-2
      spec:
        edge: edge-1
        kind: fxs
        driver: scripted
        number: "202"
      """;

  private Rig() {}

  static Edge edge(Path directory, ScriptedDriver driver, FakeTrunk... trunks) throws IOException {
    return edge(directory, driver, Volume.ofThisMachine(), trunks);
  }

  static Edge edge(Path directory, ScriptedDriver driver, Volume disk, FakeTrunk... trunks)
      throws IOException {
    return edge(directory, driver, disk, LINES, trunks);
  }

  /// With documents of the caller's.
  static Edge edge(
      Path directory, ScriptedDriver driver, Volume disk, String documents, FakeTrunk... trunks)
      throws IOException {
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(config.resolve("lines.yaml"), documents);
    var settings =
        new EdgeSettings(
            "edge-1",
            Arrays.stream(trunks).map(FakeTrunk::address).toList(),
            "secret",
            directory.resolve("data"),
            Optional.of(config),
            Map.of(),
            InetAddress.ofLiteral("127.0.0.1"),
            InetAddress.ofLiteral("127.0.0.1"),
            26_000,
            26_200,
            Duration.ofSeconds(20));
    return EdgeFactory.start(settings, new Drivers(List.of(driver)), disk);
  }

  static Hello hello(FakeTrunk trunk) {
    return trunk.next(EdgeUp::hasHello, EdgeUp::getHello);
  }

  /// The mailbox answers, with the three lines.
  static void assertRuns(Edge edge) {
    var view = new CompletableFuture<Desk.View>();
    edge.desk().view(view::complete);
    assertEquals(3, view.orTimeout(10, TimeUnit.SECONDS).join().lines().size());
  }

  /// The word that this replica is primary.
  static void primary(FakeTrunk trunk) {
    trunk.next(up -> up.hasHeartbeat() && up.getHeartbeat().getPrimary(), up -> up);
  }

  static LineEvent line(FakeTrunk trunk, Predicate<LineEvent> kind) {
    return trunk.next(
        up -> up.hasLineEvent() && kind.test(up.getLineEvent()), EdgeUp::getLineEvent);
  }

  static LineEvent offered(FakeTrunk trunk) {
    return line(trunk, LineEvent::hasOffered);
  }

  /// A call of a mobile that is answered; its leg.
  static String answered(FakeTrunk trunk, ScriptedLine sim) throws Exception {
    sim.emit(new CallOffered(sim.now(), 1, "13900000002", ""));
    String leg = offered(trunk).getLegId();
    trunk.send(
        Command.newBuilder()
            .setCommandId("1")
            .setAnswer(Answer.newBuilder().setLegId(leg))
            .build());
    assertEquals(1, sim.next(LineCommand.Answer.class).call());
    sim.emit(new CallAnswered(sim.now(), 1));
    line(trunk, LineEvent::hasAnswered);
    return leg;
  }
}
