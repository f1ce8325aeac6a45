package io.patchbay.contract;

import io.patchbay.proto.config.v1.JitterBuffer;

/// What a document says of the play-out delay, with what it leaves out.
///
/// @param minMs least delay, milliseconds
/// @param startMs at first
/// @param maxMs largest
public record JitterLimits(int minMs, int startMs, int maxMs) {
  private static final int MIN = 25;
  private static final int START = 40;
  private static final int MAX = 200;

  /// Completes a document's message.
  public static JitterLimits of(JitterBuffer jitter) {
    int start = jitter.getStartMs();
    int min = or(jitter.getMinMs(), Math.min(MIN, or(start, or(jitter.getMaxMs(), MIN))));
    int max = or(jitter.getMaxMs(), Math.max(MAX, Math.max(start, min)));
    return new JitterLimits(min, or(start, Math.max(min, Math.min(START, max))), max);
  }

  /// Whether min <= start <= max.
  public boolean ordered() {
    return minMs >= 0 && minMs <= startMs && startMs <= maxMs;
  }

  private static int or(int value, int otherwise) {
    return value == 0 ? otherwise : value;
  }
}
