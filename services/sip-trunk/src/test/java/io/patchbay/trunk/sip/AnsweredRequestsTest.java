package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3261 §17.2.2 and §17.2.3.
final class AnsweredRequestsTest {
  private final AtomicLong now = new AtomicLong();
  private final AnsweredRequests requests = new AnsweredRequests(now::get);

  @Test
  void aRequestIsTakenOnceAndItsResponseIsKept() {
    assertNull(requests.again("a"));
    assertTrue(requests.begin("a"));
    assertFalse(requests.begin("a"));
    assertEquals(0, again("a").length, "no response yet: absorbed");

    byte[] response = {1, 2};
    requests.answered("a", response);
    requests.answered("a", new byte[] {3});

    assertArrayEquals(response, again("a"), "the first one counts");
    assertNull(requests.again("b"));
  }

  @Test
  void itIsForgottenAfterTimerJAndNotBefore() {
    assertTrue(requests.begin("a"));
    requests.answered("a", new byte[] {1});

    now.addAndGet(TimeUnit.SECONDS.toNanos(32));
    assertTrue(requests.begin("b"));
    assertNotNull(requests.again("a"));

    now.addAndGet(TimeUnit.SECONDS.toNanos(9));
    assertTrue(requests.begin("c"));
    assertNull(requests.again("a"));
    assertEquals(2, requests.size());
    assertTrue(requests.begin("a"), "it would be a new request");
  }

  @ParameterizedTest
  @CsvSource({
    "BYE, udp, host:5070;branch=z9hG4bKx, z9hG4bKx|host:5070|BYE",
    "OPTIONS, udp, host;branch=z9hG4bKx, z9hG4bKx|host:-1|OPTIONS",
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

    assertEquals(key, AnsweredRequests.key(request, transport));
  }

  private byte[] again(String key) {
    byte[] response = requests.again(key);
    assertNotNull(response);
    return response;
  }
}
