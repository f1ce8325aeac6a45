package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.trunk.register.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account of ours at a registrar that is a socket of the test.
final class AccountTest {
  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"home\", nonce=\"%s\", qop=\"auth\", algorithm=%s\r\n";

  private Rig rig;
  private SipPeer registrar;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    registrar = rig.pbx();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private TrunkSpec.Builder trunk(AccountSpec.Builder account) {
    return TrunkSpec.newBuilder()
        .setAddress("127.0.0.1:" + rig.pbxPort)
        .setAuthUser("patch")
        .setAuthPassword("bay")
        .setIncoming(Destination.newBuilder().setExtension("101"))
        .setAccount(account);
  }

  private void configure(TrunkSpec.Builder spec) {
    rig.trunk.configure(List.of(trunkDocument(spec)));
  }

  private static Document trunkDocument(TrunkSpec.Builder spec) {
    return TestTrunkFactory.document("Trunk", "pbx").setTrunk(spec).build();
  }

  private static AccountSpec.Builder account() {
    return AccountSpec.newBuilder().setUser("5551").setDomain("home.example").setRegister(true);
  }

  private static Map<String, String> credentials(SipText request) {
    return Digest.parameters(request.field("Authorization"));
  }

  /// The response that this password, realm and nonce must give.
  private static String expected(SipText request, String nonce, String algorithm) {
    Map<String, String> given = Digest.parameters(request.field("Authorization"));
    String challenge =
        "Digest realm=\"home\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=" + algorithm;
    String answer =
        Digest.answer(
                challenge,
                new Digest.Account("patch", "bay", ""),
                new Digest.Use(
                    "REGISTER",
                    "sip:home.example",
                    "",
                    Long.parseLong(given.getOrDefault("nc", "0"), 16),
                    given.getOrDefault("cnonce", "")))
            .orElseThrow();
    return Digest.parameters(answer).getOrDefault("response", "");
  }

  private SipText accepted(String nonce, String algorithm, String contactSuffix, String extra) {
    SipText first = registrar.awaitRequest("REGISTER");
    registrar.answer(first, 401, "r", CHALLENGE.formatted(nonce, algorithm), "");
    SipText second = registrar.awaitRequest("REGISTER");
    grant(second, contactSuffix, extra);
    return second;
  }

  private void grant(SipText register, String suffix, String extra) {
    String text = "Contact: <" + register.contactUri() + ">" + suffix + "\r\n" + extra;
    // the Contact of the test's peer stands for another binding of the address of record
    registrar.answer(register, 200, "r", text, "");
  }

  private TrunkStateRecord state() {
    return rig.trunk.board.find("pbx").orElse(TrunkStateRecord.getDefaultInstance());
  }

  private void awaitRegistered() {
    Rig.eventually("registered", () -> rig.trunk.board.registered("pbx"));
  }

  @Test
  void registersWithTheAlgorithmOfTheChallengeAndSaysSo() {
    for (String algorithm : List.of("MD5", "MD5-sess", "SHA-256", "SHA-512-256")) {
      configure(trunk(account().setDisplayName("Front " + algorithm)));
      SipText register = accepted("n1", algorithm, ";expires=60", "");
      assertEquals("REGISTER sip:home.example SIP/2.0", register.start());
      assertEquals("\"Front " + algorithm + "\" <sip:5551@home.example>", register.field("To"));
      assertEquals(algorithm, credentials(register).get("algorithm"));
      assertEquals(
          expected(register, "n1", algorithm), credentials(register).get("response"), algorithm);
      assertTrue(register.field("Contact").contains("+sip.instance=\"<urn:uuid:"), "RFC 5626");
      assertTrue(register.field("Contact").contains("reg-id=1"));
      assertEquals("3600", register.field("Expires"));
      awaitRegistered();
      assertEquals("127.0.0.1:" + rig.pbxPort, state().getServer());
    }
  }

