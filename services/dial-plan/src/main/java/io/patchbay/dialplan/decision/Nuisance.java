package io.patchbay.dialplan.decision;

import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.AutoDeny;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.NuisanceRefusal;
import io.patchbay.proto.event.v1.NuisanceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Callers who call a line again and again, and nobody else in between (catalogue G-171): their
/// next calls are refused for a while. Known from call records, so every replica knows the same, of
/// this day. Not thread-safe; [Decisions] holds the lock.
final class Nuisance {
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final Duration REFUSED = Duration.ofDays(1);

  private static final int MOST_REFUSED = 10_000;

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<Caller, Refused> refused = new Bounded<>(MOST_REFUSED);

  /// A number on a line.
  private record Caller(String line, String number) {}

  /// The last caller of a line and when he called, one after the other.
  private record Row(String number, List<Instant> calls) {}

  private record Refused(int calls, Instant until) {}

  /// Takes a call that is over.
  ///
  /// @param rule of the line it came in on; without `calls` nobody is refused
  void count(CallRecord record, AutoDeny rule) {
    String number = record.getCallingNumber();
    if (rule.getCalls() == 0 || !record.getOriginKind().equals("line") || number.isEmpty()) {
      return;
    }
    String line = record.getOrigin();
    Row last = rows.get(line);
    List<Instant> calls = new ArrayList<>();
    if (last != null && last.number().equals(number)) {
      calls.addAll(last.calls());
    }
    Instant began = Times.instant(record.getStartedAt());
    calls.add(began);
    if (calls.size() > rule.getCalls()) {
      calls.removeFirst();
    }
    rows.put(line, new Row(number, List.copyOf(calls)));
    Duration window = seconds(rule.getWindowS(), WINDOW);
    if (calls.size() == rule.getCalls() && !calls.getFirst().isBefore(began.minus(window))) {
      refused.put(
          new Caller(line, number),
          new Refused(calls.size(), began.plus(seconds(rule.getForS(), REFUSED))));
    }
  }

  void write(CallDigest.Builder digest) {
    rows.forEach((line, row) ->
        digest.addNuisanceRows(
            NuisanceRow.newBuilder()
                .setLine(line)
                .setNumber(row.number())
                .addAllCalls(row.calls().stream().map(Times::timestamp).toList())));
    refused.forEach((caller, row) ->
        digest.addNuisanceRefusals(
            NuisanceRefusal.newBuilder()
                .setLine(caller.line())
                .setNumber(caller.number())
                .setCalls(row.calls())
                .setUntil(Times.timestamp(row.until()))));
  }

  void read(CallDigest digest) {
    for (NuisanceRow row : digest.getNuisanceRowsList()) {
      rows.put(
          row.getLine(),
          new Row(row.getNumber(), row.getCallsList().stream().map(Times::instant).toList()));
    }
    for (NuisanceRefusal row : digest.getNuisanceRefusalsList()) {
      refused.put(
          new Caller(row.getLine(), row.getNumber()),
          new Refused(row.getCalls(), Times.instant(row.getUntil())));
    }
  }

  /// Why a call is refused; empty: it is not.
  Optional<String> against(String line, String number, Instant now) {
    return Optional.ofNullable(refused.get(new Caller(line, number)))
        .filter(one -> now.isBefore(one.until()))
        .map(one ->
            number
                + " called line "
                + line
                + " "
                + one.calls()
                + " times in a row and is refused until "
                + one.until());
  }

  private static Duration seconds(int given, Duration otherwise) {
    return given == 0 ? otherwise : Duration.ofSeconds(Integer.toUnsignedLong(given));
  }
}
