package io.patchbay.trunk.sip;

import java.nio.charset.StandardCharsets;

/// The escapes of SIP URIs: `%41` (RFC 3261 §19.1.2).
public final class Escapes {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()+&=,;?/$";

  private Escapes() {}

  /// Escapes undone; what is no proper escape stays.
  public static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] out = new byte[text.length() * 3];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value =
          c == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
      if (value >= 0) {
        out[length++] = (byte) value;
        i += 2;
      } else {
        byte[] plain = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(plain, 0, out, length, plain.length);
        length += plain.length;
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  /// As the user part of a SIP URI.
  public static String encodedUser(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.forDigit(b >> 4 & 15, 16))
            .append(Character.forDigit(b & 15, 16));
      }
    }
    return out.toString();
  }

  /// A display name in quotes, control characters left out.
  public static String quoted(String name) {
    StringBuilder out = new StringBuilder(name.length() + 2).append('"');
    name.codePoints()
        .filter(c -> c >= 32 && c != 127)
        .limit(80)
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\');
          }
          out.appendCodePoint(c);
        });
    return out.append('"').toString();
  }

  private static int hex(char high, char low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 ? -1 : h << 4 | l;
  }
}
