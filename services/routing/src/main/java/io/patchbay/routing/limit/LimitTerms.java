package io.patchbay.routing.limit;

import io.patchbay.contract.document.Allowance;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.config.v1.VelocitySpec;
import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.TargetRate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The limits of the documents: what a call claims of them at a moment. Immutable.
///
/// A clock that is not known to be right (it says so, or it is a day behind the ledger) has no
/// minutes or money of any period left to grant, but the calls of the last period that was known
/// (catalogue G-179, G-184).
public final class LimitTerms {
  private static final int UNIT_S = 60;
  private static final int LEASE_MINUTES = 5;

  /// The period of times of the day for which nothing is said.
  static final String FREE = "free";

  private final Subjects subjects;
  private final List<Quota> all;
  private final List<Quota> reported;
  private final boolean priced;

  /// The limits of each subject, as `line/gsm-1`, for all exits.
  private final Map<String, Limits> bySubject = new HashMap<>();

  public LimitTerms(Documents documents) {
    this.subjects = new Subjects(documents);
    Map<String, Quota> quotas = new LinkedHashMap<>();
    documents
        .limits()
        .forEach((name, spec) -> {
          Allowances allowances = Allowances.of(spec);
          for (String subject : spec.getOnList()) {
            String quota = spec.getShared() ? name : name + " " + subject;
            Quota one = new Quota(quota, spec, allowances, List.of());
            quotas.put(quota, one);
            bySubject.merge(subject, Limits.of(one), Limits::and);
          }
        });
    all = List.copyOf(quotas.values());
    priced = counted(all);
    reported = all.stream().filter(quota -> quota.spec().hasReport()).toList();
  }

  /// A moment as one replica sees it.
  ///
  /// @param clockKnown the clock was set since the machine started
  public record Moment(Instant at, boolean clockKnown) {}

  /// One limit for one subject.
  ///
  /// @param name `sim-plan line/gsm-1`; of a shared one `sim-plan`
  /// @param allowances of the spec, read
  /// @param exits it concerns; empty: all
  public record Quota(String name, LimitSpec spec, Allowances allowances, List<String> exits) {
    public Quota {
      exits = List.copyOf(exits);
    }

    private Quota with(Collection<String> others) {
      return new Quota(name, spec, allowances, List.copyOf(others));
    }

    /// It has something to grant, and not only a longest call.
    boolean counts() {
      return !spec.getMinutes().isEmpty()
          || !spec.getCalls().isEmpty()
          || !spec.getCost().isEmpty()
          || spec.hasVelocity()
          || spec.getConcurrent() != 0;
    }
  }

  /// What limits one subject.
  ///
  /// @param counts any of them has something to grant
  /// @param longestS seconds of the longest call; 0: any
  private record Limits(List<Quota> quotas, boolean counts, int longestS) {
    static final Limits NONE = new Limits(List.of(), false, 0);

    static Limits of(Quota quota) {
      return new Limits(List.of(quota), quota.counts(), quota.spec().getCallMinutes() * 60);
    }

    Limits and(Limits other) {
      List<Quota> both = new ArrayList<>(quotas);
      both.addAll(other.quotas);
      return new Limits(both, counts || other.counts, shorter(longestS, other.longestS));
    }
  }

  Subjects subjects() {
    return subjects;
  }

  /// The limits of a call, each for the exits it concerns; for all of them where it is the
  /// caller's.
  ///
  /// @param caller as `extension/101`
  /// @param exits as `line/gsm-1`
  List<Quota> quotas(String caller, List<String> exits) {
    if (exits.isEmpty() || all.isEmpty()) {
      return List.of();
    }
    Map<String, Quota> quotas = new LinkedHashMap<>();
    Map<String, Set<String>> concerned = new HashMap<>();
    subjects
        .of(caller, exits)
        .forEach((subject, some) -> {
          for (Quota quota : limits(subject).quotas()) {
            quotas.putIfAbsent(quota.name(), quota);
            concerned.computeIfAbsent(quota.name(), _ -> new LinkedHashSet<>()).addAll(some);
          }
        });
    for (Quota quota : limits(caller).quotas()) {
      concerned.put(quota.name(), Set.of());
    }
    return quotas.values().stream()
        .map(quota -> quota.with(concerned.getOrDefault(quota.name(), Set.of())))
        .toList();
  }

