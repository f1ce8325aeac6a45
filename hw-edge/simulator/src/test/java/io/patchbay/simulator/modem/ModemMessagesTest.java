package io.patchbay.simulator.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.sms.SmsException;
import io.patchbay.simulator.world.VirtualWorld;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.UserData;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ModemMessagesTest {
  private static final String ALICE = "+8613800000001";
  private static final String LINE = "+8613900000001";

  private final VirtualWorld virtual = new VirtualWorld();

  @BeforeEach
  void powerOn() {
    virtual.registered();
    virtual.at("gsm-1", "ATE0;+CNMI=2,1,0,1,0");
  }

  @Test
  void aLongMessageGoesToTheSubscriberWithReports() throws TpduException {
    String text = "长短信 ".repeat(30);
    int parts = 0;
    for (SmsText.Part part : SmsText.split(text, 7)) {
      byte[] tpdu =
          Tpdu.Submit.of(Address.of(ALICE), true, Validity.Relative.of(Duration.ofDays(1)), part)
              .encode();
      assertEquals(List.of(">"), virtual.at("gsm-1", "AT+CMGS=" + tpdu.length));
      parts++;
      virtual.type("gsm-1", "00" + HexFormat.of().formatHex(tpdu) + "\u001A");
      virtual.pass(250);
      assertEquals(List.of("+CMGS: " + parts, "OK"), virtual.drain("gsm-1"));
    }
    virtual.pass(2000);
    assertEquals(List.of("sms-received " + text.strip()), stripped(virtual.eventsOf(ALICE)));
    List<String> reports =
        virtual.drain("gsm-1").stream().filter(line -> line.startsWith("0")).toList();
    assertEquals(parts, reports.size());
    Tpdu.StatusReport report =
        (Tpdu.StatusReport) Tpdu.decode(SmsPdu.parseHex(reports.getLast()).tpdu().toArray());
    assertEquals(parts, report.reference());
    assertEquals(0, report.status());
  }

  private static List<String> stripped(List<String> events) {
    return events.stream().map(String::strip).toList();
  }

  @Test
  void aNumberThatLeadsNowhereIsReportedAsFailed() throws TpduException {
    byte[] tpdu =
        Tpdu.Submit.of(
                Address.of("+4930123456"),
                true,
                Validity.Relative.of(Duration.ofDays(1)),
                SmsText.split("hi", 0).getFirst())
            .encode();
    virtual.at("gsm-1", "AT+CMGS=" + tpdu.length);
    virtual.type("gsm-1", "00" + HexFormat.of().formatHex(tpdu) + "\u001A");
    virtual.pass(3000);
    String hex = virtual.drain("gsm-1").getLast();
    Tpdu.StatusReport report =
        (Tpdu.StatusReport) Tpdu.decode(SmsPdu.parseHex(hex).tpdu().toArray());
    assertEquals(Tpdu.Delivery.FAILED, report.delivery());
  }

  @Test
  void subscribersMessagesAreStoredTillTheMemoryIsFullThenWait()
      throws SmsException, TpduException {
    for (int i = 1; i <= 4; i++) {
      virtual.world().smsc().send(ALICE, LINE, "message " + i);
      virtual.pass(500);
    }
    assertEquals(
        List.of("+CMTI: \"ME\",0", "+CMTI: \"ME\",1", "+CMTI: \"ME\",2"), virtual.drain("gsm-1"));
    assertEquals("message 2", textOf(virtual.at("gsm-1", "AT+CMGR=1").get(1)));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CMGD=1"));
    assertEquals(List.of("+CMTI: \"ME\",1"), virtual.pass(6000).drain("gsm-1"));
    assertEquals("message 4", textOf(virtual.at("gsm-1", "AT+CMGR=1").get(1)));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CMGD=0,4"));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CMGL=4"));
  }

  @Test
  void aLongMessageComesInPartsThatJoin() throws SmsException, TpduException {
    String text = "0123456789".repeat(30);
    virtual.world().smsc().send(ALICE, LINE, text);
    virtual.pass(1000);
    List<UserData> parts = new ArrayList<>();
    for (String line : virtual.at("gsm-1", "AT+CMGL=4")) {
      if (line.startsWith("0")) {
        parts.add(deliver(line).data());
      }
    }
    assertEquals(2, parts.size());
    assertEquals(text, SmsText.join(parts));
  }

  @Test
  void directMessagesMustBeAcknowledgedOrComeAgain() throws SmsException, TpduException {
    virtual.at("gsm-1", "AT+CSMS=1;+CNMI=2,2,0,1,0");
    virtual.world().smsc().send(ALICE, LINE, "direct");
    List<String> lines = virtual.pass(500).drain("gsm-1");
    assertTrue(lines.getFirst().startsWith("+CMT: ,"), lines::toString);
    assertEquals("direct", textOf(lines.get(1)));
    virtual.pass(25_000);
    assertEquals("direct", textOf(virtual.at("gsm-1", "AT+CMGL=4").get(1)), "comes again");
    virtual.at("gsm-1", "AT+CNMI=2,2,0,1,0");
    virtual.world().smsc().send(ALICE, LINE, "second");
    virtual.pass(500);
    assertEquals("OK", virtual.at("gsm-1", "AT+CNMA").getLast());
    assertEquals(List.of("+CMS ERROR: 340"), virtual.at("gsm-1", "AT+CNMA"));
  }

  @Test
  void escapeEndsThePromptAndBadPdusAreRefused() {
    assertEquals(List.of(">"), virtual.at("gsm-1", "AT+CMGS=20"));
    virtual.type("gsm-1", "\u001B");
    assertEquals(List.of("OK"), virtual.pass(50).drain("gsm-1"));
    virtual.at("gsm-1", "AT+CMGS=20");
    virtual.type("gsm-1", "00ZZ\u001A");
    assertEquals(List.of("+CMS ERROR: 304"), virtual.pass(50).drain("gsm-1"));
  }

  private static String textOf(String hex) throws TpduException {
    return deliver(hex).data().text();
  }

  private static Tpdu.Deliver deliver(String hex) throws TpduException {
    return (Tpdu.Deliver) Tpdu.decode(SmsPdu.parseHex(hex).tpdu().toArray());
  }
}
