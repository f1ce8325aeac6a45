package io.patchbay.routing.limit;

import io.patchbay.contract.Times;
import io.patchbay.proto.limit.v1.Adjustment;
import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Exhaustion;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Notice;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.routing.conduct.Conduct;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is used and reserved of every limit: `(state, entry) -> (state, answer)`.
///
/// The entries come in the order of their topic, which is the same for every replica, so the
/// answers are, too. Nothing is granted that is not written down: what is used and held of a limit
/// is never more than the limit, whoever is cut off, dead, late or wrong about the time. A lease
/// that nobody settles counts as used. Not thread-safe.
public final class Ledger {
  /// How long a call's record may take to come; then its leases count as used.
  static final Duration UNSETTLED = Duration.ofDays(2);

  /// Whose clock is so far behind the ledger is granted nothing of a period: its counters may be
  /// forgotten.
  static final Duration BEHIND = Duration.ofDays(1);

  /// Ringing, and a renewal that is late.
  private static final Duration SLACK = Duration.ofMinutes(10);

  /// Of a lease that is not renewed, since it has no minutes.
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private static final int REMEMBERED_LEASES = 1_000;

  private final Map<CounterKey, Count> counts = new HashMap<>();
  private final OpenLeases leases = new OpenLeases();
  private final Set<String> closed = new LinkedHashSet<>();
  private Conduct conduct = new Conduct();
  private Velocity velocity = new Velocity();
  private Instant latest = Instant.EPOCH;

  /// One counter.
  ///
  /// @param noticed somebody was told that little is left
  record Count(long used, Instant at, boolean noticed) {
    static final Count NONE = new Count(0, Instant.EPOCH, false);

    Count plus(long more, Instant now) {
      return new Count(Math.max(0, used + more), now, noticed);
    }
  }

  /// Nothing is used.
  public Ledger() {}

  /// As it was written down.
  public static Ledger of(LedgerState state) {
    Ledger ledger = new Ledger();
    LedgerCodec.read(state, ledger.counts, ledger.leases, ledger.closed);
    ledger.latest = Times.instant(state.getAt());
    ledger.conduct = Conduct.of(state);
    ledger.velocity = Velocity.of(state);
    return ledger;
  }

  /// Writes everything down.
  ///
  /// @param offset of the last entry that was applied
  public LedgerState state(long offset) {
    LedgerState.Builder state =
        LedgerCodec.write(counts, leases.all(), closed).toBuilder()
            .setOffset(offset)
            .setAt(Times.timestamp(latest));
    conduct.writeTo(state);
    velocity.writeTo(state);
    return state.build();
  }

  /// The latest time that stands in an entry.
  public Instant latest() {
    return latest;
  }

  /// Takes the next entry.
  public Answer apply(LedgerEntry entry) {
    Instant at = Times.instant(entry.getAt());
    if (at.isAfter(latest)) {
      boolean anotherMinute = minute(at) != minute(latest);
      latest = at;
      if (anotherMinute) {
        sweep();
      }
    }
    return switch (entry.getRequestCase()) {
      case RESERVATION -> reserve(entry.getReservation(), at);
      case SETTLEMENT -> settle(entry.getSettlement());
      case ADJUSTMENT -> adjust(entry.getAdjustment());
      case NOTICE -> notice(entry.getNotice());
      case LINE_CALL -> done(conduct.count(entry.getLineCall(), at));
      case POLICY_TICK -> done(conduct.tick(entry.getPolicyTick(), at));
      case ALARM -> done(conduct.alarm(entry.getAlarm()));
      case TELLING -> done(conduct.told(entry.getTelling()));
      case SELF_TEST -> done(conduct.tested(entry.getSelfTest()));
      case EXHAUSTION -> done(exhaust(entry.getExhaustion(), at));
      case RESTORATION -> {
        entry.getRestoration().getSubjectsList().forEach(velocity::restore);
        yield done(conduct.restore(entry.getRestoration(), at));
      }
      case REQUEST_NOT_SET -> new Answer.Ignored();
    };
  }

