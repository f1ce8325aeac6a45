package io.patchbay.routing;

import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.HashMap;
import java.util.Map;

/// What is set on phones and extensions by feature codes, as the topic `phone-settings` tells it.
/// Thread-safe.
public final class PhoneStates {
  private final Map<String, PhoneState> states = new HashMap<>();

  /// Takes what somebody has set; the last word on a feature counts.
  public synchronized void set(PhoneSetting setting) {
    PhoneState next = of(setting.getPhone()).with(setting);
    if (next.equals(PhoneState.NONE)) {
      states.remove(setting.getPhone());
    } else {
      states.put(setting.getPhone(), next);
    }
  }

  /// What is set on a phone.
  ///
  /// @param phone `line/fxs-1`, `extension/101`
  public synchronized PhoneState of(String phone) {
    return states.getOrDefault(phone, PhoneState.NONE);
  }
}
