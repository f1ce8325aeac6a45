package io.patchbay.edge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Names a stored short message so that the same one is known again after a crash.
///
/// The key is a hash of line, storage handle and PDU (with its SCTS). Two equal texts differ in
/// SCTS or handle; should a message with the same key come after the first was deleted, it is
/// another one and counts as the next occurrence. The fact id is key and occurrence.
public final class MessageKey {
  private static final String PREFIX = "sms-";
  private static final int HEX = 32;

  private MessageKey() {}

  /// The key of one stored message.
  ///
  /// @param handle where the hardware keeps it
  /// @param pdu SMSC octets and TPDU
  public static String of(String edge, String line, String handle, byte[] pdu) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((edge + '\n' + line + '\n' + handle + '\n').getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(pdu)).substring(0, HEX);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  static String factId(String key, int occurrence) {
    return PREFIX + key + "-" + occurrence;
  }

  /// The key and occurrence in a message's fact id; empty for other facts.
  static Optional<Occurrence> occurrence(String factId) {
    int from = PREFIX.length();
    if (!factId.startsWith(PREFIX)
        || factId.length() < from + HEX + 2
        || factId.length() > from + HEX + 10) {
      return Optional.empty();
    }
    String number = factId.substring(from + HEX + 1);
    return number.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(new Occurrence(factId.substring(from, from + HEX), Integer.parseInt(number)))
        : Optional.empty();
  }

  record Occurrence(String key, int occurrence) {}
}
