package io.patchbay.routing.call;

import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.WrongPins;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.AdmitRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Callers who entered wrong PINs again and again are not asked for a while (catalogue H-161, E3).
/// Known at once where the call was decided, and from its record everywhere, also after a restart.
/// Not thread-safe.
public final class PinLocks {
  public static final int WRONG = 6;
  public static final Duration LOCKED = Duration.ofHours(1);

  private static final int MOST_CALLERS = 10_000;
  private static final int MOST_CALLS = 100;

  private final Map<Caller, Map<String, Wrong>> callers = new Bounded<>(MOST_CALLERS);

  /// @param name as [AdmitRule#caller] has it
  private record Caller(String pin, String name) {}

  /// What one call had so far.
  private record Wrong(int times, Instant at) {}

  /// What the caller of a call has entered so far.
  public void count(RouteRequest request, Instant now) {
    count(
        new Caller(
            request.getEntered().getWrongPin(),
            AdmitRule.caller(
                request.getOriginKind(), request.getOrigin(), request.getCallingNumber())),
        request.getCallId(),
        request.getEntered().getWrongPins(),
        now);
  }

  /// A call that is over.
  public void count(CallRecord record) {
    count(
        new Caller(
            record.getPin(),
            AdmitRule.caller(
                kind(record.getOriginKind()), record.getOrigin(), record.getCallingNumber())),
        record.getCallId(),
        record.getWrongPins(),
        Times.instant(record.getEndedAt()));
  }

  private void count(Caller caller, String call, int times, Instant at) {
    if (times > 0 && !caller.pin().isEmpty()) {
      callers
          .computeIfAbsent(caller, _ -> new Bounded<>(MOST_CALLS))
          .merge(
              call,
              new Wrong(times, at),
              (old, fresh) -> fresh.times() > old.times() ? fresh : old);
    }
  }

  /// Adds what is known to a digest of calls.
  public void write(CallDigest.Builder digest) {
    callers.forEach((caller, calls) ->
        calls.forEach((call, wrong) ->
            digest.addWrongPins(
                WrongPins.newBuilder()
                    .setPin(caller.pin())
                    .setCaller(caller.name())
                    .setCallId(call)
                    .setTimes(wrong.times())
                    .setAt(Times.timestamp(wrong.at())))));
  }

  /// Takes what a digest of calls knows.
  public void read(CallDigest digest) {
    for (WrongPins wrong : digest.getWrongPinsList()) {
      count(
          new Caller(wrong.getPin(), wrong.getCaller()),
          wrong.getCallId(),
          wrong.getTimes(),
          Times.instant(wrong.getAt()));
    }
  }

  /// Why a caller is not asked; empty: he is.
  public Optional<String> locked(String pin, String caller, PinSpec spec, Instant now) {
    int most = spec.getLockAfter() == 0 ? WRONG : spec.getLockAfter();
    Duration length =
        spec.getLockS() == 0 ? LOCKED : Duration.ofSeconds(Integer.toUnsignedLong(spec.getLockS()));
    Instant since = now.minus(length);
    Map<String, Wrong> calls = callers.getOrDefault(new Caller(pin, caller), new HashMap<>());
    long wrong =
        calls.values().stream()
            .filter(one -> one.at().isAfter(since))
            .mapToLong(Wrong::times)
            .sum();
    return wrong < most
        ? Optional.empty()
        : Optional.of(
            "PIN "
                + pin
                + " was wrong "
                + wrong
                + " times of "
                + caller.strip()
                + " within "
                + length.toSeconds()
                + " s");
  }

  private static OriginKind kind(String word) {
    return switch (word) {
      case "line" -> OriginKind.ORIGIN_KIND_LINE;
      case "extension" -> OriginKind.ORIGIN_KIND_EXTENSION;
      case "trunk" -> OriginKind.ORIGIN_KIND_TRUNK;
      default -> OriginKind.ORIGIN_KIND_API;
    };
  }
}
