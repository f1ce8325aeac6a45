package io.patchbay.standalone.jvm;

import java.util.List;

/// Heap, collector and compilers of each kind of JVM of ours. The launcher has the same for `up`
/// and `edge`. ZGC is none of them: it cannot use the start cache.
public final class JvmOptions {
  /// Everything in one process. No second compiler: it costs more than it brings in the first hours
  /// on a machine that all share.
  public static final List<String> GATEWAY =
      List.of("-XX:+UseG1GC", "-Xmx768m", "-XX:TieredStopAtLevel=1");

  /// The gateway of a training run, with all compilers: profiles are for the JVMs that use the last
  /// of them.
  public static final List<String> TRAINING = List.of("-XX:+UseG1GC", "-Xmx768m");

  /// A service beside all others.
  public static final List<String> SERVICE =
      List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");

  /// A sip-trunk replica: calls come for hours, so the second compiler pays; its threads stand back
  /// for calls (nice 10, for which nobody needs to be root). What lives for a call dies young.
  public static final List<String> TRUNK =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx384m",
          "-Xmn160m",
          "-XX:ThreadPriorityPolicy=1",
          "-XX:CompilerThreadPriority=10");

  /// Short pauses, and every compiler for the audio; its threads stand back, as the trunk's.
  public static final List<String> EDGE =
      List.of(
          "-XX:+UseG1GC",
          "-Xms48m",
          "-Xmx256m",
          "-XX:ThreadPriorityPolicy=1",
          "-XX:CompilerThreadPriority=10");

  /// The simulated world.
  public static final List<String> SIMULATOR = List.of("-XX:+UseSerialGC", "-Xmx128m");

  private JvmOptions() {}
}
