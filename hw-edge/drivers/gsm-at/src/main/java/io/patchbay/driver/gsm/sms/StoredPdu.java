package io.patchbay.driver.gsm.sms;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.at.AtFields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A message as it lies in a store.
///
/// @param handle store and index, e.g. `SM:7`
/// @param hex service centre octets and TPDU
public record StoredPdu(String handle, String hex) {
  private static final int MESSAGE_TYPE = 3;
  private static final int STATUS_REPORT = 2;
  private static final int MAX_HEX = 2 * 300;

  public StoredPdu {
    requireNonNull(handle, "handle");
    requireNonNull(hex, "hex");
  }

  /// Reads the lines of AT+CMGR: `+CMGR: <stat>,[<alpha>],<length>`, then the PDU. Empty: nothing
  /// there.
  public static List<StoredPdu> ofCmgr(String handle, List<String> lines) {
    return lines.size() >= 2 && lines.getFirst().startsWith("+CMGR:") && isPdu(lines.get(1))
        ? List.of(new StoredPdu(handle, lines.get(1)))
        : List.of();
  }

  /// Reads the lines of AT+CMGL: pairs of `+CMGL: <index>,<stat>,[<alpha>],<length>` and PDU.
  public static List<StoredPdu> ofCmgl(String store, List<String> lines) {
    List<StoredPdu> found = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i++) {
      AtFields fields = AtFields.of(lines.get(i));
      if (lines.get(i).startsWith("+CMGL:")
          && fields.number(0, -1) >= 0
          && isReceived(fields)
          && isPdu(lines.get(i + 1))) {
        found.add(new StoredPdu(store + ":" + fields.number(0, -1), lines.get(i + 1)));
      }
    }
    return List.copyOf(found);
  }

  /// 0 unread and 1 read are received; 2 and 3 are our own.
  private static boolean isReceived(AtFields fields) {
    return fields.number(1, 0) <= 1;
  }

  /// Whether a line is a PDU in hexadecimal digits.
  public static boolean isPdu(String line) {
    return line.length() >= 4
        && line.length() <= MAX_HEX
        && line.length() % 2 == 0
        && line.chars().allMatch(HexFormat::isHexDigit);
  }

  public byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /// Whether the TPDU is an SMS-STATUS-REPORT – TS 23.040 §9.2.3.1.
  public boolean report() {
    byte[] octets = octets();
    int first = 1 + (octets[0] & 0xFF);
    return first < octets.length && (octets[first] & MESSAGE_TYPE) == STATUS_REPORT;
  }
}
