package io.patchbay.driver.gsm.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The emergency call codes of a SIM card: three octets each, swapped BCD, `F` for no digit – TS
/// 51.011 §10.3.27, TS 31.102 §4.2.21.
public final class EmergencyCodes {
  private static final int OCTETS = 3;
  private static final Pattern CODE = Pattern.compile("[0-9]{2,6}");

  private EmergencyCodes() {}

  /// The codes of EF_ECC of a SIM, one after the other.
  ///
  /// @param hex the file's content
  public static List<String> ofFile(String hex) {
    List<String> codes = new ArrayList<>();
    for (int at = 0; at + 2 * OCTETS <= hex.length(); at += 2 * OCTETS) {
      codes.addAll(ofRecord(hex.substring(at)));
    }
    return List.copyOf(codes);
  }

  /// The code at the beginning of a record of EF_ECC of a USIM; empty: the record is not in use.
  public static List<String> ofRecord(String hex) {
    if (hex.length() < 2 * OCTETS) {
      return List.of();
    }
    StringBuilder digits = new StringBuilder();
    for (int at = 0; at < 2 * OCTETS; at += 2) {
      digits.append(hex.charAt(at + 1)).append(hex.charAt(at));
    }
    String code = digits.toString().replaceAll("(?i)f+$", "");
    return CODE.matcher(code).matches() ? List.of(code) : List.of();
  }
}
