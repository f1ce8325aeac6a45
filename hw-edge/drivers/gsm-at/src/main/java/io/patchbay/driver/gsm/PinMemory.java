package io.patchbay.driver.gsm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/// Which PIN was wrong for which card, as long as the process lives: also when a line is configured
/// anew or the card moves to another modem. Holds no PIN, only digests. Thread-safe.
final class PinMemory {
  private final Set<String> wrong = new HashSet<>();

  synchronized void remember(String iccid, String pin) {
    wrong.add(digest(iccid, pin));
  }

  synchronized boolean knowsAsWrong(String iccid, String pin) {
    return wrong.contains(digest(iccid, pin));
  }

  private static String digest(String iccid, String pin) {
    try {
      byte[] all = (iccid + '\n' + pin).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
