package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.trunk.register.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// REGISTER and who may call.
final class RegistrationTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void phoneRegistersAndIsPublished() throws Exception {
    Phone phone = rig.phone("101");
    SipText ok = phone.register("secret101", 600);
    assertEquals(200, ok.status());
    assertTrue(ok.field("Contact").contains(";expires=600"), ok.field("Contact"));
    RegistrationRecord record = rig.facts.await(Topics.REGISTRATIONS, RegistrationRecord.class);
    assertEquals("127.0.0.1:" + phone.peer.port(), record.getBindings(0).getReceived());
    assertEquals(200, phone.register("secret101", 0).status());
    assertEquals(
        0, rig.facts.await(Topics.REGISTRATIONS, RegistrationRecord.class).getBindingsCount());
  }

  @Test
  void wrongPasswordAndUnknownUserLookTheSame() throws Exception {
    SipText wrong = rig.phone("101").register("guess", 600);
    SipText unknown = rig.phone("999").register("guess", 600);
    assertEquals(401, wrong.status());
    assertEquals(401, unknown.status());
    assertEquals(
        wrong.fields().stream().map(f -> f.split(":", 2)[0]).toList(),
        unknown.fields().stream().map(f -> f.split(":", 2)[0]).toList());
    assertEquals(2, rig.trunk.authenticator.failed());
  }

  @Test
  void guessingIsStopped() throws Exception {
    Phone phone = rig.phone("101");
    int status = 401;
    for (int i = 0; i < 12 && status == 401; i++) {
      status = phone.register("guess" + i, 600 + i).status();
    }
    assertEquals(403, status);
  }

  @Test
  void tooShortAnExpiryIs423() throws Exception {
    SipText refused = rig.phone("101").register("secret101", 5);
    assertEquals(423, refused.status());
    assertEquals("30", refused.field("Min-Expires"));
  }

  @Test
  void replayedCredentialsAreRefused() throws Exception {
    Phone phone = rig.phone("101");
    assertEquals(200, phone.register("secret101", 600).status());
    String uri = "sip:127.0.0.1:" + rig.sipPort();
    String from = "<sip:101@127.0.0.1>;tag=a";
    phone.peer.send(
        phone.peer.request(
            "REGISTER", uri, phone.peer.branch(), from, "<sip:101@x>", "r1", 1, "", ""));
    SipText challenge = phone.peer.awaitStatus(401, "REGISTER");
    String auth =
        "Authorization: "
            + Digest.answer(
                    challenge.all("WWW-Authenticate").getFirst(),
                    "101",
                    "secret101",
                    "REGISTER",
                    uri,
                    "cn")
                .orElseThrow()
            + "\r\n";
    for (int expected : new int[] {200, 401}) {
      phone.peer.send(
          phone.peer.request(
              "REGISTER",
              uri,
              phone.peer.branch(),
              from,
              "<sip:101@x>",
              "r1",
              2 + expected,
              auth,
              ""));
      assertEquals(
          expected,
          phone
              .peer
              .await("answer", m -> m.cseqNumber() == 2 + expected && m.status() >= 200)
              .status());
    }
  }
}
