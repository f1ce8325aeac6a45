package io.patchbay.standalone.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came of so many simultaneous calls.
///
/// @param kind how their audio was coded and protected
/// @param calls line ⇄ RTP, 20 ms
/// @param sent RTP packets in the measured time
/// @param received echoed ones that came back
/// @param lost gaps in the sequence numbers of what came back (RFC 3550 A.3)
/// @param tickCpuPerCallMinute CPU seconds of the media threads
/// @param cpuPerCallMinute CPU seconds of the whole JVM, without the echoing peer
/// @param pacing deviation of a call's frame interval from 20 ms
/// @param control the same of a clock without work in the same JVM
/// @param skipped frames left out because a tick was more than 5 frames late
/// @param allocated octets of heap the media threads took for each packet sent and its echo
/// @param up from a line's frame to its RTP packet, beside all these calls
/// @param down from an RTP packet to the line's frame, beside the play-out delay
public record MediaRun(
    MediaKind kind,
    int calls,
    long sent,
    long received,
    long lost,
    double tickCpuPerCallMinute,
    double cpuPerCallMinute,
    Pacing pacing,
    Pacing control,
    long skipped,
    double allocated,
    Pacing up,
    Pacing down) {

  private static final Pattern FIELD = Pattern.compile("(\\w+)=([\\d.-]+|NaN)");

  /// Milliseconds.
  public record Pacing(double p50, double p99, double max) {}

  /// How many such calls keep one core busy.
  public double callsPerCore() {
    return 60 / cpuPerCallMinute;
  }

  /// Share of the packets that did not come back.
  public double lostShare() {
    return sent == 0 ? 1 : (double) lost / sent;
  }

  /// Reads the line [MediaMain] prints; warnings of the JVM may stand before it.
  static MediaRun parse(MediaKind kind, String text) {
    Map<String, Double> values = new HashMap<>();
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      values.put(matcher.group(1), Double.valueOf(matcher.group(2)));
    }
    return new MediaRun(
        kind,
        (int) value(values, "calls"),
        (long) value(values, "sent"),
        (long) value(values, "received"),
        (long) value(values, "lost"),
        value(values, "tickCpu"),
        value(values, "cpu"),
        pacing(values, "pacing", 1000),
        pacing(values, "control", 1000),
        (long) value(values, "skipped"),
        value(values, "allocated"),
        pacing(values, "up", 1),
        pacing(values, "down", 1));
  }

  private static Pacing pacing(Map<String, Double> values, String name, int ofMilli) {
    return new Pacing(
        value(values, name + "P50") / ofMilli,
        value(values, name + "P99") / ofMilli,
        value(values, name + "Max") / ofMilli);
  }

  private static double value(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new BenchFailure("the media run does not tell " + name);
    }
    return value;
  }
}