  private boolean exhaust(Exhaustion told, Instant at) {
    long used = used(new CounterKey(told.getQuota(), told.getMeasure(), ""));
    return conduct.exhaust(told, used, at);
  }

  private static Answer done(boolean something) {
    return something ? new Answer.Done() : new Answer.Ignored();
  }

  /// How lines behave.
  public Conduct conduct() {
    return conduct;
  }

  /// What a first reservation would be answered now; nothing is reserved.
  public Answer preview(Reservation wanted) {
    Grant grant = new Grant(wanted, true, 0, this::taken);
    return grant.targets().isEmpty()
        ? new Answer.Refused(grant.lastReason())
        : new Answer.Granted(grant.seconds(), grant.targets(), grant.refused());
  }

  private Answer reserve(Reservation wanted, Instant at) {
    Lease lease = leases.get(wanted.getLease());
    if (lease != null && wanted.getSequence() <= lease.sequence()) {
      return new Answer.Granted(lease.seconds(), List.of(lease.target()), Map.of());
    }
    if (closed.contains(wanted.getLease()) || (lease == null && wanted.getSequence() != 0)) {
      return new Answer.Refused("lease " + wanted.getLease() + " is settled, or never was");
    }
    if (at.isBefore(latest.minus(BEHIND))
        && wanted.getClaimsList().stream().anyMatch(claim -> !outlives(claim))) {
      return new Answer.Refused("the clock of who asks is behind: " + at);
    }
    boolean begins = lease == null || wanted.getMoves();
    Lease held = lease != null && begins ? lease.left(wanted.getClaimsList()) : lease;
    if (held != null) {
      leases.put(held);
    }
    List<Claim> velocities = velocities(wanted, lease);
    velocities.stream()
        .filter(claim -> velocity.tooMany(claim, at))
        .forEach(claim -> conduct.alarm(Velocity.subject(claim.getQuota()), claim, at));
    long before = held == null ? 0 : held.seconds();
    Grant grant = new Grant(wanted, begins, before, this::taken);
    if (grant.targets().isEmpty()) {
      if (lease != null) {
        leases.put(lease);
      }
      return new Answer.Refused(grant.lastReason());
    }
    String target = grant.targets().getFirst();
    velocities.stream()
        .filter(claim -> claim.getTargetsCount() == 0 || claim.getTargetsList().contains(target))
        .filter(_ -> lease == null || !lease.targets().contains(target))
        .forEach(claim -> velocity.count(claim, at));
    long seconds = grant.seconds();
    Instant until = at.plus(seconds == 0 ? LONGEST_CALL : Duration.ofSeconds(seconds)).plus(SLACK);
    Lease next =
        held == null
            ? new Lease(
                wanted.getLease(),
                wanted.getCallId(),
                0,
                seconds,
                until,
                List.of(target),
                grant.holds())
            : held.with(wanted.getSequence(), seconds, until, target, grant.holds());
    leases.put(next);
    return new Answer.Granted(next.seconds(), grant.targets(), grant.refused());
  }

  /// A call that goes on to another line has begun for its caller already, and one that is tried
  /// there again, with more digits, for the line, too.
  private static List<Claim> velocities(Reservation wanted, @Nullable Lease lease) {
    return wanted.getClaimsList().stream()
        .filter(claim -> claim.getMeasure() == Measure.MEASURE_VELOCITY)
        .filter(claim ->
            lease == null
                || (claim.getTargetsCount() > 0
                    && !lease.targets().containsAll(claim.getTargetsList())))
        .toList();
  }

  /// A wrong clock does not matter to it: counted for good, or calls or messages of a period that
  /// is known.
  private boolean outlives(Claim claim) {
    return claim.getPeriod().isEmpty()
        || (!LimitTerms.timed(claim.getMeasure()) && counts.containsKey(CounterKey.of(claim)));
  }

