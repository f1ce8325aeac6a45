package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.stream.Stream;

/// The families known, the special ones first.
public final class Profiles {
  /// Let the modem say what it is.
  public static final String AUTO = "auto";

  private static final List<ModemProfile> ALL =
      List.of(new QuectelEc2x(), new SimcomSim7600(), new Generic3gpp());

  private Profiles() {}

  /// What setting `family` may be.
  public static List<String> names() {
    return Stream.concat(Stream.of(AUTO), ALL.stream().map(ModemProfile::family)).toList();
  }

  /// The family of this name; for `auto` the one that the modem's answers to AT+CGMI and AT+CGMM
  /// fit.
  public static ModemProfile choose(String family, String manufacturer, String model) {
    return ALL.stream()
        .filter(profile ->
            family.equals(AUTO)
                ? profile.matches(manufacturer, model)
                : profile.family().equals(family))
        .findFirst()
        .orElseGet(Generic3gpp::new);
  }
}
