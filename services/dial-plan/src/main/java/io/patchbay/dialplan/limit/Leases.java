package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Allowance;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.limit.v1.Adjustment;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.RenewResponse;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Caller;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.limit.CounterKey;
import io.patchbay.routing.limit.Ledger;
import io.patchbay.routing.limit.LimitTerms;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.LimitTerms.Quota;
import io.patchbay.routing.limit.LowBalance;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What calls get of the limits: leases before they begin, more of them while they last, the bill
/// at the end. Thread-safe; never blocks.
public final class Leases {
  /// Thirty days.
  private static final int UNLIMITED_S = 30 * 24 * 60 * 60;

  private static final List<Measure> BALANCED =
      List.of(
          Measure.MEASURE_MINUTES,
          Measure.MEASURE_CALLS,
          Measure.MEASURE_MESSAGES,
          Measure.MEASURE_COST);

  private final Quotas quotas;
  private final Supplier<CallLimits> limits;
  private final InstantSource clock;
  private final BooleanSupplier clockKnown;
  private final Supplier<String> ids;

  /// @param clockKnown whether the time is right
  /// @param ids of leases, never the same twice
  public Leases(
      Quotas quotas,
      Supplier<CallLimits> limits,
      InstantSource clock,
      BooleanSupplier clockKnown,
      Supplier<String> ids) {
    this.quotas = quotas;
    this.limits = limits;
    this.clock = clock;
    this.clockKnown = clockKnown;
    this.ids = ids;
  }

