package io.patchbay.standalone.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The whole gateway as `./patchbay up` runs it: one JVM, PostgreSQL beside it.
public final class Product implements AutoCloseable {
  private static final int START_SECONDS = 120;
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

  /// Starts it on free ports and an empty data directory; returns when it takes calls.
  ///
  /// @throws BenchFailure it does not
  public static Product start(Path directory, LongSupplier nanoTime) {
    int offset = FreePorts.offset();
    Path data = directory.resolve("data");
    Path readyFile = directory.resolve("ready.json");
    long began = nanoTime.getAsLong();
    JavaProcess process =
        JavaProcess.start(
            directory.resolve("up.log"),
            List.of("-XX:+UseG1GC", "-Xmx768m"),
            "io.patchbay.standalone.StandaloneMain",
            List.of(
                "--data", data.toString(),
                "--port-offset", Integer.toString(offset),
                "--ready-file", readyFile.toString()));
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

  /// Of the JVM, without PostgreSQL.
  long cpuMillis() {
    return ProcessMeter.cpuMillis(process.pid());
  }

  InetSocketAddress sip() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060 + offset);
  }

  /// Where the trunk `pbx` is expected.
  InetSocketAddress pbx() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5080 + offset);
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

  @Override
  public void close() {
    process.close();
  }
}
