package io.patchbay.dialplan.decision;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.LineDigest;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.LineUse.LastCall;
import io.patchbay.routing.LineUse.Radio;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.conduct.Attempt;
import io.patchbay.routing.conduct.Health;
import io.patchbay.routing.conduct.Standings;
import io.patchbay.routing.emergency.HelpCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Condition and use of every line, and who called whom by it. Not thread-safe; [Decisions] holds
/// the lock.
///
/// Use is counted per day (UTC), so that every replica counts alike however long it has run.
final class LineTable {
  /// How long a line that was answered to a question counts as busy before its edge has said so.
  static final Duration RESERVATION = Duration.ofSeconds(5);

  private static final int REMEMBERED_CALLS = 10_000;

  private final Map<String, Known> lines = new HashMap<>();

  /// The line that was kept for a call.
  private final Map<String, String> kept = new Bounded<>(REMEMBERED_CALLS);

  private final CallMemory memory = new CallMemory();
  private final HelpCalls helpCalls = new HelpCalls();
  private Standings standings = Standings.NONE;
  private final Map<String, Boolean> recordsSeen = new Bounded<>(Decisions.REMEMBERED_CALLS);

  /// The last report wins; a line that is reported busy needs no reservation any more.
  void report(LineStateRecord record) {
    change(record.getLine(), known -> known.as(Reported.of(record.getStatus())));
  }

  private void change(String line, UnaryOperator<Known> how) {
    lines.put(line, how.apply(known(line)));
  }

  private Known known(String line) {
    return lines.getOrDefault(line, Known.NOTHING);
  }

  void police(PolicyStateRecord state) {
    standings = standings.with(state);
  }

  void forget(String line) {
    change(line, Known::unreported);
  }

  /// Counts the outgoing legs of a call, once.
  ///
  /// @return false: it was counted before
  boolean count(CallRecord record) {
    String held = kept.remove(record.getCallId());
    if (held != null) {
      change(held, known -> known.freedOf(record.getCallId()));
    }
    if (recordsSeen.putIfAbsent(record.getCallId(), true) != null) {
      return false;
    }
    helpCalls.count(record);
    Instant ended = Times.instant(record.getEndedAt());
    for (Attempt attempt : Attempt.of(record)) {
      change(attempt.line(), known -> known.after(attempt));
    }
    for (LegRecord leg : record.getLegsList()) {
      if (leg.getKind().equals("line") && leg.getDirection().equals("outbound")) {
        change(leg.getName(), known -> known.used(used(record.getCallId(), leg, ended)));
        memory.remember(record, leg, ended);
      }
    }
    return true;
  }

  /// What calls have left, as it is now, to be read when the lock is free.
  Stream<CallDigest> digest() {
    CallDigest.Builder rest =
        CallDigest.newBuilder().addAllCountedCalls(List.copyOf(recordsSeen.keySet()));
    lines.forEach((name, known) -> {
      if (!known.usage().equals(Usage.NONE) || !known.health().equals(Health.GOOD)) {
        rest.addLines(digest(name, known.usage(), known.health()));
      }
    });
    helpCalls.write(rest);
    return Stream.concat(Stream.of(rest.build()), memory.digest());
  }

  private static LineDigest digest(String line, Usage usage, Health health) {
    return LineDigest.newBuilder()
        .setLine(line)
        .setDay(usage.day())
        .setCalls(usage.calls())
        .setTalkSeconds(usage.talkSeconds())
        .setAnswered(usage.answered())
        .setLastUsed(Timestamps.fromMillis(usage.lastUsed()))
        .setLastCall(usage.last().id())
        .setLastEnded(Times.timestamp(usage.last().ended()))
        .setFailed(health.failed())
        .setFailedCause(health.cause())
        .setLastFailed(Times.timestamp(health.last()))
        .build();
  }

  void read(CallDigest digest) {
    digest.getCountedCallsList().forEach(call -> recordsSeen.put(call, true));
    for (LineDigest line : digest.getLinesList()) {
      Usage usage =
          new Usage(
              line.getDay(),
              line.getCalls(),
              line.getTalkSeconds(),
              Times.instant(line.getLastUsed()).toEpochMilli(),
              line.getAnswered(),
              new LastCall(line.getLastCall(), Times.instant(line.getLastEnded())));
      Health health =
          new Health(line.getFailed(), line.getFailedCause(), Times.instant(line.getLastFailed()));
      change(line.getLine(), known -> known.with(usage, health));
    }
    memory.read(digest);
    helpCalls.read(digest);
  }

  private static Usage used(String callId, LegRecord leg, Instant ended) {
    return new Usage(
        Usage.day(ended),
        1,
        talkSeconds(leg, ended),
        ended.toEpochMilli(),
        leg.hasAnsweredAt() ? 1 : 0,
        new LastCall(callId, ended));
  }

  private static long talkSeconds(LegRecord leg, Instant ended) {
    if (!leg.hasAnsweredAt()) {
      return 0;
    }
    Instant end = leg.hasEndedAt() ? Times.instant(leg.getEndedAt()) : ended;
    return Math.max(0, Duration.between(Times.instant(leg.getAnsweredAt()), end).toSeconds());
  }

  void reserve(String line, String callId, Instant now) {
    Usage use = new Usage(Usage.day(now), 0, 0, now.toEpochMilli(), 0, Usage.NO_CALL);
    change(line, known -> known.keptFor(callId, now.plus(RESERVATION)).used(use));
    kept.put(callId, line);
  }

