package io.patchbay.dialplan.decision;

import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.NumberDigest;
import io.patchbay.proto.event.v1.NumberWay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// By which line a number was called last, and by whom. Bounded: what nobody called or asked for
/// longest goes first. Not thread-safe; [Decisions] holds the lock.
final class CallMemory {
  /// Numbers.
  static final int REMEMBERED = 50_000;

  /// Lines by which one number was called last.
  static final int LINES = 8;

  private static final int NAMES = 20_000;

  private final Map<String, List<Way>> numbers = Bounded.byUse(REMEMBERED);

  /// Of lines and extensions: each is there once, however many numbers they called.
  private final Map<String, String> names = new Bounded<>(NAMES);

  /// How a number was called.
  ///
  /// @param extension that called; empty: somebody else
  private record Way(String line, String extension, Instant ended) {
    /// Of its line this is the later call of an extension, or of somebody else.
    boolean replaces(Way other) {
      return line.equals(other.line)
          && extension.isEmpty() == other.extension.isEmpty()
          && !ended.isBefore(other.ended);
    }
  }

  /// Takes an outgoing leg of a line in.
  void remember(CallRecord record, LegRecord leg, Instant ended) {
    if (leg.getNumber().isEmpty()) {
      return;
    }
    String extension = record.getOriginKind().equals("extension") ? record.getOrigin() : "";
    Way way = new Way(once(leg.getName()), once(extension), ended);
    numbers.merge(leg.getNumber(), List.of(way), (old, _) -> with(old, way));
  }

  private String once(String name) {
    return names.computeIfAbsent(name, one -> one);
  }

  private static List<Way> with(List<Way> old, Way way) {
    if (old.stream().anyMatch(one -> one.replaces(way) && !way.replaces(one))) {
      return old;
    }
    List<Way> ways = new ArrayList<>(old);
    ways.removeIf(way::replaces);
    ways.add(way);
    if (ways.size() > LINES) {
      ways.remove(Collections.min(ways, Comparator.comparing(Way::ended)));
    }
    return List.copyOf(ways);
  }

  /// As it is now, to be read when the lock is free.
  Stream<CallDigest> digest() {
    return new LinkedHashMap<>(numbers)
        .entrySet().stream()
            .map(number ->
                CallDigest.newBuilder()
                    .addNumbers(digest(number.getKey(), number.getValue()))
                    .build());
  }

  private static NumberDigest digest(String number, List<Way> ways) {
    NumberDigest.Builder digest = NumberDigest.newBuilder().setNumber(number);
    for (Way way : ways) {
      digest.addWays(
          NumberWay.newBuilder()
              .setLine(way.line())
              .setExtension(way.extension())
              .setEnded(Times.timestamp(way.ended())));
    }
    return digest.build();
  }

  void read(CallDigest digest) {
    for (NumberDigest number : digest.getNumbersList()) {
      numbers.put(
          number.getNumber(),
          number.getWaysList().stream()
              .map(way ->
                  new Way(
                      once(way.getLine()), once(way.getExtension()), Times.instant(way.getEnded())))
              .toList());
    }
  }

  /// The line that called a number last.
  Optional<String> lastLine(String number, Instant since) {
    return last(numbers.getOrDefault(number, List.of()).stream(), since).map(Way::line);
  }

  /// The extension that called a number, in any of its forms, last by a line.
  Optional<String> lastCaller(String line, Collection<String> forms, Instant since) {
    return last(
            forms.stream()
                .flatMap(number -> numbers.getOrDefault(number, List.of()).stream())
                .filter(way -> way.line().equals(line) && !way.extension().isEmpty()),
            since)
        .map(Way::extension);
  }

  private static Optional<Way> last(Stream<Way> ways, Instant since) {
    return ways.filter(way -> !way.ended().isBefore(since))
        .reduce((one, other) -> other.ended().isBefore(one.ended()) ? one : other);
  }
}
