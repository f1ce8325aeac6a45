package io.patchbay.scenarios.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.proto.config.v1.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A device in a branch: an edge alone, as `./patchbay edge --config DIR` starts it, with simulated
/// lines of its own, and the path to the services of a gateway.
///
/// Lines `branch-sim`, `branch-fxs-1` (number 301), `branch-fxs-2` (302), `branch-fxo`.
public final class Branch implements AutoCloseable {
  private static final String DOCUMENTS =
      """
      kind: Edge
      name: branch-1
      spec: {bind: 127.0.0.1, trunks: ["127.0.0.1:${trunk}"], rtp-port-min: ${rtp-min}, rtp-port-max: ${rtp-max}}
      ---
      kind: Line
      name: branch-sim
      spec:
        edge: branch-1
        kind: sim
        driver: gsm-at
        number: "+8613900000091"
        settings: {command-port: "${sim}/gsm-1.at", audio-port: "${sim}/gsm-1.pcm", family: quectel-ec2x}
      ---
      kind: Line
      name: branch-fxs-1
      spec: {edge: branch-1, kind: fxs, driver: sim, number: "301", settings: {socket: "${sim}/fxs-1.sock"}}
      ---
      kind: Line
      name: branch-fxs-2
      spec: {edge: branch-1, kind: fxs, driver: sim, number: "302", settings: {socket: "${sim}/fxs-2.sock"}}
      ---
      kind: Line
      name: branch-fxo
      spec: {edge: branch-1, kind: fxo, driver: sim, settings: {socket: "${sim}/fxo-1.sock"}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {name: exchange, pattern: "9x+", strip: 1, to: {line: branch-fxo}}
          - {name: mobile, pattern: "1[3-9]xxxxxxxxx | +x+", to: {line: branch-sim}}
      """;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final Link link;
  private final int http;
  private final Simulated world;

  private Branch(Gateway gateway) throws IOException {
    directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "branches")), "b")
            .toAbsolutePath();
    link = new Link(gateway.edgePort());
    int simulator = Ports.freeBlock(2);
    http = simulator + 1;
    try {
      run("sim", "io.patchbay.simulator.SimMain", simulator(simulator), "");
      run("edge", "io.patchbay.edge.EdgeMain", edge(), gateway.secret("edge-token"));
      world =
          Await.value(
              "simulated world of the branch (see " + directory + ")",
              Duration.ofSeconds(30),
              () -> java.util.Optional.of(new Simulated(simulator)));
      awaitEdge("lines in service", state -> state.path("linesInService").asInt() == 4);
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /// Starts one whose path to the services of this gateway is cut.
  public static Branch alone(Gateway gateway) throws IOException {
    return new Branch(gateway);
  }

  private List<String> simulator(int port) {
    return List.of(
        "serve",
        "--dir",
        directory.resolve("sim").toString(),
        "--port",
        String.valueOf(port),
        "--sim-lines",
        "1",
        "--fxs",
        "2",
        "--fxo",
        "1");
  }

  private List<String> edge() throws IOException {
    int rtp = Ports.freeBlock(200);
    String text =
        DOCUMENTS
            .replace("${trunk}", String.valueOf(link.port()))
            .replace("${sim}", directory.resolve("sim").toString())
            .replace("${rtp-min}", String.valueOf(rtp))
            .replace("${rtp-max}", String.valueOf(rtp + 199));
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(config.resolve("branch.yaml"), text);
    return List.of(
        "--config",
        config.toString(),
        "--data",
        directory.resolve("data").toString(),
        "--name",
        "branch-1",
        "--micronaut.server.port=" + http);
  }

  private void run(String name, String main, List<String> arguments, String token)
      throws IOException {
    List<String> command = new ArrayList<>(Gateway.java("-Xmx256m", main));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile());
    builder.environment().put("PATCHBAY_EDGE_TOKEN", token);
    Process started = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    processes.add(started);
  }

  public Simulated world() {
    return world;
  }

  public Handset phone(int number) {
    return new Handset(world, "fxs-" + number);
  }

  /// Says in the console where the hardware of its lines is: an edge that the console knows has its
  /// lines from there.
  public void tellConsole(Records records) {
    tell(records, "branch-sim", "command-port", "gsm-1.at");
    tell(records, "branch-sim", "audio-port", "gsm-1.pcm");
    tell(records, "branch-fxs-1", "socket", "fxs-1.sock");
    tell(records, "branch-fxs-2", "socket", "fxs-2.sock");
    tell(records, "branch-fxo", "socket", "fxo-1.sock");
  }

  private void tell(Records records, String line, String setting, String file) {
    Document.Builder document = records.document("Line", line).toBuilder().clearRevision();
    document
        .getLineBuilder()
        .putSettings(setting, directory.resolve("sim").resolve(file).toString());
    records.put(document.build());
  }

  /// The services can be reached; returns when the edge is attached.
  public void connect() throws IOException {
    link.mend();
    awaitEdge("trunk", state -> state.path("trunks").asInt() == 1);
  }

  /// The services cannot be reached any more; returns when the edge knows.
  public void cutOff() throws IOException {
    link.cut();
    awaitEdge("loneliness", state -> state.path("trunks").asInt() == 0);
  }

  /// Waits until the edge keeps a document of this kind, for the time when it is alone.
  public void awaitGiven(String kind) {
    Path given = directory.resolve("data").resolve("configuration.pb");
    Await.until(
        kind + " in " + given,
        Duration.ofSeconds(20),
        () ->
            Files.exists(given)
                && new String(Files.readAllBytes(given), ISO_8859_1).contains(kind));
  }

  /// Waits for a state of the edge, as its health tells: `lines`, `calls`, `trunks`,
  /// `spooledFacts`, ….
  public void awaitEdge(String what, java.util.function.Predicate<JsonNode> state) {
    EdgeHealth.await(http, what + " at the edge (see " + directory + ")", state);
  }

  @Override
  public void close() throws IOException {
    link.close();
    if (world != null) {
      world.close();
    }
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
