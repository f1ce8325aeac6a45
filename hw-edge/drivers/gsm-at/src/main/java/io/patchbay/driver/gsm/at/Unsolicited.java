package io.patchbay.driver.gsm.at;

import java.util.Set;

/// Tells what a modem says by itself from the answer to a command that takes any line.
final class Unsolicited {
  private static final Set<String> NAMES =
      Set.of(
          "RING",
          "RDY",
          "+CRING",
          "+CLIP",
          "+CCWA",
          "+COLP",
          "+CMTI",
          "+CMT",
          "+CBM",
          "+CDS",
          "+CDSI",
          "+CUSD",
          "+CREG",
          "+CEREG",
          "+CGREG",
          "+CGEV",
          "+CIEV",
          "+QIND",
          "^DSCI",
          "+QTONEDET",
          "+RXDTMF",
          "+DTMF",
          "^DDTMF",
          "+UUDTMFD",
          "+UCALLSTAT",
          "*ECAV",
          "^ORIG",
          "^CONF",
          "^CONN",
          "^CEND",
          "^RSSI",
          "^MODE",
          "^SRVST",
          "^SIMST",
          "^BOOT",
          "^HCSQ",
          "+CSSI",
          "+CSSU",
          "+QUSIM",
          "#QSS",
          "+CPIN",
          "+CFUN",
          "+QIURC",
          "^SMMEMFULL",
          "VOICE CALL",
          "MISSED_CALL",
          "+CTZV",
          "+CTZE",
          "+CLCC",
          "PB DONE",
          "SMS DONE",
          "BUSY",
          "NO CARRIER",
          "NO ANSWER",
          "NO DIALTONE",
          "+QPCMV",
          "+QPOWD",
          "POWERED DOWN");

  private Unsolicited() {}

  /// Whether a line with this name, up to its colon, comes by itself.
  static boolean is(String line) {
    int colon = line.indexOf(':');
    return NAMES.contains(colon < 0 ? line : line.substring(0, colon));
  }

  /// Whether a command's answer cannot be told from what comes by itself.
  static boolean sharesName(String prefix) {
    return is(prefix);
  }
}
