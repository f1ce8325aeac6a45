package io.patchbay.standalone.bench;

/// A received SIP message, read no further than the bench needs (RFC 3261 §7).
///
/// @param text head and body
record SipMessage(String text) {
  /// The status code; 0 for a request.
  int status() {
    return text.startsWith("SIP/2.0 ") && text.length() > 11
        ? Integer.parseInt(text, 8, 11, 10)
        : 0;
  }

  /// The method of a request.
  String method() {
    int space = text.indexOf(' ');
    return space < 0 ? "" : text.substring(0, space);
  }

  /// Of the CSeq: the method a response answers.
  boolean answers(String method) {
    return header("CSeq").endsWith(method);
  }

  /// The first header of this name, empty when there is none. The gateway writes names in full.
  String header(String name) {
    int at = text.indexOf("\r\n" + name + ": ");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 4;
    return text.substring(from, text.indexOf("\r\n", from));
  }

  /// All Via lines as they are, for a response (§8.2.6.2).
  String vias() {
    var lines = new StringBuilder();
    for (int at = text.indexOf("\r\nVia: "); at >= 0; ) {
      int end = text.indexOf("\r\n", at + 2);
      lines.append(text, at + 2, end + 2);
      at = text.indexOf("\r\nVia: ", end);
    }
    return lines.toString();
  }

  /// The URI in Contact, the remote target of a dialog (§12.1.2).
  String contactUri() {
    String contact = header("Contact");
    int open = contact.indexOf('<');
    int close = contact.indexOf('>', open + 1);
    return open < 0 || close < 0 ? contact : contact.substring(open + 1, close);
  }
}
