package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.SipTimers;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long and how often a silent peer is asked, and what proxies are told.
final class PatienceTest {
  private Rig rig;
  private SipPeer pbx;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
    pbx = rig.pbx();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void configure(TrunkSpec.Builder spec, SipTimers.Builder timers) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    spec.setAddress("127.0.0.1:" + rig.pbxPort)
                        .setDialog(DialogSpec.newBuilder().setTimers(timers)))
                .build()));
  }

  private static TrunkSpec.Builder account(AccountSpec.Builder account) {
    return TrunkSpec.newBuilder().setAccount(account.setUser("5551").setRegister(true));
  }

  @Test
  void silentRegistrarIsGivenUpWhenTheDocumentSaysSo() {
    configure(account(AccountSpec.newBuilder()), SipTimers.newBuilder().setTransactionS(2));
    pbx.awaitRequest("REGISTER");
    Rig.eventually(
        "given up",
        () ->
            rig.trunk
                .board
                .find("pbx")
                .orElse(TrunkStateRecord.getDefaultInstance())
                .getReason()
                .contains("does not answer"));
  }

  /// T1 1 s, T2 2 s, F 6 s: sent at 0, 1, 3, 5 s, and not at 7 s. With the usual T2 the fourth
  /// would come at 7 s. The OPTIONS of the ping, unanswered, are the clock.
  @Test
  void requestIsRepeatedEveryT2AndNoLongerThanF() throws Exception {
    configure(
        TrunkSpec.newBuilder().setPing(PingSpec.newBuilder().setIntervalS(5).setDownAfter(100)),
        SipTimers.newBuilder().setT1Ms(1000).setT2Ms(2000).setTransactionS(6));
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 200, "b", "", SipPeer.SDP);
    phone.established(SipPeer.SDP);
    phone.bye();
    pbx.awaitRequest("BYE");
    long begun = System.nanoTime();
    AtomicInteger byes = new AtomicInteger(1);
    while (System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(7300)) {
      pbx.await(
          "OPTIONS",
          m -> {
            if (m.method().equals("BYE") && m.status() == 0) {
              byes.incrementAndGet();
            }
            return m.method().equals("OPTIONS");
          });
    }
    assertEquals(4, byes.get());
  }

  @Test
  void proxiesAreToldTheOptionTagOfTheAccount() throws Exception {
    configure(
        account(
            AccountSpec.newBuilder()
                .setProxyRequire("com.example.firewall")
                .setCallsWithoutRegistration(true)),
        SipTimers.newBuilder());
    assertEquals("com.example.firewall", pbx.awaitRequest("REGISTER").field("Proxy-Require"));
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals("com.example.firewall", invite.field("Proxy-Require"));
    assertTrue(invite.field("Require").isEmpty());
  }
}
