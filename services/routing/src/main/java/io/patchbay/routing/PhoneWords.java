package io.patchbay.routing;

import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.Locale;

/// Names of what phones can set, for people.
public final class PhoneWords {
  private PhoneWords() {}

  /// `forward-always`.
  public static String of(PhoneFeature feature) {
    return feature
        .name()
        .replaceFirst("^PHONE_FEATURE_", "")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  /// A setting: `forward-always 5551212`.
  public static String of(PhoneSetting setting) {
    return (of(setting.getFeature()) + " " + setting.getNumber()).strip();
  }

  /// The name under which a setting is kept: `line/fxs-1 forward-always`.
  public static String key(PhoneSetting setting) {
    return setting.getPhone() + " " + of(setting.getFeature());
  }
}
