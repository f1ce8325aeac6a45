package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A trunk that anybody may call by, and a called party that never answers.
final class OpenTrunkTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void configure(TrunkSpec.Builder spec) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    spec.setAddress("127.0.0.1:" + rig.pbxPort)
                        .setIncoming(Destination.newBuilder().setExtension("101")))
                .build()));
  }

  private void call(SipPeer stranger, String id) {
    String uri = "sip:5551@127.0.0.1:" + rig.sipPort();
    stranger.send(
        stranger.request(
            "INVITE",
            uri,
            stranger.branch(),
            "<sip:9@elsewhere.example>;tag=" + id,
            "<" + uri + ">",
            id,
            1,
            "",
            SipPeer.SDP));
  }

  /// G-106: no password, no address.
  @Test
  void whoeverCallsIsTakenForThePeerWhenTheDocumentSaysSo() throws Exception {
    Phone phone = rig.registered("101");
    try (SipPeer stranger = new SipPeer("stranger", rig.sipPort())) {
      configure(TrunkSpec.newBuilder());
      call(stranger, "closed");
      stranger.awaitStatus(401, "INVITE");
      configure(TrunkSpec.newBuilder().addAllowedFrom("0.0.0.0/0"));
      call(stranger, "open");
      assertTrue(phone.peer.awaitRequest("INVITE").start().contains("101@"));
    }
  }

  /// G-117: the caller gets 480, since 408 would make proxies try elsewhere, and the called party
  /// is cancelled.
  @Test
  void calledPartyThatNeverAnswersIsGivenUpAfterTheRingTimeout() throws Exception {
    SipPeer pbx = rig.pbx();
    configure(TrunkSpec.newBuilder().setRingTimeoutS(1));
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    pbx.answer(invite, 180, "p", "", "");
    phone.peer.awaitStatus(180, "INVITE");
    pbx.awaitRequest("CANCEL");
    pbx.answer(invite, 487, "p", "", "");
    SipText failure = phone.failure(480);
    assertTrue(failure.field("Reason").contains("cause=19"), failure.field("Reason"));
  }
}
