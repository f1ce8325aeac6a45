package io.patchbay.standalone.bench;

import io.patchbay.media.codec.Codecs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Simultaneous calls line ⇄ RTP, each number and kind in a fresh JVM with the edge's garbage
/// collector.
public final class MediaLadder {
  private static final int[] CALLS = {100, 250, 500, 1000};
  private static final int[] QUICK_CALLS = {100};
  private static final int OTHER_CALLS = 100;

  private final PrintStream out;

  public MediaLadder(PrintStream out) {
    this.out = out;
  }

  /// All numbers of calls, one after the other.
  public List<MediaRun> climb(Path directory, boolean quick) {
    List<MediaRun> runs = new ArrayList<>();
    for (int calls : quick ? QUICK_CALLS : CALLS) {
      MediaRun run = run(directory, MediaKind.PLAIN, calls, quick ? 4 : 15);
      runs.add(run);
      say(run);
    }
    return List.copyOf(runs);
  }

  /// A hundred calls of each other kind whose codec this machine has.
  public List<MediaRun> others(Path directory, boolean quick) {
    var codecs = new Codecs();
    List<MediaRun> runs = new ArrayList<>();
    for (MediaKind kind : MediaKind.OTHERS) {
      if (!codecs.has(kind.encoding())) {
        codecs.capabilities().stream()
            .filter(capability -> capability.encoding().equals(kind.encoding()))
            .forEach(absent -> out.println("  left out: " + absent));
        continue;
      }
      MediaRun run = run(directory, kind, OTHER_CALLS, quick ? 3 : 10);
      runs.add(run);
      say(run);
    }
    return List.copyOf(runs);
  }

  private static MediaRun run(Path directory, MediaKind kind, int calls, int seconds) {
    try (var peers = new EchoPeers(calls);
        var child =
            JavaProcess.start(
                directory.resolve("media-" + kind.name() + "-" + calls + ".log"),
                List.of("-XX:+UseG1GC", "-Xmx512m"),
                MediaMain.class.getName(),
                List.of(
                    Integer.toString(calls),
                    Integer.toString(seconds),
                    peers.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    kind.name()))) {
      return MediaRun.parse(kind, child.awaitOutput(seconds + 60L));
    }
  }

  private void say(MediaRun run) {
    out.printf(
        Locale.ROOT,
        "  %4d calls %s: %.3f %% lost, pacing p50 %.2f p99 %.2f max %.1f ms (control %.2f %.2f %.1f),"
            + " %.4f CPU-s per call-minute (media threads %.4f), %.0f B per packet,"
            + " delay up %.2f down %.2f ms%n",
        run.calls(),
        run.kind().name(),
        100 * run.lostShare(),
        run.pacing().p50(),
        run.pacing().p99(),
        run.pacing().max(),
        run.control().p50(),
        run.control().p99(),
        run.control().max(),
        run.cpuPerCallMinute(),
        run.tickCpuPerCallMinute(),
        run.allocated(),
        run.up().p50(),
        run.down().p50());
  }
}
