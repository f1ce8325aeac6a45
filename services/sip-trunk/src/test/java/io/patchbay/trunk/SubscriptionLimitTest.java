package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/// Nobody can subscribe without end.
final class SubscriptionLimitTest {
  private static final int MOST = 100;

  @Test
  void oneTooManyIsRefusedUntilAnotherIsGivenUp() throws Exception {
    Deque<Phone> phones = new ArrayDeque<>();
    try (Rig rig = new Rig()) {
      Watcher first = watcher(rig, phones);
      assertEquals(200, first.subscribe(600, "").status());
      for (int i = 1; i < MOST; i++) {
        assertEquals(200, watcher(rig, phones).subscribe(600, "").status(), "subscription " + i);
      }
      Watcher last = watcher(rig, phones);
      SipText refused = last.subscribe(600, "");
      assertEquals(503, refused.status());
      assertEquals("60", refused.field("Retry-After"));
      assertEquals(200, first.subscribe(0, "").status());
      assertEquals(200, watcher(rig, phones).subscribe(600, "").status());
    } finally {
      phones.forEach(Phone::close);
    }
  }

  private static Watcher watcher(Rig rig, Deque<Phone> phones) throws Exception {
    Phone phone = new Phone("102", rig.sipPort());
    phones.push(phone);
    return new Watcher(phone, "101", "dialog");
  }
}
