package io.patchbay.driver.gsm.ussd;

import java.util.HexFormat;

/// Finds out in which of the many ways a modem wrote the network's text.
///
/// Modems send plain text, 16-bit characters or packed septets in hexadecimal digits, and the
/// coding scheme beside it is often wrong: what the text looks like counts, the scheme only decides
/// ties.
public final class UssdText {
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final int UCS2_SCHEME = 0x48;

  private UssdText() {}

  /// The text that the network sent.
  ///
  /// @param text the field of +CUSD without its quotes
  /// @param scheme the data coding scheme, -1 for none
  public static String decode(String text, int scheme) {
    if (text.length() < 4
        || text.length() % 2 != 0
        || !text.chars().allMatch(HexFormat::isHexDigit)) {
      return text;
    }
    boolean decimal = text.chars().allMatch(Character::isDigit);
    byte[] octets = HexFormat.of().parseHex(text);
    String packed = septets(octets);
    if (octets.length % 2 == 0) {
      String wide = ucs2(octets);
      boolean schemeWide = scheme >= 0 && (scheme & 0xCC) == UCS2_SCHEME;
      boolean chosen = schemeWide || latin(wide) || (!decimal && likely(wide) && !ascii(packed));
      if (chosen && printable(wide)) {
        return stripPadding(wide);
      }
    }
    return !decimal && printable(packed) ? packed : text;
  }

  /// Half of the characters or more are Latin letters, digits or marks.
  private static boolean latin(String wide) {
    return wide.chars().filter(c -> c < 0x250).count() * 2 >= wide.length();
  }

  /// Characters of one or two pages, or all of common scripts.
  private static boolean likely(String wide) {
    long pages = wide.chars().map(c -> c >> 8).filter(page -> page != 0xFF).distinct().count();
    return (pages <= 2 && wide.length() >= 4) || wide.chars().allMatch(UssdText::common);
  }

  /// Long enough not to be so by chance.
  private static boolean ascii(String packed) {
    return packed.length() >= 8 && packed.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static boolean common(int c) {
    return c < 0x600 || (c >= 0x4E00 && c < 0xA000) || (c >= 0x3000 && c < 0x3100) || c >= 0xFF00;
  }

  private static boolean printable(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                c == '\n'
                    || c == '\r'
                    || c == 0xFFFF
                    || (c >= ' '
                        && Character.isDefined(c)
                        && Character.getType(c) != Character.PRIVATE_USE));
  }

  private static String stripPadding(String wide) {
    return wide.replace("\uFFFF", "").stripTrailing();
  }

  private static String ucs2(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + 1 < octets.length; i += 2) {
      text.append((char) (((octets[i] & 0xFF) << 8) | (octets[i + 1] & 0xFF)));
    }
    return text.toString();
  }

  private static String septets(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit + 7 <= octets.length * 8; bit += 7) {
      int pair = octets[bit / 8] & 0xFF;
      if (bit / 8 + 1 < octets.length) {
        pair |= (octets[bit / 8 + 1] & 0xFF) << 8;
      }
      text.append(GSM.charAt((pair >> (bit % 8)) & 0x7F));
    }
    int last = text.length() - 1;
    if (text.length() % 8 == 0
        && last >= 0
        && (text.charAt(last) == '@' || text.charAt(last) == '\r')) {
      text.setLength(last); // the fill of the last octet, TS 23.038 §6.1.2.3.1
    }
    return text.toString();
  }
}