  /// The decision with what was reserved for it, or without the targets that no limit lets.
  public CompletableFuture<Decision> reserve(RouteRequest request, Decision decision) {
    String caller = caller(request.getOriginKind(), request.getOrigin());
    CallLimits current = limits.get();
    Optional<Reservation> wanted =
        quotas.look(ledger -> current.first(caller, decision, moment(), ledger, true));
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(decision);
    }
    Reservation named = named(request, wanted.get());
    return quotas
        .ask(entry().setReservation(named))
        .thenCompose(answer -> {
          Decision decided = current.decided(caller, decision, named, answer);
          // another call was quicker: the targets that were not asked for are left
          return answer instanceof Answer.Refused && decided.getTargetsCount() > 0
              ? reserve(request, decided)
              : CompletableFuture.completedFuture(decided);
        });
  }

  /// The call has one lease: what it was granted for the digits before is given back for this.
  private Reservation named(RouteRequest request, Reservation wanted) {
    Reservation.Builder named = wanted.toBuilder().setCallId(request.getCallId());
    return request.hasLease()
        ? named
            .setLease(request.getLease().getId())
            .setSequence(request.getLease().getSequence() + 1)
            .setMoves(true)
            .build()
        : named.setLease(ids.get()).build();
  }

  /// What would be reserved; nothing is.
  public Decision explain(RouteRequest request, Decision decision) {
    String caller = caller(request.getOriginKind(), request.getOrigin());
    CallLimits current = limits.get();
    return quotas.look(ledger ->
        current
            .first(caller, decision, moment(), ledger, false)
            .map(wanted -> current.decided(caller, decision, wanted, ledger.preview(wanted)))
            .orElse(decision));
  }

  /// More for a call that lasts, or a lease for the target that is tried next.
  public CompletableFuture<RenewResponse> renew(RenewRequest request) {
    String caller = caller(request.getOrigin().getKind(), request.getOrigin().getName());
    CallLimits current = limits.get();
    Optional<Reservation> wanted =
        quotas.look(ledger ->
            current.more(
                caller,
                request.getTarget(),
                request.hasRate() ? Optional.of(request.getRate()) : Optional.empty(),
                request.getMoves(),
                moment(),
                ledger));
    if (wanted.isEmpty()) {
      // no document limits it
      return CompletableFuture.completedFuture(
          RenewResponse.newBuilder().setSeconds(UNLIMITED_S).build());
    }
    Reservation more =
        wanted.get().toBuilder()
            .setLease(request.getLease())
            .setCallId(request.getCallId())
            .setSequence(request.getSequence())
            .build();
    return quotas.ask(entry().setReservation(more)).thenApply(Leases::renewed);
  }

  private static RenewResponse renewed(Answer answer) {
    return switch (answer) {
      case Answer.Granted granted ->
          RenewResponse.newBuilder()
              .setSeconds((int) Math.min(granted.seconds(), Integer.MAX_VALUE))
              .build();
      case Answer.Refused(String reason) -> RenewResponse.newBuilder().setReason(reason).build();
      case Answer.Unanswered(String reason) -> RenewResponse.newBuilder().setReason(reason).build();
      case Answer.Done _, Answer.Ignored _ -> RenewResponse.getDefaultInstance();
    };
  }

  /// Bills a call.
  public void settle(CallRecord record) {
    if (!quotas.mayAwait(record.getCallId())) {
      return;
    }
    Settlement.Builder settlement = Settlement.newBuilder().setCallId(record.getCallId());
    for (LegRecord leg : record.getLegsList()) {
      if (leg.getDirection().equals("outbound")) {
        boolean answered = leg.hasAnsweredAt() && leg.hasEndedAt();
        settlement.addUses(
            Use.newBuilder()
                .setTarget(leg.getKind() + "/" + leg.getName())
                .setAnswered(leg.hasAnsweredAt())
                .setSeconds(
                    answered
                        ? Math.max(
                            0,
                            Timestamps.between(leg.getAnsweredAt(), leg.getEndedAt()).getSeconds())
                        : 0));
      }
    }
    quotas.settle(settlement.build());
  }

  /// Has somebody told of limits of which little is left; once, whichever replica it is.
  public void reportLow(Consumer<LowBalance> tell) {
    LimitTerms terms = limits.get().terms();
    for (LowBalance low : quotas.look(ledger -> LowBalance.of(terms, moment(), ledger))) {
      var _ =
          quotas
              .ask(entry().setNotice(low.notice()))
              .thenAccept(answer -> {
                if (answer instanceof Answer.Done) {
                  tell.accept(low);
                }
              });
    }
  }

  /// How every limit stands now.
  public List<Balance> balances() {
    LimitTerms terms = limits.get().terms();
    return quotas.look(ledger -> {
      List<Balance> balances = new ArrayList<>();
      for (Quota quota : terms.all()) {
        for (Measure measure : BALANCED) {
          terms
              .share(quota, measure, moment(), ledger)
              .ifPresent(share -> balances.add(balance(quota, measure, share, ledger)));
        }
      }
      return balances;
    });
  }

  private static Balance balance(
      Quota quota, Measure measure, Allowance.Share share, Ledger ledger) {
    CounterKey counter = new CounterKey(quota.name(), measure, share.period());
    return Balance.newBuilder()
        .setQuota(quota.name())
        .setMeasure(measure)
        .setPeriod(share.period())
        .setLimit(measure == Measure.MEASURE_MINUTES ? share.amount() * 60 : share.amount())
        .setUsed(ledger.used(counter))
        .setReserved(ledger.reserved(counter))
        .build();
  }

  /// Nothing is used of it: of one measure, or of all.
  public CompletableFuture<Answer> reset(ResetRequest request) {
    return quotas.ask(
        entry()
            .setAdjustment(
                Adjustment.newBuilder()
                    .setQuota(request.getQuota())
                    .setMeasure(request.getMeasure())
                    .setReset(true)));
  }

  /// Adds to what is used in the period that is now.
  public CompletableFuture<Answer> correct(CorrectRequest request) {
    Optional<Balance> now =
        balances().stream()
            .filter(balance ->
                balance.getQuota().equals(request.getQuota())
                    && balance.getMeasure() == request.getMeasure())
            .findFirst();
    if (now.isEmpty()) {
      return CompletableFuture.completedFuture(new Answer.Ignored());
    }
    long amount =
        switch (request.getMeasure()) {
          case MEASURE_MINUTES -> request.getAmount() * 60L;
          case MEASURE_COST -> request.getMicros();
          default -> request.getAmount();
        };
    return quotas.ask(
        entry()
            .setAdjustment(
                Adjustment.newBuilder()
                    .setQuota(request.getQuota())
                    .setMeasure(request.getMeasure())
                    .setPeriod(now.get().getPeriod())
                    .setAmount(amount)));
  }

  /// Now, as this replica sees it.
  public Moment moment() {
    return new Moment(clock.instant(), clockKnown.getAsBoolean());
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromMillis(clock.instant().toEpochMilli()));
  }

  private static String caller(OriginKind kind, String name) {
    return new Caller(kind, name).key();
  }
}
