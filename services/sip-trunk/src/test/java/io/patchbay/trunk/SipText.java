package io.patchbay.trunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A SIP message as text, read with the least of parsing.
record SipText(String start, List<String> fields, String body) {
  static SipText of(String text) {
    int blank = text.indexOf("\r\n\r\n");
    String head = blank < 0 ? text : text.substring(0, blank);
    List<String> lines = new ArrayList<>(head.lines().toList());
    String start = lines.removeFirst();
    return new SipText(start, lines, blank < 0 ? "" : text.substring(blank + 4));
  }

  int status() {
    return start.startsWith("SIP/2.0 ") ? Integer.parseInt(start.substring(8, 11)) : 0;
  }

  String method() {
    return start.startsWith("SIP/2.0") ? cseq().split(" ", 2)[1] : start.split(" ", 2)[0];
  }

  String field(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  List<String> all(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  String cseq() {
    return field("CSeq");
  }

  int cseqNumber() {
    return Integer.parseInt(cseq().split(" ", 2)[0]);
  }

  String contactUri() {
    String contact = field("Contact");
    return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
  }

  String tagOf(String name) {
    String value = field(name);
    int at = value.indexOf(";tag=");
    return at < 0 ? "" : value.substring(at + 5).split(";", 2)[0];
  }
}
