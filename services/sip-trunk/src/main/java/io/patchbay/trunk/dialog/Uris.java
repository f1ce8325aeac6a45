package io.patchbay.trunk.dialog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Addresses in the header fields of a transfer: what the machine has to know of them.
final class Uris {
  private static final int LONGEST = 1024;

  private Uris() {}

  /// The URI of the first address of a list; empty: none.
  static String first(String value) {
    if (value.length() > LONGEST) {
      return "";
    }
    int open = value.indexOf('<');
    if (open >= 0) {
      int close = value.indexOf('>', open);
      return close < 0 ? "" : value.substring(open + 1, close).strip();
    }
    String bare = value.strip();
    int end = bare.length();
    for (char stop : new char[] {';', ','}) {
      int at = bare.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    return bare.substring(0, end);
  }

  /// The user part of a sip, sips or tel URI, unescaped; empty: none.
  static String user(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 0) {
      return "";
    }
    String rest = uri.substring(colon + 1);
    String user =
        switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "sip", "sips" -> {
            int at = rest.indexOf('@');
            yield at < 0 ? "" : rest.substring(0, at);
          }
          case "tel" -> rest;
          default -> "";
        };
    int parameter = user.indexOf(';');
    return decoded(parameter < 0 ? user : user.substring(0, parameter));
  }

  /// A header field within a URI (RFC 3261 §19.1.1), unescaped; empty: none.
  static String header(String uri, String name) {
    int question = uri.indexOf('?');
    if (question < 0) {
      return "";
    }
    for (String one : uri.substring(question + 1).split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0 && one.substring(0, equals).equalsIgnoreCase(name)) {
        return decoded(one.substring(equals + 1));
      }
    }
    return "";
  }

  /// The method a URI asks for; empty: none.
  static String method(String uri) {
    for (String one : uri.split("[;?]", -1)) {
      if (one.regionMatches(true, 0, "method=", 0, 7)) {
        return one.substring(7);
      }
    }
    return "";
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    byte[] to = new byte[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      boolean escape = from[i] == '%' && i + 2 < from.length;
      int high = escape ? Character.digit(from[i + 1], 16) : -1;
      int low = escape ? Character.digit(from[i + 2], 16) : -1;
      if (high >= 0 && low >= 0) {
        to[length++] = (byte) (16 * high + low);
        i += 2;
      } else {
        to[length++] = from[i];
      }
    }
    return new String(to, 0, length, StandardCharsets.UTF_8);
  }
}
