package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account whose registrar, proxy and backup are different servers.
final class RegistrarApartTest {
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

  private void configure(TrunkSpec.Builder spec, AccountSpec.Builder account) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    spec.setAccount(
                        account.setUser("5551").setDomain("home.example").setRegister(true)))
                .build()));
  }

  private static void grant(SipPeer registrar, SipText register, int seconds) {
    String binding = "Contact: <" + register.contactUri() + ">;expires=" + seconds + "\r\n";
    registrar.answer(register, 200, "r", binding, "");
  }

  private String server() {
    return rig.trunk.board.find("pbx").orElse(TrunkStateRecord.getDefaultInstance()).getServer();
  }

  /// G-077: calls go to the proxy, the registration to the registrar.
  @Test
  void registrarAndProxyAreDifferentServers() throws Exception {
    try (SipPeer registrar = new SipPeer("registrar", rig.sipPort())) {
      configure(
          TrunkSpec.newBuilder().setAddress("127.0.0.1:" + rig.pbxPort),
          AccountSpec.newBuilder().setRegistrar("127.0.0.1:" + registrar.port()));
      grant(registrar, registrar.awaitRequest("REGISTER"), 600);
      Rig.eventually("registered", () -> rig.trunk.board.registered("pbx"));
      assertEquals("127.0.0.1:" + registrar.port(), server());
      rig.registered("101").invite("7001", "", SipPeer.SDP);
      assertEquals("INVITE sip:7001@home.example SIP/2.0", pbx.awaitRequest("INVITE").start());
      assertEquals(0, registrar.waiting());
    }
  }

  /// G-084: the backup has the registration until the first server answers again.
  @Test
  void backupIsLeftAsSoonAsTheFirstServerAnswersAgain() throws Exception {
    try (SipPeer backup = new SipPeer("backup", rig.sipPort())) {
      configure(
          TrunkSpec.newBuilder()
              .setAddress("127.0.0.1:" + rig.pbxPort)
              .addBackupAddresses("127.0.0.1:" + backup.port()),
          AccountSpec.newBuilder());
      pbx.answer(pbx.awaitRequest("REGISTER"), 503, "r", "", "");
      // for so short a time that it has to be refreshed at once
      grant(backup, backup.awaitRequest("REGISTER"), 3);
      Rig.eventually("at the backup", () -> server().equals("127.0.0.1:" + backup.port()));
      grant(pbx, pbx.awaitRequest("REGISTER"), 600);
      Rig.eventually("back", () -> server().equals("127.0.0.1:" + rig.pbxPort));
      rig.registered("101").invite("7001", "", SipPeer.SDP);
      pbx.awaitRequest("INVITE");
      assertEquals(0, backup.invites("7001"));
    }
  }
}
