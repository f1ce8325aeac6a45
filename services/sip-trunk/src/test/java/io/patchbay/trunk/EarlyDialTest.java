package io.patchbay.trunk;

import io.patchbay.proto.config.v1.SettingsSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A phone that sends an INVITE with each digit (H-099, RFC 3578).
final class EarlyDialTest {
  private static void early(Rig rig, boolean wanted) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(SettingsSpec.newBuilder().setEarlyDial(wanted))
                .build()));
  }

  @Test
  void numberThatIsNotCompleteGets484UntilItIs() throws Exception {
    try (Rig rig = new Rig()) {
      rig.edge();
      early(rig, true);
      Phone phone = rig.registered("101");
      SipPeer pbx = rig.pbx();
      for (String digits : List.of("7", "70", "700", "10")) {
        phone.invite(digits, "", SipPeer.SDP);
        phone.failure(484);
      }
      phone.invite("5", "", SipPeer.SDP);
      phone.failure(404);
      phone.invite("7001", "", SipPeer.SDP);
      pbx.awaitRequest("INVITE");
    }
  }

  @Test
  void numberThatIsNotCompleteIsNobodysUnlessThatIsWanted() throws Exception {
    try (Rig rig = new Rig()) {
      rig.edge();
      early(rig, false);
      Phone phone = rig.registered("101");
      phone.invite("700", "", SipPeer.SDP);
      phone.failure(404);
    }
  }
}
