package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Documents;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.event.v1.AuditRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells people what came of a self-test: the audit trail always, and whom the sites name when
/// something is wrong: by short message, web hook and mail. Thread-safe.
public final class SelfTestNotice {
  private static final String EVENT = "emergency-self-test";
  private static final int LONGEST = 300;

  private final Supplier<Documents> documents;
  private final SiteNews people;
  private final Consumer<AuditRecord> audit;

  public SelfTestNotice(
      Supplier<Documents> documents, SiteNews people, Consumer<AuditRecord> audit) {
    this.documents = documents;
    this.people = people;
    this.audit = audit;
  }

  /// Tells of one test.
  ///
  /// @param due when it was to be
  /// @param problems in words; none: nothing is wrong
  public void tell(Instant due, List<String> problems) {
    String words = problems.isEmpty() ? "nothing is wrong" : String.join("; ", problems);
    audit.accept(
        AuditRecord.newBuilder()
            .setEventId(EVENT + " " + due)
            .setAt(Timestamps.fromMillis(due.toEpochMilli()))
            .setActor("dial-plan")
            .setAction(EVENT)
            .setObject("emergency calls")
            .setAllowed(true)
            .setDetail(words)
            .build());
    if (problems.isEmpty()) {
      return;
    }
    String text = "SELF-TEST of emergency calls: " + words;
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("event", EVENT);
    facts.put("due", due.toString());
    people.tell(EVENT + " " + due, documents.get().sites().values(), shown, facts);
  }
}
