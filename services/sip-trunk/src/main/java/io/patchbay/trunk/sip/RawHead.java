package io.patchbay.trunk.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The head of a request as it came, cut into lines and nothing more: for what the parser takes too
/// lightly, and for the answer to what it cannot read.
///
/// @param start the request line, neither trimmed nor corrected
/// @param fields unfolded, in order
record RawHead(String start, List<Field> fields) {
  private static final Map<String, String> COMPACT =
      Map.of(
          "v",
          "via",
          "f",
          "from",
          "t",
          "to",
          "i",
          "call-id",
          "l",
          "content-length",
          "c",
          "content-type",
          "m",
          "contact");

  RawHead {
    fields = List.copyOf(fields);
  }

  /// One header field.
  ///
  /// @param name in lower case and long form
  record Field(String name, String value) {}

  static RawHead of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = begin(text);
    int lineEnd = end(text, at);
    String start = text.substring(at, lineEnd);
    List<Field> fields = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    at = next(text, lineEnd);
    while (at < text.length()) {
      lineEnd = end(text, at);
      if (lineEnd == at) {
        break;
      }
      char first = text.charAt(at);
      if (first == ' ' || first == '\t') {
        line.append(' ').append(text.substring(at, lineEnd).strip());
      } else {
        add(fields, line);
        line.setLength(0);
        line.append(text, at, lineEnd);
      }
      at = next(text, lineEnd);
    }
    add(fields, line);
    return new RawHead(start, fields);
  }

  private static void add(List<Field> fields, CharSequence line) {
    String text = line.toString();
    int colon = text.indexOf(':');
    if (colon > 0) {
      String name = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      fields.add(new Field(COMPACT.getOrDefault(name, name), text.substring(colon + 1).strip()));
    }
  }

  /// Behind the empty lines that a keep-alive may have left (RFC 3261 §7.5).
  private static int begin(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) < ' ') {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  private static int next(String text, int lineEnd) {
    boolean both = text.startsWith("\r\n", lineEnd);
    return Math.min(text.length(), lineEnd + (both ? 2 : 1));
  }

  boolean request() {
    return !start.startsWith("SIP/");
  }

  String method() {
    int space = start.indexOf(' ');
    return space < 0 ? start : start.substring(0, space);
  }

  /// The values of every field of this name.
  List<String> all(String name) {
    return fields.stream().filter(one -> one.name().equals(name)).map(Field::value).toList();
  }

  /// The first value; empty: none.
  String first(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return "";
  }
}
