package io.patchbay.scenarios.harness;

import java.util.ArrayList;
import java.util.List;

/// A SIP message, read no further than a test needs.
///
/// @param start request or status line
/// @param fields header lines
record SipText(String start, List<String> fields, String body) {
  static SipText of(String text) {
    int blank = text.indexOf("\r\n\r\n");
    String head = blank < 0 ? text : text.substring(0, blank);
    List<String> lines = new ArrayList<>(head.lines().toList());
    String start = lines.isEmpty() ? "" : lines.removeFirst();
    return new SipText(start, lines, blank < 0 ? "" : text.substring(blank + 4));
  }

  /// 0: it is a request.
  int status() {
    return start.startsWith("SIP/2.0 ") ? Integer.parseInt(start, 8, 11, 10) : 0;
  }

  /// Of a request, or the one that is answered.
  String method() {
    return status() == 0
        ? start.substring(0, Math.max(0, start.indexOf(' ')))
        : field("CSeq").replaceFirst("\\d+ +", "");
  }

  int sequence() {
    return Integer.parseInt(field("CSeq").replaceFirst(" .*", ""));
  }

  /// Empty: there is none.
  String field(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  List<String> all(String name) {
    String prefix = name + ":";
    return fields.stream()
        .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  /// The address in angle brackets of a field.
  String uri(String name) {
    String value = field(name);
    int open = value.indexOf('<');
    return open < 0 ? value : value.substring(open + 1, value.indexOf('>', open));
  }

  /// Where the peer wants its audio; 0: nowhere.
  int audioPort() {
    return body.lines()
        .filter(line -> line.startsWith("m=audio "))
        .mapToInt(line -> Integer.parseInt(line.split(" ", 3)[1]))
        .findFirst()
        .orElse(0);
  }

  /// The answer to this request, with the fields that all answers have.
  ///
  /// @param fields whole lines, each with its end
  String answer(String status, String tag, String fields, String body) {
    String to = field("To");
    StringBuilder text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
    all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    all("Record-Route")
        .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
    text.append("From: ").append(field("From")).append("\r\nTo: ").append(to);
    if (!to.contains(";tag=")) {
      text.append(";tag=").append(tag);
    }
    return text.append("\r\nCall-ID: ")
        .append(field("Call-ID"))
        .append("\r\nCSeq: ")
        .append(field("CSeq"))
        .append("\r\n")
        .append(fields)
        .append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        .append("Content-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }
}
