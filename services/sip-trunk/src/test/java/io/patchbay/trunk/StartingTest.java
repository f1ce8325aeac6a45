package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// A replica that has not read its documents: it cannot tell a phone of ours from a stranger.
final class StartingTest {
  @Test
  void requestsGet503AndNobodyFailsToLogInUntilTheDocumentsAreRead() throws Exception {
    try (Trunk trunk = TestTrunkFactory.waiting(new RecordedFacts());
        Phone phone = new Phone("101", trunk.sipPort())) {
      for (String method : new String[] {"REGISTER", "INVITE", "MESSAGE", "OPTIONS", "BYE"}) {
        SipText answer = ask(phone, method);
        assertEquals(503, answer.status(), method);
        assertEquals("1", answer.field("Retry-After"), method);
      }
      assertEquals(0, trunk.authenticator.failed());
      assertEquals(5, trunk.sip.counters().early.sum());
      trunk.configure(TestTrunkFactory.documents(1));
      assertEquals(503, ask(phone, "REGISTER").status());
      trunk.knowledge.documentsRead();
      trunk.knowledge.registrationsRead();
      assertEquals(200, phone.register("secret101", 600).status());
    }
  }

  private static SipText ask(Phone phone, String method) {
    String branch = phone.peer.branch();
    phone.peer.send(
        phone.peer.request(
            method, "sip:gw", branch, "<sip:101@gw>;tag=a", "<sip:101@gw>", branch, 1, "", ""));
    return phone.peer.await(method, m -> m.status() >= 200 && m.cseq().endsWith(method));
  }
}
