package io.patchbay.trunk.sip;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What is wrong in the head of a request although the parser accepts it (RFC 4475 §3.1.2, §3.3).
final class HeadChecks {
  private static final Set<String> ONCE =
      Set.of("from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type");
  private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");
  private static final Pattern VERSION =
      Pattern.compile("SIP/\\d+\\.\\d+", Pattern.CASE_INSENSITIVE);
  private static final String TOKEN_MARKS = "-.!%*_+`'~";

  private HeadChecks() {}

  /// @param status of the refusal
  /// @param phrase what is wrong, for its reason phrase
  record Fault(int status, String phrase) {
    static final Fault NONE = new Fault(0, "");

    static Fault bad(String what) {
      return new Fault(400, what);
    }
  }

  static Fault judge(RawHead head, boolean strict) {
    Fault start = startLine(head.start());
    if (start.status() != 0) {
      return start;
    }
    Set<String> seen = new HashSet<>();
    for (RawHead.Field field : head.fields()) {
      if (!seen.add(field.name()) && ONCE.contains(field.name())) {
        return Fault.bad("More than one " + field.name());
      }
      if (field.name().equals("from") || field.name().equals("to")) {
        String wrong = address(field.value(), strict);
        if (!wrong.isEmpty()) {
          return Fault.bad(wrong + " in " + field.name());
        }
      }
      if (field.name().equals("contact")
          && field.value().indexOf('<') < 0
          && field.value().indexOf('?') >= 0) {
        // §20.10: it belongs into brackets
        return Fault.bad("Question mark in contact");
      }
    }
    for (String name : NEEDED) {
      if (!seen.contains(name)) {
        return Fault.bad("No " + name);
      }
    }
    return Fault.NONE;
  }

  /// One space, one space, and nothing behind the version (RFC 3261 §7.1).
  private static Fault startLine(String line) {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 1 || last <= first + 1 || last == line.length() - 1) {
      return Fault.bad("Request line");
    }
    String version = line.substring(last + 1);
    if (!VERSION.matcher(version).matches()) {
      return Fault.bad("Request line");
    }
    if (!version.equalsIgnoreCase("SIP/2.0")) {
      return new Fault(505, "Version Not Supported");
    }
    String uri = line.substring(first + 1, last);
    if (uri.indexOf(' ') >= 0 || uri.startsWith("<")) {
      return Fault.bad("Request-URI");
    }
    if (bareVersion6(uri)) {
      // RFC 5118 §4.2: without brackets nobody can tell where a port begins
      return Fault.bad("Address without brackets in the Request-URI");
    }
    if (headers(uri)) {
      // §19.1.1: header fields have no place in a Request-URI
      return Fault.bad("Header fields in the Request-URI");
    }
    return Fault.NONE;
  }

  private static boolean bareVersion6(String uri) {
    int scheme = uri.indexOf(':');
    if (!uri.regionMatches(true, 0, "sip", 0, 3) || scheme < 0) {
      return false;
    }
    int host = Math.max(scheme, uri.lastIndexOf('@')) + 1;
    int semicolon = uri.indexOf(';', host);
    String place = uri.substring(host, semicolon < 0 ? uri.length() : semicolon);
    return !place.startsWith("[") && place.indexOf(':') != place.lastIndexOf(':');
  }

  private static boolean headers(String uri) {
    return uri.regionMatches(true, 0, "sip", 0, 3)
        && uri.indexOf('?', uri.lastIndexOf('@') + 1) > 0;
  }

  /// What is wrong with a name-addr; empty: nothing.
  private static String address(String value, boolean strict) {
    int at = 0;
    if (value.startsWith("\"")) {
      at = closing(value);
      if (at < 0) {
        return "Open quote";
      }
    }
    int open = value.indexOf('<', at);
    if (open < 0) {
      return "";
    }
    if (at == 0 && !displayName(value.substring(0, open), strict)) {
      return "Display name";
    }
    int close = value.indexOf('>', open);
    boolean spaced = close < 0 || value.charAt(open + 1) <= ' ' || value.charAt(close - 1) <= ' ';
    return spaced ? "Address" : "";
  }

  /// Behind the quote that closes the one it begins with; -1: none.
  private static int closing(String value) {
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  /// Tokens and spaces; otherwise all that leaves no doubt where the name ends.
  private static boolean displayName(String name, boolean strict) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean token =
          Character.isLetterOrDigit(c) || c == ' ' || c == '\t' || TOKEN_MARKS.indexOf(c) >= 0;
      if (strict ? !token || c > '~' : c == ',' || c == '"') {
        return false;
      }
    }
    return true;
  }
}
