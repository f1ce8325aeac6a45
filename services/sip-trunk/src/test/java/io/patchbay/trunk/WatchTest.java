package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.Ha1;
import io.patchbay.proto.config.v1.ExtensionSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Extensions that watch each other: SUBSCRIBE and NOTIFY (RFC 6665).
final class WatchTest {
  private Rig rig;
  private Phone busy;
  private Phone boss;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
    busy = rig.registered("101");
    boss = rig.registered("102");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /// RFC 4235: who calls whom, from the first ring to the end.
  @Test
  void callOfAnExtensionIsToldToWhoWatchesIt() {
    Watcher watcher = new Watcher(boss, "101", "dialog");
    SipText answer = watcher.subscribe(600, "");
    assertEquals(200, answer.status());
    assertEquals("600", answer.field("Expires"));
    SipText first = watcher.notified();
    assertEquals("application/dialog-info+xml", first.field("Content-Type"));
    assertTrue(first.field("Subscription-State").startsWith("active;expires="), first.toString());
    assertTrue(first.body().contains("version=\"0\" state=\"full\" entity=\"sip:101@127.0.0.1\""));
    assertFalse(first.body().contains("<dialog "), "no call yet");
    SipPeer pbx = pbx();
    busy.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    pbx.answer(invite, 180, "p", "", "");
    SipText early = watcher.told("<state>early</state>");
    assertTrue(early.body().contains("direction=\"initiator\""), early.body());
    assertTrue(early.body().contains("<remote><identity>sip:7001@127.0.0.1"), early.body());
    pbx.answer(invite, 200, "p", "", SipPeer.SDP);
    busy.established("");
    watcher.told("<state>confirmed</state>");
    busy.bye();
    SipText over = watcher.notified();
    assertFalse(over.body().contains("<dialog "), over.body());
  }

  private SipPeer pbx() {
    try {
      return rig.pbx();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// RFC 3856 with PIDF: registered or not, in a call or not.
  @Test
  void presenceOfAnExtensionIsToldToWhoWatchesIt() {
    Watcher watcher = new Watcher(boss, "101", "presence");
    assertEquals(200, watcher.subscribe(600, "Accept: application/pidf+xml\r\n").status());
    assertTrue(watcher.notified().body().contains("<basic>open</basic>"));
    busy.register("secret101", 0);
    watcher.told("<basic>closed</basic>");
    busy.register("secret101", 300);
    watcher.told("<basic>open</basic>");
    busy.invite("7001", "", SipPeer.SDP);
    watcher.told("<rpid:on-the-phone/>");
  }

  @Test
  void subscriptionIsRefreshedAndEndsWhenItsWatcherWants() {
    Watcher watcher = new Watcher(boss, "101", "presence");
    watcher.subscribe(600, "");
    watcher.notified();
    assertEquals("120", watcher.subscribe(120, "").field("Expires"));
    assertTrue(watcher.notified().body().contains("open"), "told again");
    assertEquals(200, watcher.subscribe(0, "").status());
    assertEquals("terminated;reason=timeout", watcher.notified().field("Subscription-State"));
    assertEquals(481, watcher.subscribe(600, "").status());
  }

  /// It lived on a replica that is gone, or whose watcher has forgotten it (RFC 6665 §4.1.2.2).
  @Test
  void watcherThatDoesNotKnowTheSubscriptionEndsIt() {
    Watcher watcher = new Watcher(boss, "101", "presence");
    watcher.subscribe(600, "");
    watcher.notified(481);
    Rig.eventually("gone", () -> watcher.subscribe(600, "").status() == 481);
  }

  @Test
  void questionWithoutSubscriptionIsAnsweredOnce() {
    Watcher watcher = new Watcher(boss, "101", "presence");
    assertEquals("0", watcher.subscribe(0, "").field("Expires"));
    SipText only = watcher.notified();
    assertEquals("terminated;reason=timeout", only.field("Subscription-State"));
    assertTrue(only.body().contains("<basic>open</basic>"));
  }

  @Test
  void whatCannotBeWatchedIsRefusedWithTheReason() {
    SipText unknown = new Watcher(boss, "101", "conference").subscribe(600, "");
    assertEquals(489, unknown.status());
    assertTrue(unknown.field("Allow-Events").contains("dialog"), unknown.toString());
    assertEquals(404, new Watcher(boss, "999", "presence").subscribe(600, "").status());
    assertEquals(423, new Watcher(boss, "101", "presence").subscribe(30, "").status());
    assertEquals(
        406, new Watcher(boss, "101", "dialog").subscribe(600, "Accept: text/plain\r\n").status());
    assertEquals(403, new Watcher(boss, "101", "message-summary").subscribe(600, "").status());
  }

  @Test
  void hiddenExtensionIsWatchedByNobodyElse() {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Extension", "101")
                .setExtension(
                    ExtensionSpec.newBuilder()
                        .setHidden(true)
                        .setHa1Md5(Ha1.md5("101", "secret101")))
                .build()));
    assertEquals(403, new Watcher(boss, "101", "presence").subscribe(600, "").status());
    assertEquals(200, new Watcher(busy, "101", "presence").subscribe(600, "").status());
  }

  /// RFC 3842: what waits, on request and when it changes.
  @Test
  void whatWaitsIsToldToTheExtensionThatAsked() {
    Watcher watcher = new Watcher(boss, "102", "message-summary");
    assertEquals(200, watcher.subscribe(600, "").status());
    assertTrue(watcher.notified().body().startsWith("Messages-Waiting: no"));
  }

  @Test
  void messageToAnotherExtensionIsDeliveredAndItsAnswerComesBack() {
    busy.message("102", "lunch?");
    SipText message = boss.peer.awaitRequest("MESSAGE");
    assertEquals("lunch?", message.body());
    assertTrue(message.field("From").contains("sip:101@"), message.field("From"));
    boss.peer.answer(message, 200, "m", "", "");
    assertEquals(200, busy.peer.awaitStatus(200, "MESSAGE").status());
  }

  @Test
  void messageToAnExtensionThatIsNotThereIsRefused() {
    boss.register("secret102", 0);
    busy.message("102", "lunch?");
    busy.peer.awaitStatus(480, "MESSAGE");
  }
}
