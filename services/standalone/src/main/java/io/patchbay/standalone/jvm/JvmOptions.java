package io.patchbay.standalone.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Heap, collector and compilers of each kind of JVM of ours, from the file `jvm.options` beside
/// this class, which the launcher reads, too, and which says why.
public final class JvmOptions {
  /// Every JVM of ours.
  static final List<String> ALL = of("all");

  /// Everything in one process.
  public static final List<String> GATEWAY = of("gateway");

  /// The gateway of a training run.
  public static final List<String> TRAINING = of("training");

  /// A service beside all others.
  public static final List<String> SERVICE = of("service");

  /// What every call asks: sip-trunk, dial-plan.
  public static final List<String> CALLS = of("calls");

  /// An edge.
  public static final List<String> EDGE = of("edge");

  /// The simulated world.
  public static final List<String> SIMULATOR = of("simulator");

  private JvmOptions() {}

  /// The line of the file that begins with this word.
  private static List<String> of(String kind) {
    try (InputStream in = JvmOptions.class.getResourceAsStream("jvm.options")) {
      if (in == null) {
        throw new IOException("resource jvm.options is missing");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(kind + " "))
          .findFirst()
          .map(line -> List.of(line.substring(kind.length() + 1).split(" ", -1)))
          .orElseThrow(() -> new IOException("jvm.options has nothing about " + kind));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
