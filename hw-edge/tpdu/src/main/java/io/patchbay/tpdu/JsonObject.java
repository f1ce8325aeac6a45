package io.patchbay.tpdu;

import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/// One JSON object on one line, its members in the order they were put (RFC 8259).
final class JsonObject {
  private final StringJoiner members = new StringJoiner(", ", "{", "}");

  JsonObject put(String name, String value) {
    return literal(name, quoted(value));
  }

  JsonObject put(String name, int value) {
    return literal(name, Integer.toString(value));
  }

  JsonObject put(String name, boolean value) {
    return literal(name, Boolean.toString(value));
  }

  JsonObject put(String name, JsonObject value) {
    return literal(name, value.toString());
  }

  JsonObject putNull(String name) {
    return literal(name, "null");
  }

  JsonObject putStrings(String name, List<String> values) {
    return putAll(name, values.stream().map(JsonObject::quoted).toList());
  }

  JsonObject putObjects(String name, List<JsonObject> values) {
    return putAll(name, values.stream().map(JsonObject::toString).toList());
  }

  private JsonObject putAll(String name, List<String> literals) {
    return literal(name, "[" + String.join(", ", literals) + "]");
  }

  private JsonObject literal(String name, String literal) {
    members.add(quoted(name) + ": " + literal);
    return this;
  }

  /// Control characters and lone surrogates are escaped: the line stays one, and valid UTF-8.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (escaped(point)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits((char) point));
              } else {
                quoted.appendCodePoint(point);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  private static boolean escaped(int point) {
    return point < 0x20
        || (point >= 0x7F && point < 0xA0)
        || point == 0x2028
        || point == 0x2029
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