  private Answer settle(Settlement settlement) {
    List<Lease> over = leases.of(settlement.getCallId());
    List<Use> uses = new ArrayList<>(settlement.getUsesList());
    for (Lease lease : over) {
      List<Use> mine =
          uses.stream().filter(use -> lease.targets().contains(use.getTarget())).toList();
      uses.removeAll(mine);
      close(lease);
      Settling.of(lease, mine, settlement.getUnsent()).forEach(this::book);
    }
    return over.isEmpty() ? new Answer.Ignored() : new Answer.Done();
  }

  private void book(CounterKey counter, long amount) {
    counts.put(counter, counts.getOrDefault(counter, Count.NONE).plus(amount, latest));
  }

  private void close(Lease lease) {
    leases.remove(lease);
    closed.add(lease.id());
    if (closed.size() > REMEMBERED_LEASES) {
      closed.remove(closed.iterator().next());
    }
  }

  private Answer adjust(Adjustment adjustment) {
    if (adjustment.getReset()) {
      Measure measure = adjustment.getMeasure();
      return counts
              .keySet()
              .removeIf(key ->
                  key.quota().equals(adjustment.getQuota())
                      && (measure == Measure.MEASURE_UNSPECIFIED || measure == key.measure()))
          ? new Answer.Done()
          : new Answer.Ignored();
    }
    CounterKey counter =
        new CounterKey(adjustment.getQuota(), adjustment.getMeasure(), adjustment.getPeriod());
    book(counter, adjustment.getAmount());
    return new Answer.Done();
  }

  /// Who comes first tells it.
  private Answer notice(Notice notice) {
    CounterKey counter =
        new CounterKey(notice.getQuota(), Measure.MEASURE_MINUTES, notice.getPeriod());
    Count count = counts.get(counter);
    if (count == null || count.noticed()) {
      return new Answer.Ignored();
    }
    counts.put(counter, new Count(count.used(), count.at(), true));
    return new Answer.Done();
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }

  /// Old periods are forgotten; leases whose record never came count as used. Every minute of the
  /// entries' time.
  private void sweep() {
    velocity.sweep(latest);
    Instant unsettled = latest.minus(UNSETTLED);
    for (Lease lease : leases.all()) {
      if (lease.until().isBefore(unsettled)) {
        close(lease);
        lease.overdue().holds().forEach(hold -> book(hold.counter(), hold.amount()));
      } else if (lease.until().isBefore(latest)) {
        leases.put(lease.overdue());
      }
    }
    counts.entrySet().removeIf(one -> Periods.past(one.getKey(), one.getValue().at(), latest));
  }

  /// Used and reserved by now.
  private long taken(CounterKey counter) {
    if (counter.measure() == Measure.MEASURE_VELOCITY) {
      return velocity.blocks(counter.quota(), latest) ? Long.MAX_VALUE : 0;
    }
    return used(counter) + reserved(counter);
  }

  /// Settled.
  public long used(CounterKey counter) {
    return counts.getOrDefault(counter, Count.NONE).used();
  }

  /// Held by calls that are not settled.
  public long reserved(CounterKey counter) {
    return leases.held(counter);
  }

  /// Whether it is known that little is left.
  boolean noticed(CounterKey counter) {
    return counts.getOrDefault(counter, Count.NONE).noticed();
  }

  /// The last period of a quota that anything is known of; a clock that cannot be trusted is in it.
  public Optional<String> lastPeriod(String quota, Measure measure) {
    return counts.entrySet().stream()
        .filter(one -> one.getKey().quota().equals(quota) && one.getKey().measure() == measure)
        .max(Map.Entry.comparingByValue(Comparator.comparing(Count::at)))
        .map(one -> one.getKey().period());
  }

  /// Whether the call's record is waited for.
  public boolean waitsFor(String call) {
    return leases.has(call);
  }

  /// The claims of a call's leases, latest last.
  public List<Claim> claims(String call) {
    return leases.of(call).stream()
        .flatMap(lease -> lease.holds().stream())
        .map(Lease.Hold::claim)
        .toList();
  }
}