  private Limits limits(String subject) {
    return bySubject.getOrDefault(subject, Limits.NONE);
  }

  /// Whether anything is to be granted to a call that leaves by any of these.
  ///
  /// @param caller as `extension/101`
  /// @param exits as `line/gsm-1`
  boolean count(String caller, List<String> exits) {
    return !exits.isEmpty()
        && !bySubject.isEmpty()
        && (limits(caller).counts() || exits.stream().anyMatch(this::counts));
  }

  private boolean counts(String exit) {
    return limits(exit).counts()
        || subjects.groups(exit).stream().anyMatch(group -> limits(group).counts());
  }

  /// Seconds of the longest call that may leave by any of these; 0: any.
  int longestSeconds(String caller, List<String> exits) {
    int longest = exits.isEmpty() ? 0 : limits(caller).longestS();
    for (String exit : bySubject.isEmpty() ? List.<String>of() : exits) {
      longest = shorter(longest, limits(exit).longestS());
      for (String group : subjects.groups(exit)) {
        longest = shorter(longest, limits(group).longestS());
      }
    }
    return longest;
  }

  private static int shorter(int one, int other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  /// Every limit for every subject it names.
  public List<Quota> all() {
    return all;
  }

  /// Those of which somebody is told when little is left.
  List<Quota> reported() {
    return reported;
  }

  /// Whether any limit of a call counts what it costs.
  ///
  /// @param caller as `extension/101`
  /// @param exits as `line/gsm-1`
  public boolean priced(String caller, List<String> exits) {
    return counted(quotas(caller, exits));
  }

  private static boolean counted(Collection<Quota> quotas) {
    return quotas.stream().anyMatch(quota -> !quota.spec().getCost().isEmpty());
  }

  /// Whether any limit counts what calls cost.
  public boolean priced() {
    return priced;
  }

  /// What a call claims of a limit, at its beginning or (minutes and cost alone) when it goes on.
  ///
  /// @param rates by exit
  List<Claim> claims(
      Quota quota, Moment moment, Ledger ledger, boolean first, Map<String, RateSpec> rates) {
    LimitSpec spec = quota.spec();
    List<Claim> claims = new ArrayList<>();
    share(quota, Measure.MEASURE_MINUTES, moment, ledger)
        .ifPresent(share -> claims.add(minutes(quota, share, first)));
    share(quota, Measure.MEASURE_COST, moment, ledger)
        .flatMap(share -> cost(quota, share, first, rates))
        .ifPresent(claims::add);
    if (first) {
      share(quota, Measure.MEASURE_CALLS, moment, ledger)
          .ifPresent(share ->
              claims.add(
                  claim(quota, Measure.MEASURE_CALLS, share)
                      .setAnsweredOnly(spec.getAnsweredOnly())
                      .build()));
      if (spec.getConcurrent() != 0) {
        claims.add(
            claim(
                    quota,
                    Measure.MEASURE_CONCURRENT,
                    new Allowance.Share("", Integer.toUnsignedLong(spec.getConcurrent())))
                .build());
      }
      if (spec.hasVelocity()) {
        claims.add(velocity(quota));
      }
    }
    return claims;
  }

  /// What a message claims of a limit; empty: nothing limits messages.
  Optional<Claim> messageClaim(Quota quota, Moment moment, Ledger ledger, int parts) {
    return share(quota, Measure.MEASURE_MESSAGES, moment, ledger)
        .map(share -> claim(quota, Measure.MEASURE_MESSAGES, share).setWant(parts).build());
  }

  private static Claim minutes(Quota quota, Allowance.Share share, boolean first) {
    LimitSpec spec = quota.spec();
    return claim(quota, Measure.MEASURE_MINUTES, share)
        .setLimit(share.amount() * 60)
        .setWant(leaseSeconds(spec))
        .setUnit(spec.getBillingUnitS() == 0 ? UNIT_S : spec.getBillingUnitS())
        .setCorrectionS(spec.getCorrectionS())
        .setBeyond(beyond(quota, share, first))
        .build();
  }

  /// Empty: it costs nothing wherever it may go.
  private static Optional<Claim> cost(
      Quota quota, Allowance.Share share, boolean first, Map<String, RateSpec> rates) {
    List<TargetRate> concerned =
        rates.entrySet().stream()
            .filter(rate -> quota.exits().isEmpty() || quota.exits().contains(rate.getKey()))
            .map(rate ->
                TargetRate.newBuilder().setTarget(rate.getKey()).setRate(rate.getValue()).build())
            .toList();
    return concerned.isEmpty()
        ? Optional.empty()
        : Optional.of(
            claim(quota, Measure.MEASURE_COST, share)
                .setWant(leaseSeconds(quota.spec()))
                .setBeyond(beyond(quota, share, first))
                .addAllRates(concerned)
                .build());
  }

  private static long leaseSeconds(LimitSpec spec) {
    return 60L * (spec.getLeaseMinutes() == 0 ? LEASE_MINUTES : spec.getLeaseMinutes());
  }

  private static boolean beyond(Quota quota, Allowance.Share share, boolean first) {
    return share.period().equals(FREE) || (quota.spec().getLetFinish() && !first);
  }

  private static Claim velocity(Quota quota) {
    VelocitySpec spec = quota.spec().getVelocity();
    return claim(quota, Measure.MEASURE_VELOCITY, new Allowance.Share("", spec.getCalls()))
        .setWithinS(spec.getWithinMinutes() * 60)
        .setBlockS(spec.getBlockMinutes() * 60)
        .build();
  }

  private static Claim.Builder claim(Quota quota, Measure measure, Allowance.Share share) {
    return Claim.newBuilder()
        .setQuota(quota.name())
        .setMeasure(measure)
        .setPeriod(share.period())
        .setLimit(share.amount())
        .setWant(1)
        .addAllTargets(quota.exits());
  }

  /// What may be used now; empty: there is no such limit, or (calls) no limit now.
  public Optional<Allowance.Share> share(
      Quota quota, Measure measure, Moment moment, Ledger ledger) {
    boolean timed = timed(measure);
    Allowance allowance = quota.allowances().of(measure);
    LocalDateTime now = LocalDateTime.ofInstant(moment.at(), quota.allowances().zone());
    if (allowance instanceof Allowance.Unlimited || allowance instanceof Allowance.Total) {
      return allowance.at(now);
    }
    if (!trusted(moment, ledger)) {
      return timed
          ? Optional.of(new Allowance.Share("unknown", 0))
          : ledger
              .lastPeriod(quota.name(), measure)
              .flatMap(period -> allowance.at(start(period)))
              .or(() -> Optional.of(new Allowance.Share("unknown", 0)));
    }
    return timed
        ? allowance.at(now).or(() -> Optional.of(new Allowance.Share(FREE, 0)))
        : allowance.at(now);
  }

  /// Grows as long as a call lasts.
  static boolean timed(Measure measure) {
    return measure == Measure.MEASURE_MINUTES || measure == Measure.MEASURE_COST;
  }

  private static boolean trusted(Moment moment, Ledger ledger) {
    return moment.clockKnown() && !moment.at().isBefore(ledger.latest().minus(Ledger.BEHIND));
  }

  /// The moment a period began, as it is written.
  private static LocalDateTime start(String period) {
    return period.indexOf('T') < 0
        ? LocalDate.parse(period).atStartOfDay()
        : LocalDateTime.parse(period);
  }
}
