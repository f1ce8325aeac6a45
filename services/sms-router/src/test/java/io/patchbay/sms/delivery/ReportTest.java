package io.patchbay.sms.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.sms.Pdus;
import io.patchbay.sms.ledger.PartEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0x00, Delivered",
    "0x02, Delivered",
    "0x1F, Delivered",
    "0x20, StillTrying",
    "0x30, StillTrying",
    "0x3F, StillTrying",
    "0x40, Undeliverable",
    "0x46, Undeliverable",
    "0x60, Undeliverable",
    "0x7F, Undeliverable",
    "0xFF, Undeliverable",
  })
  void theClassOfTheStatusDecides(String status, String event) {
    Report report = new Report(1, "101", Integer.decode(status));
    assertEquals(event, report.event().getClass().getSimpleName());
    assertTrue(report.words().startsWith("TP-ST " + status), report.words());
  }

  @Test
  void aReportIsReadFromWhatTheModemGave() {
    byte[] pdu = Pdus.report(200, "+8613800000001", 0x46, AT);
    assertEquals(Optional.of(new Report(200, "+8613800000001", 0x46)), Report.read(pdu));
    assertEquals(new PartEvent.Undeliverable(), Report.read(pdu).orElseThrow().event());
    assertEquals(Optional.empty(), Report.read(Pdus.deliver("101", "hello", 1, AT).getFirst()));
    assertEquals(Optional.empty(), Report.read(new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @CsvSource({
    "+8613800000001, +8613800000001, true",
    "13800000001,    +8613800000001, true",
    "+8613800000001, 13800000001,    true",
    "01712345678,    +491712345678,  true",
    "10086,          +8610086,       true",
    "101,            101,            true",
    "101,            +86101,         false",
    "+8613800000001, +8613800000002, false",
    "'',             +8613800000001, false",
  })
  void numbersAreComparedAsNetworksRewriteThem(String sentTo, String reported, boolean same) {
    assertEquals(same, new Report(1, reported, 0).concerns(sentTo));
  }
}
