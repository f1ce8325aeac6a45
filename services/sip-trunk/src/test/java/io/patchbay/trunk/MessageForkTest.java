package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// MESSAGE from one extension to another that has several contacts, or none (RFC 3428 §5).
final class MessageForkTest {
  private Rig rig;
  private Phone sender;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    sender = rig.registered("101");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void everyContactGetsItAndWhoeverTakesItIsTheAnswer() throws Exception {
    Phone desk = rig.registered("102");
    Phone mobile = rig.registered("102");
    sender.message("102", "lunch?");
    SipText first = desk.peer.awaitRequest("MESSAGE");
    SipText second = mobile.peer.awaitRequest("MESSAGE");
    assertEquals("lunch?", first.body());
    assertEquals("lunch?", second.body());
    desk.peer.answer(first, 415, "d", "", "");
    mobile.peer.answer(second, 200, "m", "", "");
    sender.peer.awaitStatus(200, "MESSAGE");
  }

  @Test
  void whenNobodyTakesItTheBestRefusalIsTheAnswer() throws Exception {
    Phone desk = rig.registered("102");
    Phone mobile = rig.registered("102");
    sender.message("102", "lunch?");
    desk.peer.answer(desk.peer.awaitRequest("MESSAGE"), 488, "d", "", "");
    mobile.peer.answer(mobile.peer.awaitRequest("MESSAGE"), 415, "m", "", "");
    sender.peer.awaitStatus(415, "MESSAGE");
  }

  /// It is not kept, and not sent by a line either: whoever wrote it knows at once.
  @Test
  void extensionThatIsNotRegisteredIsUnavailable() {
    sender.message("102", "lunch?");
    sender.peer.awaitStatus(480, "MESSAGE");
  }
}
