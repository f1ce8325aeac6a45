package io.patchbay.standalone.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a GoIP calls its settings. Where the names come from is in docs/migration.md.
final class GoipKeys {
  static final int MOST_LINES = 32;

  static final String ENDPOINT = "ENDPOINT_TYPE";
  static final String LINES = "TELPORT";
  static final String MODE = "SIP_CONFIG_MODE";
  static final String SINGLE = "SINGLE_MODE";
  static final String BY_LINE = "LINE_MODE";
  static final String TRUNK = "TRUNK_GW_MODE";
  static final String DISPLAY_NAME = "SIP_DISPLAY_NAME";
  static final String BACKUP = "SIP_SMODE_USE_BSVR";

  /// Of the trunk gateway.
  static final List<String> GATEWAYS = List.of("SIP_TRUNK_GW1", "SIP_TRUNK_GW2", "SIP_TRUNK_GW3");

  static final String GATEWAY_NUMBER = "SIP_TRUNK_NUMBER";
  static final String GATEWAY_USER = "SIP_TRUNK_AUTH_ID";
  static final String GATEWAY_EXPIRED = "SIP_TRUNK_REGISTER_EXPIRED";

  /// By the name of our line setting.
  static final Map<String, String> FORWARDS =
      Map.of(
          "forward-unconditional", "UNCND",
          "forward-busy", "BUSY",
          "forward-no-answer", "NOREPLY",
          "forward-not-reachable", "NOTREACHABLE");

  private GoipKeys() {}

  /// A SIP account: 0 of single mode, 1 its backup, of lines see [#firstContact].
  static String contact(int number, String what) {
    return "SIP_CONTACT" + number + "_" + what;
  }

  /// The account of line 1: 6 in older firmware, 8 in newer; those between are others' or nobody's.
  static int firstContact(GoipValues values) {
    boolean older =
        List.of("PROXY", "SERVER", "LOGIN").stream()
            .map(what -> values.get(contact(6, what)))
            .anyMatch(Optional::isPresent);
    return older ? 6 : 8;
  }

  static String forward(int line, String why, String what) {
    return "L" + line + "_GSM_CF_" + why + "_" + what;
  }

  static String shortKey(int line, String what) {
    return "L" + line + "_" + what;
  }

  static String longKey(int line, String what) {
    return "LINE" + line + "_" + what;
  }

  static String line(int number) {
    return "gsm-" + number;
  }

  /// Minutes of a TP-VP octet – TS 23.040 §9.2.3.12.1.
  static int validityMinutes(int octet) {
    if (octet < 144) {
      return (octet + 1) * 5;
    }
    if (octet < 168) {
      return 12 * 60 + (octet - 143) * 30;
    }
    return (octet < 197 ? octet - 166 : (octet - 192) * 7) * 24 * 60;
  }

  /// Whether a key's value is nobody's business.
  static boolean isSecret(String key) {
    return key.contains("PASSW") || key.contains("_KEY") || key.matches("L[0-9]+_GSM_PIN2?");
  }

  static boolean isImei(String key) {
    return key.contains("IMEI");
  }
}
