package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Times;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Alarm;
import io.patchbay.proto.limit.v1.Exhaustion;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LineCall;
import io.patchbay.proto.limit.v1.PolicyTick;
import io.patchbay.proto.limit.v1.Restoration;
import io.patchbay.routing.conduct.Attempt;
import io.patchbay.routing.conduct.Exhaustions;
import io.patchbay.routing.conduct.HelpAlarms;
import io.patchbay.routing.conduct.RunPolicies;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.CounterKey;
import io.patchbay.routing.limit.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Run policies (catalogue G17): tells the ledger what lines did, and asks it to take back what
/// policies have done. Every replica tells everything; the ledger counts it once. Thread-safe;
/// never blocks.
public final class Policing {
  /// Records are read again after a restart, and a policy is no judge of what was before it.
  static final Duration OLDEST = Duration.ofHours(1);

  /// Of a call for help that nobody took.
  static final Duration OLDEST_ALARM = Duration.ofDays(7);

  private final Quotas quotas;
  private final Supplier<Documents> documents;
  private final InstantSource clock;
  private volatile Compiled compiled;

  private record Compiled(Documents documents, RunPolicies policies, Exhaustions exhaustions) {
    static Compiled of(Documents documents) {
      return new Compiled(documents, new RunPolicies(documents), new Exhaustions(documents));
    }
  }

  public Policing(Quotas quotas, Supplier<Documents> documents, InstantSource clock) {
    this.quotas = quotas;
    this.documents = documents;
    this.clock = clock;
    this.compiled = Compiled.of(documents.get());
  }

  private Compiled compiled() {
    Documents now = documents.get();
    Compiled last = compiled;
    if (!last.documents().equals(now)) {
      last = Compiled.of(now);
      compiled = last;
    }
    return last;
  }

  /// A call is over.
  public void count(CallRecord record) {
    HelpAlarms.of(record).ifPresent(this::alarm);
    Instant oldest = clock.instant().minus(OLDEST);
    if (record.hasEndedAt() && record.getEndedAt().getSeconds() < oldest.getEpochSecond()) {
      return;
    }
    RunPolicies policies = compiled().policies();
    Attempt.of(record).stream()
        .filter(attempt -> !attempt.ours())
        .filter(attempt -> attempt.ended().isAfter(oldest))
        .flatMap(attempt -> policies.count(attempt).stream())
        .forEach(this::count);
  }

  private void count(LineCall call) {
    Instant ended = Times.instant(call.getEndedAt());
    quotas.tell(
        entry().setLineCall(call), ledger -> !ledger.conduct().counted(call.getLine(), ended));
  }

  /// An edge that was alone may tell it long after; older than that, it is no news.
  private void alarm(Alarm alarm) {
    Instant happened = Times.instant(alarm.getHappenedAt());
    if (happened.isAfter(clock.instant().minus(OLDEST_ALARM))) {
      quotas.tell(
          entry().setAlarm(alarm),
          ledger -> !ledger.conduct().counted(alarm.getSubject(), happened));
    }
  }

  /// To be called every few seconds: fires the policies whose minutes are over, and looks what is
  /// used up.
  public void tick() {
    if (!quotas.ready()) {
      return;
    }
    Instant at = clock.instant();
    Compiled now = compiled();
    RunPolicies policies = now.policies();
    List<PolicyTick> due = quotas.look(ledger -> policies.due(ledger.conduct(), at));
    due.forEach(tick -> quotas.tell(entry().setPolicyTick(tick), _ -> true));
    List<Exhaustion> gone =
        quotas.look(ledger -> now.exhaustions().gone(ledger.conduct().states()));
    Stream.concat(gone.stream(), now.exhaustions().all().stream())
        .forEach(
            limit -> quotas.tell(entry().setExhaustion(limit), ledger -> changes(ledger, limit)));
  }

  private static boolean changes(Ledger ledger, Exhaustion limit) {
    CounterKey counter = new CounterKey(limit.getQuota(), limit.getMeasure(), "");
    return ledger.conduct().differs(limit, ledger.used(counter));
  }

  /// What policies have done, by subject; not what was restored.
  public List<PolicyStateRecord> states() {
    return quotas.look(ledger ->
        ledger.conduct().states().stream().filter(one -> one.getFiringsCount() > 0).toList());
  }

  /// Takes back what policies have done.
  ///
  /// @param subjects as `line/gsm-1`
  public CompletableFuture<Answer> restore(List<String> subjects) {
    return quotas.ask(entry().setRestoration(Restoration.newBuilder().addAllSubjects(subjects)));
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromMillis(clock.instant().toEpochMilli()));
  }
}
