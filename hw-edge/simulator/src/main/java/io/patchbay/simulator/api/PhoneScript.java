package io.patchbay.simulator.api;

import io.patchbay.proto.sim.v1.OperatePhoneRequest;
import io.patchbay.simulator.analogue.Phone;
import java.time.Duration;

/// What a request does with a telephone.
final class PhoneScript {
  private static final int USUAL_FLASH_MILLIS = 300;
  private static final int MOST_FLASH_MILLIS = 2000;

  private PhoneScript() {}

  /// @throws IllegalArgumentException the request is wrong
  /// @throws IllegalStateException the telephone's hook is not right for it
  static void operate(Phone phone, OperatePhoneRequest request) {
    switch (request.getActionCase()) {
      case OFF_HOOK -> phone.offHook();
      case ON_HOOK -> phone.onHook();
      case DIAL -> phone.dial(request.getDial());
      case DIAL_BY_PULSES -> phone.dialByPulses(request.getDialByPulses());
      case FLASH -> flash(phone, request.getFlash().getOpenMillis());
      case SPEAK -> speak(phone, request.getSpeak());
      case ACTION_NOT_SET -> throw new IllegalArgumentException("action is missing");
    }
  }

  private static void flash(Phone phone, int millis) {
    if (millis < 0 || millis > MOST_FLASH_MILLIS) {
      throw new IllegalArgumentException(
          "open_millis " + millis + ": at most " + MOST_FLASH_MILLIS);
    }
    phone.flash(Duration.ofMillis(millis == 0 ? USUAL_FLASH_MILLIS : millis));
  }

  private static void speak(Phone phone, OperatePhoneRequest.Speak speak) {
    if (!speak.getSay().isEmpty()) {
      phone.say(speak.getSay());
    }
    if (!speak.getRecord().isEmpty()) {
      phone.record(speak.getRecord());
    }
  }
}
