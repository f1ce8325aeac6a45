package io.patchbay.routing;

import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What somebody has set on a phone by feature codes (catalogue H8). Immutable.
///
/// @param on what is set, with the number a forwarding goes to, else an empty one
public record PhoneState(Map<PhoneFeature, String> on) {
  /// Nothing is set.
  public static final PhoneState NONE = new PhoneState(Map.of());

  public PhoneState {
    on = Map.copyOf(on);
  }

  /// After a change.
  public PhoneState with(PhoneSetting setting) {
    Map<PhoneFeature, String> next = new EnumMap<>(PhoneFeature.class);
    next.putAll(on);
    if (setting.getOn()) {
      next.put(setting.getFeature(), setting.getNumber());
    } else {
      next.remove(setting.getFeature());
    }
    return next.isEmpty() ? NONE : new PhoneState(next);
  }

  /// Is it set?
  public boolean has(PhoneFeature feature) {
    return on.containsKey(feature);
  }

  Optional<String> forward(PhoneFeature feature) {
    return Optional.ofNullable(on.get(feature));
  }
}