  @Test
  void isRefreshedWithTheSameNonceBeforeItEnds() {
    configure(trunk(account().setExpiresS(60)));
    SipText first = accepted("n1", "SHA-256", ";expires=3", "");
    SipText refresh = registrar.awaitRequest("REGISTER");
    assertEquals("00000002", credentials(refresh).get("nc"));
    assertEquals(expected(refresh, "n1", "SHA-256"), credentials(refresh).get("response"));
    assertEquals(first.field("Call-ID"), refresh.field("Call-ID"));
    assertTrue(refresh.cseqNumber() > first.cseqNumber());
    grant(refresh, ";expires=60", "");
    awaitRegistered();
  }

  @Test
  void tooShortATimeIsMadeLonger() {
    configure(trunk(account().setExpiresS(60)));
    SipText first = registrar.awaitRequest("REGISTER");
    registrar.answer(first, 423, "r", "Min-Expires: 900\r\n", "");
    SipText second = registrar.awaitRequest("REGISTER");
    assertEquals("900", second.field("Expires"));
    grant(second, ";expires=900", "");
    awaitRegistered();
  }

  @Test
  void wrongPasswordIsToldInWordsAndNoCallGoesOut() throws Exception {
    rig.edge();
    configure(trunk(account()));
    registrar.answer(
        registrar.awaitRequest("REGISTER"), 401, "r", CHALLENGE.formatted("n1", "MD5"), "");
    registrar.answer(
        registrar.awaitRequest("REGISTER"), 401, "r", CHALLENGE.formatted("n2", "MD5"), "");
    Rig.eventually(
        "failed",
        () -> state().getRegistration() == TrunkStateRecord.Registration.REGISTRATION_FAILED);
    assertEquals("the registrar does not take auth-user and password", state().getReason());
    assertEquals(1, rig.trunk.board.failing());
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    phone.failure(503);
    assertEquals(0, registrar.waiting(), "no INVITE at the registrar");
  }

  @Test
  void callsCarryTheAccountAndGoByTheServiceRoute() throws Exception {
    rig.edge();
    configure(trunk(account()));
    accepted(
        "n1",
        "MD5",
        ";expires=60;pub-gruu=\"sip:5551@home.example;gr=urn:uuid:x\"",
        "Service-Route: <sip:127.0.0.1:" + rig.pbxPort + ";lr;here=1>\r\n");
    awaitRegistered();
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = registrar.awaitRequest("INVITE");
    assertEquals("INVITE sip:7001@home.example SIP/2.0", invite.start());
    assertTrue(invite.field("From").startsWith("\"Phone 101\" <sip:5551@home.example>"));
    assertEquals("<sip:127.0.0.1:" + rig.pbxPort + ";lr;here=1>", invite.field("Route"));
    assertEquals("sip:5551@home.example;gr=urn:uuid:x", invite.contactUri());
  }

  @Test
  void twoAccountsOfOneRegistrarAreToldApartByTheUserThatIsCalled() throws Exception {
    rig.edge();
    Phone first = rig.registered("101");
    Phone second = rig.registered("102");
    AccountSpec.Builder other = AccountSpec.newBuilder().setUser("5552");
    TrunkSpec.Builder more =
        TrunkSpec.newBuilder()
            .setAddress("127.0.0.1:" + rig.pbxPort)
            .setAccount(other)
            .setIncoming(Destination.newBuilder().setExtension("102"));
    rig.trunk.configure(
        List.of(
            trunkDocument(trunk(account().setRegister(false))),
            TestTrunkFactory.document("Trunk", "second").setTrunk(more).build()));
    for (String user : List.of("5552", "5551")) {
      String uri = "sip:" + user + "@127.0.0.1:" + rig.sipPort();
      registrar.send(
          registrar.request(
              "INVITE",
              uri,
              registrar.branch(),
              "<sip:9@home.example>;tag=a" + user,
              "<" + uri + ">",
              "call-" + user,
              1,
              "",
              SipPeer.SDP));
      Phone called = user.equals("5552") ? second : first;
      assertTrue(called.peer.awaitRequest("INVITE").start().contains(called.user + "@"), user);
    }
  }

