package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.event.v1.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells people what came of a self-test: the audit trail always, and whom the sites notify by
/// short message when something is wrong. Thread-safe.
public final class SelfTestNotice {
  private static final int LONGEST = 300;

  private final Supplier<Documents> documents;
  private final Messages messages;
  private final Consumer<AuditRecord> audit;

  /// Sends a short message.
  @FunctionalInterface
  public interface Messages {
    /// Sends one.
    ///
    /// @param id the same message is sent once
    void send(String id, String to, String text);
  }

  public SelfTestNotice(
      Supplier<Documents> documents, Messages messages, Consumer<AuditRecord> audit) {
    this.documents = documents;
    this.messages = messages;
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
            .setEventId("emergency-self-test " + due)
            .setAt(Timestamps.fromMillis(due.toEpochMilli()))
            .setActor("dial-plan")
            .setAction("emergency-self-test")
            .setObject("emergency calls")
            .setAllowed(true)
            .setDetail(words)
            .build());
    if (problems.isEmpty()) {
      return;
    }
    String text = "SELF-TEST of emergency calls: " + words;
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    documents.get().sites().values().stream()
        .flatMap(site -> site.getNotifyList().stream())
        .distinct()
        .forEach(
            number -> messages.send("emergency-self-test " + due + " " + number, number, shown));
  }
}
