package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3261 §17.2.3: which requests, and what tells them apart. What is done with them is in
/// `CallFeaturesTest`.
final class UdpTransactionsTest {
  @ParameterizedTest
  @CsvSource({
    "BYE, udp, host:5070;branch=z9hG4bKx, z9hG4bKx|host:5070|BYE|id@pbx|",
    "OPTIONS, udp, host;branch=z9hG4bKx, z9hG4bKx|host:-1|OPTIONS|id@pbx|",
    "INVITE, udp, host:5070;branch=z9hG4bKx, ''",
    "CANCEL, udp, host:5070;branch=z9hG4bKx, ''",
    "ACK, udp, host:5070;branch=z9hG4bKx, ''",
    "BYE, tcp, host:5070;branch=z9hG4bKx, ''",
    "BYE, udp, host:5070;branch=old, ''",
    "BYE, udp, host:5070, ''",
    "BYE, udp, host:5070;maddr=239.1.1.1;branch=z9hG4bKx, ''",
  })
  void whatItIsFor(String method, String transport, String via, String key) throws Exception {
    String text =
        """
        %s sip:1@gw SIP/2.0
        Via: SIP/2.0/UDP %s
        From: <sip:2@pbx>;tag=x
        To: <sip:1@gw>;tag=y
        Call-ID: id@pbx
        CSeq: 7 %s
        Content-Length: 0

        """
            .formatted(method, via, method)
            .replace("\n", "\r\n");
    SIPRequest request =
        (SIPRequest)
            new StringMsgParser()
                .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);

    assertEquals(key, UdpTransactions.key(request, transport));
  }
}
