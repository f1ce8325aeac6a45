package io.patchbay.driver.gsm.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.TpduException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmsSetupTest {
  @Test
  void theStoreIsChosenFromWhatIsOffered() {
    assertEquals(
        "AT+CPMS=\"SM\",\"SM\",\"SM\"",
        SmsSetup.cpms("+CPMS: (\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")"));
    // the modem receives into ME only, and sends from SM only
    assertEquals(
        "AT+CPMS=\"ME\",\"SM\",\"ME\"", SmsSetup.cpms("+CPMS: (\"ME\",\"SM\"),(\"SM\"),(\"ME\")"));
    assertEquals(List.of("SM"), SmsSetup.stores("+CPMS: (\"XX\")"));
  }

  @Test
  void announcementsAreChosenFromWhatIsOffered() {
    assertEquals("AT+CNMI=2,1,0,1,0", SmsSetup.cnmi("+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"));
    assertEquals("AT+CNMI=3,1,0,2,1", SmsSetup.cnmi("+CNMI: (0,3),(0,1),(0,2),(0,2),(1)"));
    assertEquals("AT+CNMI=2,1,0,1", SmsSetup.cnmi("+CNMI: (0-2),(0,1),(0,2),(0-1)"));
    assertEquals("AT+CNMI=2,1,0,1,0", SmsSetup.cnmi(""));
  }

  @Test
  void theServiceCentreIsCodedAsTheTpduModuleReadsIt() throws TpduException {
    for (String smsc : new String[] {"+8613800100500", "10086", "+123456789012"}) {
      SmsPdu pdu = SmsPdu.parseHex(SmscOctets.hex(smsc) + "00");
      assertEquals(new SmsPdu(Address.of(smsc), Octets.of((byte) 0)), pdu);
    }
    assertEquals("00", SmscOctets.hex(""));
    assertFalse(SmscOctets.valid("+86;AT"));
  }

  @Test
  void reportsAreToldFromMessagesByTheirType() {
    assertTrue(new StoredPdu("SM:1", "07912658050000F00601").report());
    assertFalse(new StoredPdu("SM:1", "07912143658709F1040B").report());
    assertFalse(new StoredPdu("SM:1", "FF00").report());
    assertEquals(List.of(), StoredPdu.ofCmgl("SM", List.of("+CMGL: 1,1,,28", "no hex")));
    assertEquals(List.of(), StoredPdu.ofCmgr("SM:1", List.of("+CMGR: 1,,28")));
  }

  @Test
  void errorsSayWhetherToTryAgain() {
    assertEquals(Refusal.REJECTED, CmsError.refusal(21));
    assertEquals(Refusal.UNAVAILABLE, CmsError.refusal(38));
    assertEquals(Refusal.INVALID, CmsError.refusal(304));
  }
}
