package io.patchbay.driver.gsm.sms;

/// The service centre's address in front of a TPDU – TS 27.005 §3.1 `<pdu>`.
public final class SmscOctets {
  private SmscOctets() {}

  /// Whether this is an address: up to 20 digits, `+` in front or not; empty is the SIM's own.
  public static boolean valid(String smsc) {
    return smsc.isEmpty() || smsc.matches("\\+?[0-9]{1,20}");
  }

  /// Hexadecimal digits: length, type of address, digits.
  public static String hex(String smsc) {
    if (smsc.isEmpty()) {
      return "00";
    }
    boolean international = smsc.startsWith("+");
    String digits = international ? smsc.substring(1) : smsc;
    String even = digits.length() % 2 == 0 ? digits : digits + "F";
    StringBuilder hex = new StringBuilder();
    hex.append("%02X".formatted(even.length() / 2 + 1)).append(international ? "91" : "81");
    for (int i = 0; i < even.length(); i += 2) {
      hex.append(even.charAt(i + 1)).append(even.charAt(i));
    }
    return hex.toString();
  }
}
