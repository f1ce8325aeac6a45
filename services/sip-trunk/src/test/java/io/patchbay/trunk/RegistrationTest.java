package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

  /// RFC 7616 §3.3: the password is right, only the nonce is not of this replica.
  @Test
  void rightAnswerToAnotherReplicasChallengeIsStaleAndNoFailure() throws Exception {
    Phone phone = rig.phone("101");
    String foreign = "Digest realm=\"patchbay\", nonce=\"of-another\", qop=\"auth\"";
    for (int cseq = 1; cseq <= 12; cseq++) {
      SipText answer = answered(phone, foreign, "secret101", cseq);
      assertEquals(401, answer.status());
      assertTrue(answer.field("WWW-Authenticate").contains("stale=true"), answer.toString());
    }
    assertEquals(0, rig.trunk.authenticator.failed());
    SipText guess = answered(phone, foreign, "guess", 13);
    assertFalse(guess.field("WWW-Authenticate").contains("stale"), guess.toString());
    assertEquals(1, rig.trunk.authenticator.failed());
  }

  @Test
  void challengeOfOneReplicaIsAnsweredAtAnother() throws Exception {
    try (Rig other = new Rig()) {
      Phone phone = rig.phone("101");
      phone.peer.send(register(phone, 1, ""));
      String challenge = phone.peer.awaitStatus(401, "REGISTER").field("WWW-Authenticate");
      assertEquals(200, answered(other.phone("101"), challenge, "secret101", 2).status());
    }
  }

  private static SipText answered(Phone phone, String challenge, String password, int cseq) {
    String auth =
        Digest.answer(challenge, "101", password, "REGISTER", "sip:gw", "cn").orElseThrow();
    phone.peer.send(register(phone, cseq, "Authorization: " + auth + "\r\n"));
    return phone.peer.await("answer", m -> m.status() >= 200 && m.cseqNumber() == cseq);
  }

  private static String register(Phone phone, int cseq, String extra) {
    return phone.peer.request(
        "REGISTER",
        "sip:gw",
        phone.peer.branch(),
        "<sip:101@gw>;tag=a",
        "<sip:101@gw>",
        "r-" + phone.peer.port(),
        cseq,
        extra,
        "");
  }
}
