package io.patchbay.dialplan.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What people are told of calls for help of an edge that was alone (catalogue E4, 6).
final class LateHelpNoticeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Documents DOCUMENTS =
      Documents.of(
          DocumentYaml.parse(
              "t",
              """
              {kind: Site, name: munich, spec: {notify: ["+491701"], notify-urls: ["https://desk.example/alarm"], notify-mails: [desk@example.com]}}
              """));

  private final List<String> sent = new ArrayList<>();
  private final List<AuditRecord> kept = new ArrayList<>();
  private final Deque<LedgerEntry> written = new ArrayDeque<>();
  private boolean slow;
  private final AtomicInteger ids = new AtomicInteger();
  private final Quotas quotas = new Quotas(() -> "e-" + ids.incrementAndGet(), Duration.ZERO);
  private final LateHelpNotice notice =
      new LateHelpNotice(
          quotas,
          () -> DOCUMENTS,
          new SiteNews(
              (id, to, text, _) -> sent.add(id + ": " + text),
              (url, json, _) -> sent.add(url + " " + json),
              (id, to, text, _) -> sent.add(id + ": " + text)),
          kept::add,
          () -> NOW);

  LateHelpNoticeTest() {
    quotas.use(
        new LedgerLog() {
          @Override
          public void append(LedgerEntry entry) {
            if (slow) {
              written.add(entry);
            } else {
              quotas.take(entry);
            }
          }

          @Override
          public void publish(PolicyStateRecord state) {}
        });
  }

  private static CallRecord.Builder call() {
    return CallRecord.newBuilder()
        .setCallId("c")
        .setOriginKind("line")
        .setOrigin("fxs-1")
        .setCallingNumber("201")
        .setCalledNumber("112")
        .setEmergency(true)
        .setEdgeAlone(true)
        .setEdge("edge-1")
        .setSite("munich")
        .setCause(38)
        .setStartedAt(Timestamps.fromMillis(NOW.minusSeconds(90).toEpochMilli()))
        .setEndedAt(Timestamps.fromMillis(NOW.minusSeconds(60).toEpochMilli()));
  }

  @Test
  void everybodyWhomTheSiteNamesIsToldAndTheTrailKeepsIt() {
    quotas.ready(true);
    notice.count(call().build());
    notice.tick();
    String text =
        "NOBODY TOOK IT, an emergency call: line fxs-1 (201) at munich dialled 112, and nobody"
            + " answered (cause 38) at 2026-11-22 09:58:30 UTC, while edge edge-1 was cut off; call c";
    assertEquals(
        List.of(
            "https://desk.example/alarm {\"event\":\"emergency-call-failed\",\"callId\":\"c\","
                + "\"site\":\"munich\",\"caller\":\"fxs-1\",\"callingNumber\":\"201\","
                + "\"calledNumber\":\"112\",\"cutOffEdge\":\"edge-1\","
                + "\"startedAt\":\"2026-11-22T09:58:30Z\",\"text\":\""
                + text
                + "\"}",
            "emergency-late-c-desk@example.com: " + text,
            "emergency-late-c-+491701: " + text),
        sent);
    assertEquals("fxs-1 emergency-call-failed 112", words(kept.getFirst()));
    notice.count(call().build());
    notice.tick();
    assertEquals(3, sent.size(), "read again");
  }

  private static String words(AuditRecord record) {
    return record.getActor() + " " + record.getAction() + " " + record.getObject();
  }

  @Test
  void ofOtherAndOfOldCallsNobodyIsToldLate() {
    quotas.ready(true);
    Instant old = NOW.minus(LateHelpNotice.OLDEST);
    notice.count(call().setEdgeAlone(false).build());
    notice.count(call().setEmergency(false).build());
    notice.count(call().setEndedAt(Timestamps.fromMillis(old.toEpochMilli())).build());
    notice.tick();
    assertEquals(List.of(), sent);
    assertEquals(0, ids.get(), "the ledger is not asked");
  }

  /// Of an edge gone mad: the policies that share the tick go on.
  @Test
  void timesThatAreNoneStopNothing() {
    quotas.ready(true);
    Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).setNanos(-1).build();
    notice.count(call().setEndedAt(never).build());
    notice.tick();
    assertEquals(List.of(), sent);
    notice.count(call().setStartedAt(never).build());
    notice.tick();
    assertEquals(3, sent.size());
    assertTrue(sent.getFirst().contains("1970-01-01"), sent.getFirst());
  }

  @Test
  void whatComesBeforeTheLedgerIsKnownWaitsForIt() {
    notice.count(call().build());
    notice.tick();
    assertEquals(List.of(), sent);
    quotas.ready(true);
    notice.tick();
    assertEquals(3, sent.size());
  }

  @Test
  void aLedgerThatDoesNotAnswerInTimeKeepsNobodyUninformed() {
    quotas.ready(true);
    slow = true;
    notice.count(call().build());
    tickUntil(() -> written.size() > 1); // it is asked again: the first answer was missed
    assertEquals(List.of(), sent);
    quotas.take(written.removeFirst());
    tickUntil(() -> !sent.isEmpty());
    quotas.take(written.removeFirst());
    notice.tick();
    assertEquals(3, sent.size());
  }

  private void tickUntil(BooleanSupplier done) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "nothing comes of it");
      notice.tick();
      Thread.onSpinWait();
    }
  }
}
