package io.patchbay.routing.conduct;

import io.patchbay.proto.limit.v1.CountedCalls;
import io.patchbay.proto.limit.v1.LedgerState;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which calls have been counted, by their end: what is told again does not count again. Bounded.
/// Not thread-safe.
final class SeenCalls {
  /// Of a line, which has one call at a time; one whose record comes after those of so many later
  /// ones does not count.
  static final int REMEMBERED = 16;

  private final Map<String, NavigableSet<Long>> seen = new TreeMap<>();

  void readFrom(LedgerState state) {
    state
        .getCountedList()
        .forEach(one -> seen.put(one.getLine(), new TreeSet<>(one.getEndedMsList())));
  }

  void writeTo(LedgerState.Builder state) {
    seen.forEach((line, calls) ->
        state.addCounted(CountedCalls.newBuilder().setLine(line).addAllEndedMs(calls)));
  }

  /// Whether a call of a line was counted, or comes too late for that.
  boolean has(String line, Instant ended) {
    NavigableSet<Long> calls = seen.get(line);
    long at = ended.toEpochMilli();
    return calls != null
        && (calls.contains(at) || (calls.size() == REMEMBERED && at < calls.first()));
  }

  /// Counts a call.
  ///
  /// @return false: it was counted
  boolean add(String line, Instant ended) {
    if (has(line, ended)) {
      return false;
    }
    NavigableSet<Long> calls = seen.computeIfAbsent(line, _ -> new TreeSet<>());
    calls.add(ended.toEpochMilli());
    if (calls.size() > REMEMBERED) {
      calls.pollFirst();
    }
    return true;
  }
}
