package io.patchbay.console.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.patchbay.contract.Fault;
import java.util.List;
import java.util.stream.Collectors;

/// Protobuf messages as JSON and back, in the mapping every protobuf library knows.
public final class Json {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();
  private static final int LONGEST = 1 << 20;

  private Json() {}

  /// One line of text.
  public static String of(Message message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("only google.protobuf.Any cannot be printed", e);
    }
  }

  /// `{"name":[…]}`.
  static String list(String name, List<? extends Message> messages) {
    return listOf(name, messages.stream().map(Json::of).toList());
  }

  /// @param items JSON already
  static String listOf(String name, List<String> items) {
    return items.stream().collect(Collectors.joining(",", "{" + quote(name) + ":[", "]}"));
  }

  /// `[…]`.
  static String array(List<? extends Message> messages) {
    return messages.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
  }

  /// The object with one more member.
  static String with(String object, String name, String value) {
    String members = object.substring(0, object.length() - 1);
    return members + (members.endsWith("{") ? "" : ",") + quote(name) + ":" + value + "}";
  }

  /// Fills the builder.
  ///
  /// @throws Fault INVALID, naming what is wrong
  static void into(String text, Message.Builder builder) {
    if (text.length() > LONGEST) {
      throw new Fault(Fault.Kind.INVALID, "body: " + text.length() + " characters are too many");
    }
    try {
      PARSER.merge(text, builder);
    } catch (InvalidProtocolBufferException e) {
      throw new Fault(Fault.Kind.INVALID, "body: " + e.getMessage(), e);
    }
  }

  /// A JSON string (RFC 8259 §7).
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
