package io.patchbay.sms.send;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.CounterKey;
import io.patchbay.routing.limit.Ledger;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.MessageLimits;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.store.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The ledger itself, without dial-plan around it.
final class LedgerConditions implements Conditions {
  private final Ledger ledger = new Ledger();
  private final InstantSource clock;
  private final Duration interval;
  private final MessageLimits limits;
  private boolean away;
  private boolean forgetful;

  LedgerConditions(InstantSource clock, Duration interval, String documents) {
    this.clock = clock;
    this.interval = interval;
    this.limits = new MessageLimits(Documents.of(DocumentYaml.parse("t", documents)));
  }

  void away(boolean now) {
    away = now;
  }

  /// What is told to settle gets lost.
  void forgetful(boolean now) {
    forgetful = now;
  }

  long used(String quota) {
    return ledger.used(new CounterKey(quota, Measure.MEASURE_MESSAGES, ""));
  }

  long reserved(String quota) {
    return ledger.reserved(new CounterKey(quota, Measure.MEASURE_MESSAGES, ""));
  }

  @Override
  public Duration interval(String line) {
    return interval;
  }

  @Override
  public Optional<Refusal> reserve(Job job, int parts) {
    if (away) {
      return Optional.of(new Refusal(Refusal.Kind.TEMPORARY, "nobody answers"));
    }
    Moment now = new Moment(clock.instant(), true);
    return limits
        .wanted(job.origin(), job.line(), parts, now, ledger)
        .map(wanted ->
            ledger.apply(
                entry()
                    .setReservation(wanted.toBuilder().setLease(job.lease()).setCallId(job.lease()))
                    .build()))
        .flatMap(answer ->
            answer instanceof Answer.Refused(String reason)
                ? Optional.of(new Refusal(Refusal.Kind.LINE, reason))
                : Optional.empty());
  }

  @Override
  public void settle(Job job, String lease, int unsent) {
    if (!forgetful) {
      ledger.apply(
          entry()
              .setSettlement(Settlement.newBuilder().setCallId(lease).setUnsent(unsent))
              .build());
    }
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder()
        .setAt(io.patchbay.sms.store.Messages.timestamp(clock.instant()));
  }
}
