package io.patchbay.routing.limit;

import io.patchbay.contract.Times;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Kinds;
import io.patchbay.contract.document.Money;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Replicas of dial-plan that share a log, calls that use a limited line, and everything between
/// them that can fail: requests, answers and records are lost, late or doubled, replicas are cut
/// off, die and have wrong clocks, the holders of calls die. Time is virtual.
final class World {
  static final Instant START = Instant.parse("2026-11-20T11:50:00Z");
  private static final String LINE = "line/gsm-1";
  private static final String CALLER = "extension/101";

  /// Until another replica has adopted the call of one that died.
  private static final int ADOPTION_S = 30;

  final SplittableRandom random;
  final LimitSpec spec;
  final int unit;
  final long leaseSeconds;

  /// What a lease holds at most: seconds, or millionths where money is counted.
  final long lease;

  private final Measure measure;
  private final RateSpec rate;
  private final boolean asks;
  private final CallLimits limits;
  private final List<LedgerEntry> log = new ArrayList<>();
  private final List<LedgerEntry> late = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Call> unrecorded = new ArrayList<>();
  private long second;
  private int names;
  int holdersLost;
  boolean recordsLost;
  boolean clocksFarOff;

  /// One replica of dial-plan.
  private final class Replica {
    Ledger ledger = new Ledger();
    int read;
    long skew;
    boolean cutOff;

    Answer readTo(int end) {
      Answer last = new Answer.Ignored();
      while (read < end) {
        last = ledger.apply(log.get(read++));
      }
      return last;
    }

    LimitTerms.Moment moment() {
      return new LimitTerms.Moment(START.plusSeconds(second + skew), true);
    }
  }

  /// A call that somebody makes, as it really is.
  static final class Call {
    final String id;
    final long answered;
    final long wants;

    /// Seconds by the period they were granted in.
    final List<Map.Entry<String, Long>> granted = new ArrayList<>();

    String lease = "";
    int sequence;
    long seconds;
    long talked;
    boolean over;
    long orphanUntil = -1;

    Call(String id, long answered, long wants) {
      this.id = id;
      this.answered = answered;
      this.wants = wants;
    }
  }

  /// @param asks replicas wait for the log; false: they answer of what they know, which is wrong
  /// @param measure minutes or cost
  World(long seed, boolean asks, Measure measure) {
    this.measure = measure;
    random = new SplittableRandom(seed);
    this.asks = asks;
    unit = random.nextBoolean() ? 60 : 1 + random.nextInt(60);
    int leaseMinutes = 1 + random.nextInt(5);
    boolean money = measure == Measure.MEASURE_COST;
    rate = money ? rate() : RateSpec.getDefaultInstance();
    int minutes = 5 + random.nextInt(40);
    String allowance =
        switch (random.nextInt(3)) {
          case 0 -> amount(minutes);
          case 1 -> "05:00-12:00," + amount(minutes) + "|12:00-23:00," + amount(minutes + 3);
          default -> "D21," + amount(minutes);
        };
    LimitSpec.Builder limit =
        LimitSpec.newBuilder()
            .addOn(LINE)
            .setBillingUnitS(unit)
            .setCorrectionS(random.nextInt(2))
            .setLeaseMinutes(leaseMinutes);
    if (!money || random.nextInt(4) == 0) {
      limit.setMinutes(money ? "10000" : allowance);
    }
    spec = money ? limit.setCost(allowance).build() : limit.build();
    leaseSeconds = Math.ceilDiv(leaseMinutes * 60L, unit) * unit;
    lease = money ? Tariff.cost(rate, leaseSeconds) : leaseSeconds;
    limits =
        new CallLimits(
            Documents.of(
                List.of(
                    Kinds.document(
                        "gsm-1", LineSpec.newBuilder().setKind(LineKind.LINE_KIND_SIM).build()),
                    Kinds.document("plan", spec))));
    for (int i = 0; i < 3; i++) {
      Replica replica = new Replica();
      boolean days = random.nextInt(10) == 0;
      clocksFarOff |= days;
      replica.skew = days ? random.nextInt(400_000) - 200_000 : random.nextInt(180) - 90;
      replicas.add(replica);
    }
  }

  private RateSpec rate() {
    return RateSpec.newBuilder()
        .setPriceMicros(1 + random.nextInt(200_000))
        .setUnitS(unit)
        .setSetupMicros(random.nextBoolean() ? 0 : random.nextInt(100_000))
        .setMinimumS(random.nextBoolean() ? 0 : random.nextInt(120))
        .build();
  }

