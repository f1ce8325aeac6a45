package io.patchbay.standalone.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.config.v1.ConfigurationGrpc;
import io.patchbay.standalone.jvm.JavaCommand;
import io.patchbay.standalone.jvm.JvmOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The whole gateway as `./patchbay up` runs it: one JVM, PostgreSQL beside it.
public final class Product implements AutoCloseable {
  /// The process that is started; with a process for each service it holds the broker only.
  static final String GATEWAY = "gateway";

  private static final String TOKEN = "edge-token=";
  private static final int START_SECONDS = 120;
  private static final String MAIN = "io.patchbay.standalone.StandaloneMain";

  private static final Pattern PHONE =
      Pattern.compile("\"user\"\\s*:\\s*\"101\"\\s*,\\s*\"password\"\\s*:\\s*\"([^\"]+)\"");

  private final JavaProcess process;
  private final Path data;
  private final int offset;
  private final String ready;
  private final double startSeconds;

  private Product(JavaProcess process, Path data, int offset, String ready, double startSeconds) {
    this.process = process;
    this.data = data;
    this.offset = offset;
    this.ready = ready;
    this.startSeconds = startSeconds;
  }

  /// Everything in one JVM, on free ports and an empty data directory; returns when it takes calls.
  ///
  /// @throws BenchFailure it does not
  public static Product start(Path directory, LongSupplier nanoTime) {
    return start(
        directory,
        nanoTime,
        command -> JavaCommand.of(JvmOptions.GATEWAY, MAIN, command),
        List.of());
  }

  /// As [#start], a JVM for each service.
  public static Product startProcesses(Path directory, LongSupplier nanoTime) {
    return start(
        directory,
        nanoTime,
        command -> JavaCommand.of(JvmOptions.GATEWAY, MAIN, command),
        List.of("--processes"));
  }

  /// As [#startProcesses], with these documents instead of the built-in ones.
  static Product startProcesses(Path directory, Path documents, LongSupplier nanoTime) {
    return start(
        directory,
        nanoTime,
        command -> JavaCommand.of(JvmOptions.GATEWAY, MAIN, command),
        List.of("--processes", "--config", documents.toString()));
  }

  /// As [#start]; when it is stopped, the JVM writes what it learned into `cache`.
  static Product startTraining(Path directory, Path cache, LongSupplier nanoTime) {
    return start(
        directory,
        nanoTime,
        command -> JavaCommand.training(cache, JvmOptions.TRAINING, MAIN, command),
        List.of());
  }

  private static Product start(
      Path directory, LongSupplier nanoTime, UnaryOperator<List<String>> jvm, List<String> more) {
    int offset = FreePorts.offset();
    Path data = directory.resolve("data");
    Path readyFile = directory.resolve("ready.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data", data.toString(),
                "--port-offset", Integer.toString(offset),
                "--ready-file", readyFile.toString()));
    arguments.addAll(more);
    long began = nanoTime.getAsLong();
    JavaProcess process = JavaProcess.run(directory.resolve("up.log"), jvm.apply(arguments));
    boolean done =
        Waiting.forCondition(
            START_SECONDS * 1000L, nanoTime, () -> !read(readyFile).isEmpty() || !process.alive());
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    String ready = read(readyFile);
    if (!done || ready.isEmpty()) {
      String why = process.lastLine();
      process.close();
      throw new BenchFailure("the gateway does not start: " + why);
    }
    return new Product(process, data, offset, ready, seconds);
  }

  /// From starting the JVM to the ready file.
  public double startSeconds() {
    return startSeconds;
  }

  /// Of the JVM.
  public double rssMegabytes() {
    return ProcessMeter.rssMegabytes(process.pid());
  }

  /// Of a service that has a process of its own.
  double rssMegabytes(String service) {
    Path file = data.resolve("pids").resolve(service);
    try {
      return ProcessMeter.rssMegabytes(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new BenchFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Of PostgreSQL's processes, shared memory counted once.
  public double databaseMegabytes() {
    return database().mapToDouble(one -> ProcessMeter.pssMegabytes(one.pid())).sum();
  }

  /// The postmaster, which writes its process id into its data directory, and its children.
  private Stream<ProcessHandle> database() {
    Path pidFile = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      return ProcessHandle.of(pid).stream()
          .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    } catch (IOException e) {
      throw new BenchFailure(pidFile + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// CPU time used so far, by process: `gateway`, and the services that have one of their own; not
  /// PostgreSQL.
  Map<String, Long> cpuMillis() {
    Map<String, Long> used = new TreeMap<>();
    used.put(GATEWAY, ProcessMeter.cpuMillis(process.pid()));
    try (Stream<Path> files = Files.list(data.resolve("pids"))) {
      for (Path file : files.toList()) {
        long pid = Long.parseLong(Files.readString(file).strip());
        used.put(file.getFileName().toString(), ProcessMeter.cpuMillis(pid));
      }
    } catch (NoSuchFileException _) {
      // one process for all
    } catch (IOException e) {
      throw new BenchFailure("process ids cannot be read: " + e.getMessage(), e);
    }
    return used;
  }

  InetSocketAddress sip() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060 + offset);
  }

  /// Where the trunk `pbx` is expected.
  InetSocketAddress pbx() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5080 + offset);
  }

  /// `call.v1` and the others, for programs outside.
  InetSocketAddress publicGrpc() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9090 + offset);
  }

  /// What an edge needs to attach.
  Device.Uplink uplink() {
    Path secrets = data.resolve("secrets");
    try {
      String token =
          Files.readAllLines(secrets).stream()
              .filter(line -> line.startsWith(TOKEN))
              .findFirst()
              .orElseThrow(() -> new BenchFailure(secrets + " has no " + TOKEN));
      return new Device.Uplink(9091 + offset, token.substring(TOKEN.length()), this::configure);
    } catch (IOException e) {
      throw new BenchFailure(secrets + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Stores documents, as the console does.
  private void configure(String yaml) {
    ManagedChannel channel = NettyChannelBuilder.forAddress(publicGrpc()).usePlaintext().build();
    try {
      var configuration = ConfigurationGrpc.newBlockingStub(channel);
      DocumentYaml.parse("bench", yaml).forEach(configuration::putDocument);
    } finally {
      channel.shutdownNow();
    }
  }

  int simulatorPort() {
    return 9099 + offset;
  }

  /// Of extension 101.
  String password() {
    var matcher = PHONE.matcher(ready);
    if (!matcher.find()) {
      throw new BenchFailure("the ready file has no extension 101");
    }
    return matcher.group(1);
  }

  private static String read(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.strip().endsWith("}") ? text : "";
    } catch (IOException e) {
      return "";
    }
  }

  /// SIGTERM; false: it did not end in time and was killed.
  boolean stop(long seconds) {
    return process.stop(seconds);
  }

  @Override
  public void close() {
    process.close();
  }
}
