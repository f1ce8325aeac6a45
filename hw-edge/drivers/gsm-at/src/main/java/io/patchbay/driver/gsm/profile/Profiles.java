package io.patchbay.driver.gsm.profile;

import java.util.List;
import java.util.stream.Stream;

/// The families known: a new one is a class of its own and its place in this list.
public final class Profiles {
  /// Let the modem say what it is.
  public static final String AUTO = "auto";

  /// The first that fits counts: a maker's special models before its usual ones.
  private static final List<ModemProfile> ALL =
      List.of(
          new QuectelUc20(),
          new QuectelM35(),
          new QuectelEc2x(),
          new SimcomSim800(),
          new SimcomSim7600(),
          new Huawei(),
          new TelitLe910(),
          new Ublox(),
          new Generic3gpp());

  private Profiles() {}

  /// The families' names.
  public static List<String> families() {
    return ALL.stream().map(ModemProfile::family).toList();
  }

  /// What setting `family` may be.
  public static List<String> names() {
    return Stream.concat(Stream.of(AUTO), families().stream()).toList();
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
