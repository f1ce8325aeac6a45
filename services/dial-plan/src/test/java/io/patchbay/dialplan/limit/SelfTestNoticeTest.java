package io.patchbay.dialplan.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.event.v1.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelfTestNoticeTest {
  private static final Instant DUE = Instant.parse("2026-11-22T03:30:00Z");
  private static final Documents DOCUMENTS =
      Documents.of(
          DocumentYaml.parse(
              "t",
              """
              {kind: Site, name: a, spec: {notify: ["+491701", "+491702"]}}
              ---
              {kind: Site, name: b, spec: {notify: ["+491701"], notify-urls: ["https://desk.example/alarm"], notify-mails: [desk@example.com]}}
              """));

  private final List<String> sent = new ArrayList<>();
  private final List<AuditRecord> kept = new ArrayList<>();
  private final SelfTestNotice notice =
      new SelfTestNotice(
          () -> DOCUMENTS,
          new SiteNews(
              (id, to, text, _) -> sent.add(id + ": " + to + " " + text),
              (url, json, _) -> sent.add(url + " " + json),
              (id, to, text, _) -> sent.add(id + ": " + to + " " + text)),
          kept::add);

  @Test
  void whatIsWrongIsKeptAndToldOnceToEverybody() {
    notice.tell(DUE, List.of("extension/101: no line", "line/fxs-1: no line is free"));
    String text =
        "SELF-TEST of emergency calls: extension/101: no line; line/fxs-1: no line is free";
    assertEquals(
        List.of(
            "https://desk.example/alarm {\"event\":\"emergency-self-test\","
                + "\"due\":\"2026-11-22T03:30:00Z\",\"text\":\""
                + text
                + "\"}",
            "emergency-self-test 2026-11-22T03:30:00Z-desk@example.com: desk@example.com " + text,
            "emergency-self-test 2026-11-22T03:30:00Z-+491701: +491701 " + text,
            "emergency-self-test 2026-11-22T03:30:00Z-+491702: +491702 " + text),
        sent);
    assertEquals("emergency-self-test", kept.getFirst().getAction());
    assertTrue(text.endsWith(kept.getFirst().getDetail()));
  }

  @Test
  void thatAllIsWellIsKeptAndNobodyIsWoken() {
    notice.tell(DUE, List.of());
    assertEquals(List.of(), sent);
    assertEquals("nothing is wrong", kept.getFirst().getDetail());
  }

  @Test
  void aLongStoryIsCutShortForAMessageAndWholeInTheTrail() {
    notice.tell(DUE, List.of("x".repeat(1000)));
    assertTrue(sent.getLast().length() < 400, sent.getLast());
    assertEquals(1000, kept.getFirst().getDetail().length());
  }
}
