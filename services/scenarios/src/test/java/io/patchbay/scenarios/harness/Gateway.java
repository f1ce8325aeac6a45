package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The product itself, started as `./patchbay up` starts it.
public final class Gateway implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(150);
  private static final int FIRST_OFFSET = 700;
  private static final int BLOCK = 700;
  private static final int BLOCKS = 17;
  private static final int[] FIXED_PORTS = {
    5060, 5061, 5062, 5063, 5080, 8080, 8081, 8082, 8083, 8084, 8085, 8091, 9090, 9091, 9092, 9093,
    9094, 9099, 9191, 15_432, 19_092, 19_093
  };
  private static final AtomicInteger GIVEN = new AtomicInteger();

  private final Path data;
  private final int offset;
  private final List<String> options;
  private Process process;
  private Ready ready;

  private Gateway(Path data, int offset, List<String> options) throws IOException {
    this.data = data;
    this.offset = offset;
    this.options = List.copyOf(options);
    this.process = launch();
    try {
      this.ready = awaitReady();
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Starts an installation with free ports in a new directory below `target`.
  public static Gateway start(String... options) throws IOException {
    Path data =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "gateways")), "up");
    return new Gateway(data.toAbsolutePath(), freeOffset(), List.of(options));
  }

  /// Runs `up` with these options and data, and returns what it printed once it ended.
  public static Ended runToEnd(Path data, int offset, String... options)
      throws IOException, InterruptedException {
    List<String> command = command(data, offset);
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /// Runs a verb of the launcher's that asks this gateway, and returns what it printed.
  public Ended client(String... arguments) {
    List<String> command = new ArrayList<>(java("-Xmx128m", "io.patchbay.standalone.ClientMain"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString(), "--port-offset", String.valueOf(offset)));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", arguments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(String.join(" ", arguments), e);
    }
  }

  /// A finished run.
  public record Ended(int exitCode, String output) {}

  /// A program of the product: java with its options, class path and main class.
  static List<String> java(String heap, String main) {
    String built = Path.of("..", "standalone", "target", "patchbay", "lib").toString();
    Path lib = Path.of(System.getProperty("patchbay.lib", built)).toAbsolutePath().normalize();
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    Path edges = lib.resolveSibling("edge.aot");
    Path cache =
        main.endsWith(".EdgeMain") && Files.exists(edges)
            ? edges
            : lib.resolveSibling("patchbay.aot");
    if (Files.exists(cache)) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr"));
    }
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-XX:TieredStopAtLevel=1",
            heap,
            "-cp",
            lib + "/*",
            main));
    return command;
  }

  private static List<String> command(Path data, int offset) {
    List<String> command =
        new ArrayList<>(java("-Xmx768m", "io.patchbay.standalone.StandaloneMain"));
    command.addAll(List.of("--data", data.toString(), "--port-offset", String.valueOf(offset)));
    return command;
  }

  private Process launch() throws IOException {
    Files.deleteIfExists(readyFile());
    List<String> command = command(data, offset);
    command.addAll(List.of("--ready-file", readyFile().toString()));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("terminal.txt").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
    return started;
  }

  private Path readyFile() {
    return data.resolve("ready.json");
  }

  private Ready awaitReady() {
    return Await.value(
        "ready file (see " + data + ")",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("up ended with " + process.exitValue() + ": " + terminal());
          }
          return Files.exists(readyFile())
              ? Optional.of(Ready.read(readyFile()))
              : Optional.empty();
        });
  }

  /// Everything it printed so far.
  public String terminal() throws IOException {
    return Files.readString(data.resolve("terminal.txt"));
  }

  public Ready ready() {
    return ready;
  }

  public Path data() {
    return data;
  }

  public int offset() {
    return offset;
  }

  /// Where the trunk peer `pbx` is expected.
  public int trunkPeerPort() {
    return 5080 + offset;
  }

  /// Where edges attach.
  int edgePort() {
    return 9091 + offset;
  }

  /// A generated secret by name.
  public String secret(String name) throws IOException {
    return Files.readAllLines(data.resolve("secrets")).stream()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no secret " + name))
        .substring(name.length() + 1);
  }

  public long pid() {
    return process.pid();
  }

  /// The process of one service under `--processes`, by its pid file.
  public ProcessHandle child(String service) throws IOException {
    long pid = Long.parseLong(Files.readString(data.resolve("pids").resolve(service)).strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(service + " is not running"));
  }

  /// A process that the product has started with this main class.
  public ProcessHandle child(String main, Duration deadline) {
    return Await.value(
        "process of " + main,
        deadline,
        () -> process.descendants().filter(child -> commandLine(child).contains(main)).findFirst());
  }

  private static String commandLine(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(child.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  /// Stops or continues a process of the gateway by signal: it stands still, its connections stay.
  public static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + signal + " " + process.pid() + ": " + code);
    }
  }

  /// Waits until all services under `--processes` say that they are up, also those killed before.
  public void awaitUp(Duration deadline) {
    awaitUp(deadline, 8080, 8081, 8091, 8082, 8083, 8084, 8085);
  }

  /// Waits until these HTTP ports (without the offset) say that their service is up.
  private void awaitUp(Duration deadline, int... ports) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int port : ports) {
        HttpRequest health =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + offset) + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        Await.until(
            "health of the service at " + port + "+" + offset,
            deadline,
            () -> http.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
      }
    }
  }

  /// Waits for a state of the edge, as its health tells: `lines`, `calls`, `trunks`, ….
  public void awaitEdge(String what, java.util.function.Predicate<JsonNode> state) {
    EdgeHealth.await(8085 + offset, what + " at the edge (see " + data + ")", state);
  }

  /// SIGTERM; returns how long it took to end.
  public Duration stop() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("SIGTERM did not stop the gateway in 20 s");
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// kill −9.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(5, TimeUnit.SECONDS);
  }

  /// Starts again on the same data and ports.
  public void restart() throws IOException {
    process = launch();
    ready = awaitReady();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /// The offset of the next block of ports all of which are free now. No two gateways of a run get
  /// the same: what was left over by a test of one must not talk to another.
  public static int freeOffset() throws IOException {
    for (int attempt = 0; attempt < BLOCKS; attempt++) {
      int offset = FIRST_OFFSET + BLOCK * (GIVEN.getAndIncrement() % BLOCKS);
      if (IntStream.of(FIXED_PORTS).map(port -> port + offset).allMatch(Ports::free)) {
        return offset;
      }
    }
    throw new IOException("no free block of ports");
  }
}