  /// As one call sees the lines: its own line is not busy to it.
  ///
  /// @param history who is refused for what he did
  LineStates seenBy(String callId, Instant now, History history) {
    return new LineStates() {
      @Override
      public Optional<String> against(String line, String calling) {
        return history.against(line, calling, now).or(() -> standings.againstCallIn(line));
      }

      @Override
      public PhoneState phone(String phone) {
        return history.phones().state(phone);
      }

      @Override
      public Optional<String> callerOf(String phone) {
        return history.phones().callerOf(phone);
      }

      @Override
      public Optional<String> locked(String pin, String caller) {
        return history.locked(pin, caller, now);
      }

      @Override
      public LineUse of(String line) {
        Known known = known(line);
        Usage used = known.usage().on(Usage.day(now));
        return new LineUse(
            condition(known, callId, now),
            used.calls(),
            used.talkSeconds(),
            used.lastUsed(),
            used.answered(),
            used.last(),
            known.reported().radio(),
            standings.againstCallOut(line),
            known.health());
      }

      @Override
      public Optional<String> lastLine(String number, Instant since) {
        return memory.lastLine(number, since);
      }

      @Override
      public Optional<String> lastCaller(String line, Collection<String> numbers, Instant since) {
        return memory.lastCaller(line, numbers, since);
      }

      @Override
      public HelpCalls helpCalls() {
        return helpCalls;
      }

      @Override
      public Set<String> emergencyNumbers(String line) {
        return known(line).reported().emergencyNumbers();
      }
    };
  }

  private static Condition condition(Known line, String callId, Instant now) {
    Reported report = line.reported();
    if (report.condition() == Condition.OUT_OF_SERVICE) {
      return Condition.OUT_OF_SERVICE;
    }
    boolean taken = !report.busyCallId().isEmpty() && !report.busyCallId().equals(callId);
    boolean reserved =
        line.reservation().until().isAfter(now) && !line.reservation().callId().equals(callId);
    return taken || reserved ? Condition.BUSY : report.condition();
  }

  private static Condition condition(LineState state) {
    return switch (state) {
      case LINE_STATE_IN_SERVICE -> Condition.FREE;
      case LINE_STATE_DOWN, LINE_STATE_STARTING, LINE_STATE_OUT_OF_SERVICE ->
          Condition.OUT_OF_SERVICE;
      case LINE_STATE_UNSPECIFIED, UNRECOGNIZED -> Condition.UNKNOWN;
    };
  }

  private record Reported(
      Condition condition, String busyCallId, Radio radio, Set<String> emergencyNumbers) {
    static final Reported NOTHING = new Reported(Condition.UNKNOWN, "", Radio.UNKNOWN, Set.of());

    static Reported of(LineStatus status) {
      return new Reported(
          LineTable.condition(status.getState()),
          status.getBusyCallId(),
          Radio.of(status),
          Set.copyOf(status.getEmergencyNumbersList()));
    }
  }

  private record Reservation(String callId, Instant until) {
    static final Reservation NONE = new Reservation("", Instant.EPOCH);
  }

  /// All that is known of one line.
  private record Known(Reported reported, Reservation reservation, Usage usage, Health health) {
    static final Known NOTHING =
        new Known(Reported.NOTHING, Reservation.NONE, Usage.NONE, Health.GOOD);

    Known as(Reported report) {
      Reservation left = report.busyCallId().isEmpty() ? reservation : Reservation.NONE;
      return new Known(report, left, usage, health);
    }

    Known unreported() {
      return new Known(Reported.NOTHING, Reservation.NONE, usage, health);
    }

    Known keptFor(String callId, Instant until) {
      return new Known(reported, new Reservation(callId, until), usage, health);
    }

    Known freedOf(String callId) {
      return reservation.callId().equals(callId)
          ? new Known(reported, Reservation.NONE, usage, health)
          : this;
    }

    Known used(Usage more) {
      return new Known(reported, reservation, usage.plus(more), health);
    }

    Known with(Usage all, Health state) {
      return new Known(reported, reservation, all, state);
    }

    Known after(Attempt attempt) {
      return new Known(reported, reservation, usage, health.after(attempt));
    }
  }

  /// What a line did on one day.
  ///
  /// @param day since 1970-01-01
  /// @param lastUsed milliseconds since then
  /// @param last the call that ended last, on whatever day
  private record Usage(
      long day, long calls, long talkSeconds, long lastUsed, long answered, LastCall last) {
    static final LastCall NO_CALL = new LastCall("", Instant.EPOCH);
    static final Usage NONE = new Usage(0, 0, 0, 0, 0, NO_CALL);

    static long day(Instant at) {
      return Math.floorDiv(at.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }

    Usage on(long today) {
      return day == today ? this : new Usage(today, 0, 0, lastUsed, 0, last);
    }

    Usage plus(Usage other) {
      long latest = Math.max(day, other.day);
      Usage mine = on(latest);
      Usage theirs = other.on(latest);
      return new Usage(
          latest,
          mine.calls + theirs.calls,
          mine.talkSeconds + theirs.talkSeconds,
          Math.max(lastUsed, other.lastUsed),
          mine.answered + theirs.answered,
          other.last.ended().isBefore(last.ended()) ? last : other.last);
    }
  }
}
