package io.patchbay.driver.gsm.identity;

import io.patchbay.driver.gsm.serial.SerialLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks whatever is on a port who it is, without setting anything up. Blocks for seconds.
final class ModemProbe {
  private static final long ANSWER = 1_000_000_000L;
  private static final int MOST = 4096;
  private static final Pattern IMEI = Pattern.compile("(?m)^\\D{0,10}([0-9]{15})\\b");
  private static final Pattern ICCID = Pattern.compile("(?m)^\\D{0,12}(89[0-9]{16,18}[0-9Ff]?)\\b");
  private static final Pattern END = Pattern.compile("(?m)^(OK|ERROR|\\+CM[ES] ERROR.*)\\s*$");
  private static final String[] CARD = {"AT+QCCID", "AT+CICCID", "AT+CCID", "AT^ICCID?", "AT#CCID"};

  private final SerialLink.Opener opener;
  private final LongSupplier nanoTime;
  private final int baudRate;

  ModemProbe(SerialLink.Opener opener, LongSupplier nanoTime, int baudRate) {
    this.opener = opener;
    this.nanoTime = nanoTime;
    this.baudRate = baudRate;
  }

  /// What a modem says of itself; both empty: nothing there speaks AT.
  record Answer(String imei, String iccid) {
    boolean speaks() {
      return !imei.isEmpty() || !iccid.isEmpty();
    }
  }

  /// Asks.
  ///
  /// @throws IOException the port cannot be opened
  Answer ask(String path) throws IOException {
    try (SerialLink link = opener.open(path, baudRate)) {
      String first = said(link, "AT");
      if (!first.contains("OK") && !said(link, "AT").contains("OK")) {
        return new Answer("", "");
      }
      String imei = found(IMEI, said(link, "AT+CGSN"));
      for (String question : CARD) {
        String iccid = found(ICCID, said(link, question));
        if (!iccid.isEmpty()) {
          return new Answer(imei, iccid);
        }
      }
      return new Answer(imei, "");
    }
  }

  private String said(SerialLink link, String command) {
    byte[] line = (command + "\r").getBytes(StandardCharsets.ISO_8859_1);
    if (!link.write(line, line.length)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    byte[] octets = new byte[256];
    long begun = nanoTime.getAsLong();
    while (nanoTime.getAsLong() - begun < ANSWER) {
      int n = link.read(octets, 0, octets.length);
      if (n < 0) {
        break;
      }
      text.append(new String(octets, 0, n, StandardCharsets.ISO_8859_1).replace('\r', '\n'));
      if (END.matcher(text).find()) {
        break;
      }
      if (text.length() > MOST) {
        text.delete(0, MOST / 2); // it says much that nobody asked for
      }
    }
    return text.toString();
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
