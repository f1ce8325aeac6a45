package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// RFC 3261 §17.2.2.
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
    assertTrue(requests.answered("a", response));
    assertFalse(requests.answered("a", new byte[] {3}), "the first one counts");

    assertArrayEquals(response, again("a"));
    assertNull(requests.again("b"));
  }

  @Test
  void itIsForgottenAfterTimerJAndNotBefore() {
    assertTrue(requests.begin("a"));
    assertTrue(requests.answered("a", new byte[] {1}));

    now.addAndGet(TimeUnit.SECONDS.toNanos(32));
    assertTrue(requests.begin("b"));
    assertNotNull(requests.again("a"));

    now.addAndGet(TimeUnit.SECONDS.toNanos(9));
    assertNull(requests.again("a"));
    assertNotNull(requests.again("b"));
    assertTrue(requests.begin("a"), "it would be a new request");
  }

  @Test
  void theOldestGiveWayWhenSendersAreWordy() {
    byte[] response = new byte[AnsweredRequests.LARGEST_RESPONSE];
    long most = AnsweredRequests.MOST_OCTETS / response.length + 1;
    for (int i = 0; i < 2 * most; i++) {
      assertTrue(requests.begin("request " + i));
      assertTrue(requests.answered("request " + i, response));
    }
    assertTrue(requests.octets() < AnsweredRequests.MOST_OCTETS + 2L * response.length);
    assertNull(requests.again("request 0"));
    assertNotNull(requests.again("request " + (2 * most - 1)));

    now.addAndGet(TimeUnit.SECONDS.toNanos(41));
    assertNull(requests.again("x"));
    assertEquals(0, requests.octets());
  }

  @Test
  void aVeryLargeResponseIsSentAndNotKept() {
    assertTrue(requests.begin("a"));
    assertTrue(requests.answered("a", new byte[AnsweredRequests.LARGEST_RESPONSE + 1]));
    assertNull(requests.again("a"));
  }

  private byte[] again(String key) {
    byte[] response = requests.again(key);
    assertNotNull(response);
    return response;
  }
}
