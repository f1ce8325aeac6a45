package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Times;
import io.patchbay.contract.document.Documents;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Telling;
import io.patchbay.routing.conduct.HelpAlarms;
import io.patchbay.routing.limit.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells people of calls for help of an edge that was alone, when their records come (catalogue E4,
/// 6): an edge can tell nobody itself. Every replica asks the ledger, and whose entry it takes
/// tells. Should the ledger not have answered in time, two may tell rather than none; of short
/// messages the second is none. Thread-safe; never blocks.
public final class LateHelpNotice {
  /// Older records are no news; that nobody took a call is an alarm all the same.
  static final Duration OLDEST = Duration.ofHours(1);

  private static final int MOST_WAITING = 1000;

  private final Quotas quotas;
  private final Supplier<Documents> documents;
  private final SiteNews people;
  private final Consumer<AuditRecord> audit;
  private final InstantSource clock;
  private final BlockingQueue<Late> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

  /// @param doubtful the ledger was asked and did not answer in time
  private record Late(CallRecord record, boolean doubtful) {
    Telling telling() {
      return Telling.newBuilder()
          .setSubject("emergency-late/" + record.getOriginKind() + "/" + record.getOrigin())
          .setEndedAt(record.getEndedAt())
          .build();
    }
  }

  public LateHelpNotice(
      Quotas quotas,
      Supplier<Documents> documents,
      SiteNews people,
      Consumer<AuditRecord> audit,
      InstantSource clock) {
    this.quotas = quotas;
    this.documents = documents;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /// A call is over.
  public void count(CallRecord record) {
    if (record.getEmergency() && record.getEdgeAlone() && record.hasEndedAt()) {
      var _ = waiting.offer(new Late(record, false));
    }
  }

  /// To be called every few seconds.
  public void tick() {
    if (!quotas.ready()) {
      return;
    }
    List<Late> now = new ArrayList<>();
    waiting.drainTo(now);
    Instant oldest = clock.instant().minus(OLDEST);
    now.stream().filter(late -> ended(late).isAfter(oldest)).forEach(this::ask);
  }

  private static Instant ended(Late late) {
    return Times.instant(late.record().getEndedAt());
  }

  private void ask(Late late) {
    Telling telling = late.telling();
    if (quotas.look(ledger -> ledger.conduct().counted(telling.getSubject(), ended(late)))) {
      answered(late, new Answer.Ignored());
      return;
    }
    var _ =
        quotas
            .ask(
                LedgerEntry.newBuilder()
                    .setAt(Timestamps.fromMillis(clock.instant().toEpochMilli()))
                    .setTelling(telling))
            .thenAccept(answer -> answered(late, answer));
  }

  private void answered(Late late, Answer answer) {
    if (answer instanceof Answer.Unanswered) {
      var _ = waiting.offer(new Late(late.record(), true));
    } else if (answer instanceof Answer.Done || late.doubtful()) {
      tell(late.record());
    }
  }

  private void tell(CallRecord record) {
    HelpAlarms.LateHelp late = HelpAlarms.late(record);
    String id = "emergency-late-" + record.getCallId();
    audit.accept(
        AuditRecord.newBuilder()
            .setEventId(id)
            .setAt(record.getEndedAt())
            .setActor(record.getOrigin())
            .setAction(late.event())
            .setObject(record.getCalledNumber())
            .setAllowed(true)
            .setDetail(late.text())
            .build());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("event", late.event());
    facts.put("callId", record.getCallId());
    facts.put("site", record.getSite());
    facts.put("caller", record.getOrigin());
    facts.put("callingNumber", record.getCallingNumber());
    facts.put("calledNumber", record.getCalledNumber());
    facts.put("cutOffEdge", record.getEdge());
    facts.put("startedAt", Times.instant(record.getStartedAt()).toString());
    SiteSpec site =
        documents.get().sites().getOrDefault(record.getSite(), SiteSpec.getDefaultInstance());
    people.tell(id, List.of(site), late.text(), facts);
  }
}