  /// Of so many minutes, as it is written.
  private String amount(int minutes) {
    return measure == Measure.MEASURE_COST
        ? Money.text(minutes * Math.ceilDiv(60L, unit) * rate.getPriceMicros())
        : "" + minutes;
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() {
    passTime(random.nextInt(120));
    Replica one = replicas.get(random.nextInt(replicas.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> newCall(one);
      case 4 -> one.cutOff = !one.cutOff;
      case 5 -> one.readTo(one.read + random.nextInt(log.size() - one.read + 1));
      case 6 -> restart(one);
      case 7 -> record();
      case 8 -> loseHolder();
      case 9 -> arriveLate();
      case 10 -> one.skew += random.nextInt(21) - 10;
      default -> passTime(random.nextInt(600));
    }
  }

  private void passTime(int seconds) {
    for (Call call : calls) {
      if (!call.over) {
        passTime(call, second + seconds);
      }
    }
    second += seconds;
    calls.stream().filter(call -> call.over && !unrecorded.contains(call)).forEach(unrecorded::add);
    calls.removeIf(call -> call.over);
  }

  /// A holder asks for more when less than a quarter is left, and cuts when all is used up.
  private void passTime(Call call, long until) {
    while (!call.over) {
      long due = call.answered + call.seconds;
      boolean orphan = call.orphanUntil >= 0;
      long end =
          Math.min(
              call.wants, orphan ? Math.max(due, call.orphanUntil) - call.answered : call.seconds);
      if (!orphan && end == call.seconds && call.wants > call.seconds && until > due - 20) {
        if (!more(call)) {
          finish(call, end, until);
          return;
        }
      } else {
        finish(call, end, until);
        return;
      }
    }
  }

  private static void finish(Call call, long end, long until) {
    if (call.answered + end <= until) {
      call.talked = end;
      call.over = true;
    }
  }

  private void newCall(Replica replica) {
    Call call = new Call("call-" + names++, second, 1 + random.nextInt(1_500));
    Decision decision =
        Decision.newBuilder()
            .addTargets(Target.newBuilder().setLine("gsm-1").setRate(rate))
            .build();
    Optional<Reservation> wanted =
        limits.first(CALLER, decision, replica.moment(), replica.ledger, true);
    call.lease = "lease-" + call.id;
    if (reserve(replica, call, 0, wanted.orElseThrow())) {
      calls.add(call);
    } else {
      // it came to nothing; its record says so
      call.over = true;
      unrecorded.add(call);
    }
  }

  private boolean more(Call call) {
    Replica replica = replicas.get(random.nextInt(replicas.size()));
    Optional<Reservation> wanted =
        limits.more(CALLER, LINE, Optional.of(rate), false, replica.moment(), replica.ledger);
    long before = call.seconds;
    call.sequence++;
    return reserve(replica, call, call.sequence, wanted.orElseThrow()) && call.seconds > before;
  }

  private boolean reserve(Replica replica, Call call, int sequence, Reservation wanted) {
    LedgerEntry entry =
        LedgerEntry.newBuilder()
            .setAt(Times.timestamp(replica.moment().at()))
            .setReservation(
                wanted.toBuilder().setLease(call.lease).setCallId(call.id).setSequence(sequence))
            .build();
    Answer answer;
    if (asks) {
      if (replica.cutOff || random.nextInt(12) == 0) {
        if (random.nextBoolean()) {
          late.add(entry);
        }
        return false;
      }
      log.add(entry);
      int end = log.size();
      if (random.nextInt(8) == 0) {
        log.add(entry);
      }
      answer = replica.read < end ? replica.readTo(end) : new Answer.Ignored();
    } else {
      answer = replica.ledger.apply(entry);
      log.add(entry);
    }
    if (random.nextInt(12) == 0 || !(answer instanceof Answer.Granted granted)) {
      return false;
    }
    call.seconds = granted.seconds();
    call.granted.clear();
    replica.ledger.state(0).getLeasesList().stream()
        .filter(lease -> lease.getLease().equals(call.lease))
        .flatMap(lease -> lease.getHoldsList().stream())
        .filter(hold -> hold.getClaim().getMeasure() == measure)
        .forEach(
            hold -> call.granted.add(Map.entry(hold.getClaim().getPeriod(), hold.getAmount())));
    return true;
  }

  private void record() {
    if (unrecorded.isEmpty()) {
      return;
    }
    Call call = unrecorded.remove(random.nextInt(unrecorded.size()));
    done.add(call);
    if (random.nextInt(20) == 0) {
      recordsLost = true;
      return;
    }
    append(settlement(call));
    if (random.nextInt(3) == 0) {
      append(settlement(call));
    }
  }

  private final List<Call> done = new ArrayList<>();

  private void append(LedgerEntry entry) {
    if (random.nextInt(6) == 0) {
      late.add(entry);
    } else {
      log.add(entry);
    }
  }

  private LedgerEntry settlement(Call call) {
    return LedgerEntry.newBuilder()
        .setAt(Times.timestamp(START.plusSeconds(second)))
        .setSettlement(
            Settlement.newBuilder()
                .setCallId(call.id)
                .addUses(
                    Use.newBuilder()
                        .setTarget(LINE)
                        .setAnswered(call.talked > 0)
                        .setSeconds(call.talked)))
        .build();
  }

  private void arriveLate() {
    if (!late.isEmpty()) {
      arrive(late.remove(random.nextInt(late.size())));
    }
  }

  /// Who had asked for a first lease and sees it granted too late gives it back.
  private void arrive(LedgerEntry entry) {
    log.add(entry);
    if (entry.hasReservation() && entry.getReservation().getSequence() == 0) {
      log.add(
          LedgerEntry.newBuilder()
              .setAt(entry.getAt())
              .setSettlement(Settlement.newBuilder().setCallId(entry.getReservation().getCallId()))
              .build());
    }
  }

  private void loseHolder() {
    calls.stream()
        .filter(call -> !call.over && call.orphanUntil < 0)
        .findFirst()
        .ifPresent(call -> {
          call.orphanUntil = second + ADOPTION_S;
          holdersLost++;
        });
  }

  /// Reads what another has written down, and the log from there: it must be the same.
  private void restart(Replica one) {
    if (!asks) {
      return;
    }
    Replica other = replicas.get(random.nextInt(replicas.size()));
    Ledger copy = Ledger.of(other.ledger.state(other.read));
    int read = other.read;
    while (read < log.size()) {
      copy.apply(log.get(read++));
    }
    one.readTo(log.size());
    if (!copy.state(read).equals(one.ledger.state(read))) {
      throw new AssertionError("replicas differ: " + copy.state(read) + one.ledger.state(read));
    }
    one.ledger = copy;
  }

  /// The operator's bill beyond the limit, of the period where that is most, seconds or millionths.
  long overspend() {
    List<Call> all = new ArrayList<>(done);
    all.addAll(unrecorded);
    calls.forEach(call -> call.talked = Math.min(second - call.answered, call.seconds));
    all.addAll(calls);
    Map<String, Long> spent = new HashMap<>();
    for (Call call : all) {
      long rest = call.talked == 0 ? 0 : billed(call.talked);
      String last = "";
      for (Map.Entry<String, Long> one : call.granted) {
        last = one.getKey();
        long part = Math.min(rest, one.getValue());
        spent.merge(last, part, Long::sum);
        rest -= part;
      }
      spent.merge(last, rest, Long::sum);
    }
    return spent.entrySet().stream()
        .filter(one -> !one.getKey().equals(LimitTerms.FREE) && one.getValue() > 0)
        .mapToLong(one -> one.getValue() - limit(one.getKey()))
        .max()
        .orElse(0);
  }

  private long limit(String period) {
    boolean money = measure == Measure.MEASURE_COST;
    String amount = money ? spec.getCost() : spec.getMinutes();
    String[] parts = amount.split("\\|", -1);
    String one = parts.length == 2 && period.contains("T12:00") ? parts[1] : parts[0];
    String digits = one.substring(one.indexOf(',') + 1);
    return money ? Money.micros(digits) : 60 * Long.parseLong(digits);
  }

  private long billed(long seconds) {
    if (measure == Measure.MEASURE_COST) {
      return Tariff.cost(rate, seconds);
    }
    return Math.ceilDiv(seconds + spec.getCorrectionS(), unit) * unit;
  }

  /// Every call has ended, every record has come.
  void reconcile() {
    passTime(100_000);
    while (!unrecorded.isEmpty()) {
      record();
    }
    late.forEach(this::arrive);
    late.clear();
    replicas.forEach(replica -> replica.readTo(log.size()));
  }

  /// What is booked that was not spent, and the other way round; 0 when all records have come.
  long difference() {
    long spent =
        done.stream().filter(call -> call.talked > 0).mapToLong(call -> billed(call.talked)).sum();
    return booked() - spent;
  }

  private long booked() {
    return replicas.getFirst().ledger.state(0).getCountersList().stream()
            .filter(counter -> counter.getMeasure() == measure)
            .mapToLong(io.patchbay.proto.limit.v1.Counter::getUsed)
            .sum()
        + replicas.getFirst().ledger.state(0).getLeasesList().stream()
            .flatMap(lease -> lease.getHoldsList().stream())
            .filter(hold -> hold.getClaim().getMeasure() == measure)
            .mapToLong(io.patchbay.proto.limit.v1.Hold::getAmount)
            .sum();
  }

  @Override
  public String toString() {
    return spec + "log: " + log;
  }
}
