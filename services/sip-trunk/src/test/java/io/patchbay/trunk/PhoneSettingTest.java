package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was set on phones holds while dial-plan is away (H-127, H-129): the trunk decides alone.
final class PhoneSettingTest {
  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void set(PhoneFeature feature, boolean on, String number) {
    rig.trunk.set(
        PhoneSetting.newBuilder()
            .setPhone("line/fxs-1")
            .setFeature(feature)
            .setOn(on)
            .setNumber(number)
            .build());
  }

  @Test
  void aPhoneThatIsNotToBeDisturbedIsBusyUntilThatIsTakenBack() throws Exception {
    Phone phone = rig.registered("101");
    set(PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB, true, "");
    phone.invite("201", "", SipPeer.SDP);
    phone.failure(486);
    set(PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB, false, "");
    phone.invite("201", "", SipPeer.SDP);
    assertEquals("fxs-1", edge.await(CommandCase.DIAL).getDial().getLine());
  }

  @Test
  void aForwardingIsCarriedOut() throws Exception {
    Phone phone = rig.registered("101");
    Phone other = rig.registered("102");
    set(PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS, true, "102");
    phone.invite("201", "", SipPeer.SDP);
    other.peer.awaitRequest("INVITE");
  }

  @Test
  void theEdgeOfThePhoneIsToldAndAgainWhenItComesBack() throws Exception {
    set(PhoneFeature.PHONE_FEATURE_FORWARD_BUSY, true, "10086");
    assertEquals(
        "10086", edge.await(CommandCase.SET_PHONES).getSetPhones().getSettings(0).getNumber());
    set(PhoneFeature.PHONE_FEATURE_FORWARD_BUSY, false, "");
    assertFalse(edge.await(CommandCase.SET_PHONES).getSetPhones().getSettings(0).getOn());
    rig.trunk.set(
        PhoneSetting.newBuilder()
            .setPhone("line/elsewhere")
            .setFeature(PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB)
            .setOn(true)
            .build());
    edge.close();
    try (FakeEdge again = rig.edge()) {
      List<PhoneSetting> told =
          again.await(CommandCase.SET_PHONES).getSetPhones().getSettingsList();
      assertEquals(1, told.size(), "of its own phones alone");
      assertFalse(told.getFirst().getOn(), "it hears what was taken back, too");
    }
  }
}
