package io.patchbay.standalone.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says about a process (proc(5)).
final class ProcessMeter {
  /// USER_HZ is 100 on every Linux that Java runs on.
  private static final long MILLIS_PER_TICK = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private ProcessMeter() {}

  /// User and system time of all its threads so far, in steps of 10 ms.
  static long cpuMillis(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
        * MILLIS_PER_TICK;
  }

  /// Resident memory, MB (10⁶ octets).
  static double rssMegabytes(long pid) {
    return kibibytes(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:") * 1024 / 1e6;
  }

  /// Resident memory with shared pages counted once among those who share them, MB.
  static double pssMegabytes(long pid) {
    return kibibytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:") * 1024 / 1e6;
  }

  /// The load averages, e.g. `1.20 0.80 0.50`.
  static String load() {
    String[] fields = read(Path.of("/proc/loadavg")).split(" ", 4);
    return fields[0] + " " + fields[1] + " " + fields[2];
  }

  private static double kibibytes(Path file, String field) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(0);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BenchFailure(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
