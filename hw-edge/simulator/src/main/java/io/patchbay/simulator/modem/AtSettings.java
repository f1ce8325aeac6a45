package io.patchbay.simulator.modem;

import java.util.HashMap;
import java.util.Map;

/// What AT commands have set; a reboot makes a new one. Defaults as the EC25 ships.
final class AtSettings {
  boolean echo = true;
  int cmee = 1;
  String charset = "GSM";
  int creg;
  int cgreg;
  int cereg;
  int copsFormat;
  boolean clip;
  int clir;
  boolean cring;
  boolean colp;
  boolean cssnI;
  boolean cssnU;
  boolean callWaiting = true;
  boolean callWaitingUrc;
  boolean toneDetection;
  boolean dsci;

  /// Calls are told by +CLCC, +UCALLSTAT or *ECAV.
  boolean callReports;

  /// ATV1; 0: results are digits.
  boolean verbose = true;

  boolean pcm;
  int pcmMode;
  int toneDuration;
  boolean textMode;
  boolean phase2Plus;
  int[] cnmi = {2, 1, 0, 0, 0};
  String readMemory = "ME";
  String writeMemory = "ME";
  String receiveMemory = "ME";
  int cusd;
  boolean textHeader;
  int textFirstOctet = 17;
  int textCoding;

  /// Values of commands that are only kept, by name.
  final Map<String, String> kept = new HashMap<>();

  private final Map<String, Boolean> indications = new HashMap<>(Map.of("ring", false));

  /// Whether the URC `+QIND: "name"` (or its kin) is on.
  boolean indicates(String name) {
    return indications.getOrDefault(name, indications.getOrDefault("all", false));
  }

  void indicate(String name, boolean on) {
    if (name.equals("all")) {
      indications.clear();
      if (on) {
        indications.put("all", true);
      }
    } else {
      indications.put(name, on);
    }
  }

  boolean ucs2() {
    return charset.equals("UCS2");
  }

  /// Text as the character set of AT+CSCS has it: UCS2 is hexadecimal.
  String coded(String text) {
    if (!ucs2()) {
      return text;
    }
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hex.append(String.format(java.util.Locale.ROOT, "%04X", (int) c));
    }
    return hex.toString();
  }

  /// The reverse of [#coded]; text that is no such hexadecimal comes back as it is.
  String decoded(String text) {
    if (!ucs2() || text.isEmpty() || text.length() % 4 != 0 || !isHex(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i += 4) {
      plain.append((char) Integer.parseInt(text.substring(i, i + 4), 16));
    }
    return plain.toString();
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
