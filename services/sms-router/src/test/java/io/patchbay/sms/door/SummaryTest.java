package io.patchbay.sms.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.sms.v1.Waiting;
import io.patchbay.proto.sms.v1.WaitingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static Waiting.Builder waiting(WaitingKind kind, boolean active) {
    return Waiting.newBuilder().setKind(kind).setActive(active);
  }

  @Test
  void whatWaitsIsCountedWhereTheNetworkDid() {
    assertEquals(
        "Messages-Waiting: yes\r\nFax-Message: 3/0\r\n",
        Summary.of(
            List.of(
                waiting(WaitingKind.WAITING_KIND_VOICE, true).build(),
                waiting(WaitingKind.WAITING_KIND_FAX, true).setCount(3).build())));
  }

  @Test
  void theLampGoesOutWhenNothingWaits() {
    assertEquals(
        "Messages-Waiting: no\r\nVoice-Message: 0/0\r\n",
        Summary.of(List.of(waiting(WaitingKind.WAITING_KIND_VOICE, false).build())));
  }

  @Test
  void anOrdinaryMessageSaysNothingOfIt() {
    assertEquals("", Summary.of(List.of()));
  }
}
