package io.patchbay.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class LineTraceTest {
  private final LineTrace trace = new LineTrace(InstantSource.fixed(Instant.EPOCH));

  @Test
  void aReaderGetsWhatCameSinceHeLastRead() {
    trace.add(true, "AT+CPIN=\"1234\"", "AT+CPIN=****");
    trace.add(false, "OK", "OK");
    var all = trace.after(0);
    assertEquals(2, all.size());
    assertEquals("AT+CPIN=****", all.getFirst().redacted());
    assertTrue(all.getFirst().sent());
    trace.add(false, "RING", "RING");
    var news = trace.after(all.getLast().sequence());
    assertEquals(1, news.size());
    assertEquals("RING", news.getFirst().text());
  }

  @Test
  void theOldestGoesAndItsNumberIsMissed() {
    for (int i = 0; i < LineTrace.KEPT + 5; i++) {
      trace.add(false, "+CSQ: " + i, "");
    }
    var kept = trace.after(0);
    assertEquals(LineTrace.KEPT, kept.size());
    assertEquals(6, kept.getFirst().sequence());
  }

  @Test
  void aLineOfNoEndIsCut() {
    trace.add(false, "x".repeat(10_000), "x");
    assertEquals(1025, trace.after(0).getFirst().text().length());
  }

  @Test
  void hardwareWithoutWordsKeepsNothing() {
    LineTrace.NONE.add(true, "AT", "AT");
    assertEquals(0, LineTrace.NONE.after(0).size());
  }
}