  @Test
  void bindingIsTakenBackWhenTheGatewayStops() throws Exception {
    configure(trunk(account().setUnregisterOnStop(true)));
    accepted("n1", "MD5", ";expires=60", "");
    awaitRegistered();
    Thread stopping = Thread.ofVirtual().start(rig.trunk::close);
    SipText last = registrar.awaitRequest("REGISTER");
    assertEquals("0", last.field("Expires"));
    registrar.answer(last, 200, "r", "", "");
    stopping.join();
  }

  @Test
  void backupTakesOverWhileTheFirstIsSilent() throws Exception {
    int dead = TestTrunkFactory.freePort();
    configure(
        trunk(account())
            .setAddress("127.0.0.1:" + dead)
            .setTransport("tcp")
            .addBackupAddresses("127.0.0.1:" + rig.pbxPort));
    Rig.eventually(
        "tried both",
        () -> state().getRegistration() == TrunkStateRecord.Registration.REGISTRATION_FAILED);
    assertTrue(state().getReason().contains("127.0.0.1:" + rig.pbxPort), state().getReason());
  }

  @Test
  void peerThatStopsAnsweringOptionsGetsNoCalls() throws Exception {
    rig.edge();
    configure(
        TrunkSpec.newBuilder()
            .setAddress("127.0.0.1:" + rig.pbxPort)
            .setPing(PingSpec.newBuilder().setIntervalS(5).setDownAfter(1).setUpAfter(1)));
    registrar.answer(registrar.awaitRequest("OPTIONS"), 503, "o", "", "");
    Rig.eventually("down", () -> rig.trunk.board.down("pbx"));
    assertEquals("answers OPTIONS with 503", state().getHealthReason());
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    phone.failure(503);
    registrar.answer(registrar.awaitRequest("OPTIONS"), 200, "o", "", "");
    Rig.eventually("up", () -> !rig.trunk.board.down("pbx"));
    assertFalse(rig.trunk.board.down("pbx"));
  }

  @Test
  void callsLeaveByTheOutboundProxyEvenUnregisteredWhenThatIsAllowed() throws Exception {
    rig.edge();
    try (SipPeer proxy = new SipPeer("proxy", rig.sipPort())) {
      TrunkSpec.Builder spec =
          trunk(account().setUserIsPhone(true).setCallsWithoutRegistration(true))
              .setAddress("carrier.example")
              .setOutboundProxy("127.0.0.1:" + proxy.port());
      configure(spec);
      rig.registered("101").invite("7001", "", SipPeer.SDP);
      SipText invite = proxy.awaitRequest("INVITE");
      assertEquals("INVITE sip:7001@home.example;user=phone SIP/2.0", invite.start());
      assertEquals("<sip:127.0.0.1:" + proxy.port() + ";lr>", invite.field("Route"));
      assertTrue(invite.field("From").contains("<sip:5551@home.example;user=phone>"));
      configure(spec.setOutboundProxyHidden(true));
      rig.registered("102").invite("7002", "", SipPeer.SDP);
      SipText hidden = proxy.await("INVITE for 7002", m -> m.start().contains("sip:7002@"));
      assertEquals("", hidden.field("Route"));
    }
  }

  @Test
  void callGoesToTheNextServerWhenTheFirstSays503() throws Exception {
    rig.edge();
    try (SipPeer backup = new SipPeer("backup", rig.sipPort())) {
      configure(
          TrunkSpec.newBuilder()
              .setAddress("127.0.0.1:" + rig.pbxPort)
              .addBackupAddresses("127.0.0.1:" + backup.port()));
      rig.registered("101").invite("7001", "", SipPeer.SDP);
      registrar.answer(registrar.awaitRequest("INVITE"), 503, "b", "", "");
      SipText invite = backup.awaitRequest("INVITE");
      assertTrue(invite.start().startsWith("INVITE sip:7001@127.0.0.1:" + rig.pbxPort));
    }
  }
}
