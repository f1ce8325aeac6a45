package io.patchbay.dialplan.decision;

import io.patchbay.contract.Bounded;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// By which line a number was called last, and by whom. Bounded: what nobody called or asked for
/// longest goes first. Not thread-safe; [Decisions] holds the lock.
final class CallMemory {
  /// Numbers, and numbers by line.
  static final int REMEMBERED = 50_000;

  private final Map<String, Last> lines = Bounded.byUse(REMEMBERED);
  private final Map<OnLine, Last> callers = Bounded.byUse(REMEMBERED);

  /// A number called by a line.
  private record OnLine(String line, String number) {}

  /// @param what the line, or the extension
  private record Last(String what, Instant ended) {
    Last orLater(Last other) {
      return other.ended.isBefore(ended) ? this : other;
    }
  }

  /// Takes an outgoing leg of a line in.
  void remember(CallRecord record, LegRecord leg, Instant ended) {
    if (leg.getNumber().isEmpty()) {
      return;
    }
    lines.merge(leg.getNumber(), new Last(leg.getName(), ended), Last::orLater);
    if (record.getOriginKind().equals("extension")) {
      callers.merge(
          new OnLine(leg.getName(), leg.getNumber()),
          new Last(record.getOrigin(), ended),
          Last::orLater);
    }
  }

  /// The line that called a number last.
  Optional<String> lastLine(String number, Instant since) {
    return Optional.ofNullable(lines.get(number))
        .filter(last -> !last.ended().isBefore(since))
        .map(Last::what);
  }

  /// The extension that called a number, in any of its forms, last by a line.
  Optional<String> lastCaller(String line, Collection<String> numbers, Instant since) {
    return numbers.stream()
        .map(number -> callers.get(new OnLine(line, number)))
        .filter(Objects::nonNull)
        .filter(last -> !last.ended().isBefore(since))
        .max(Comparator.comparing(Last::ended))
        .map(Last::what);
  }
}
