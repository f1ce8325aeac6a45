package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.parser.URLParser;
import gov.nist.javax.sip.parser.ViaParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;

/// A request that cannot be processed, and what it is answered. It travels with the parsed request,
/// or with one that stands in for what could not be parsed, as far as [GuardValve].
///
/// @param head as it came
record Unfit(RawHead head, HeadChecks.Fault fault) {
  private static final String PLACE = "<sip:unreadable@invalid>";

  /// A request that passes through the stack in the place of one that cannot be parsed. Nobody sees
  /// what it says.
  SIPRequest standIn() throws ParseException {
    String method = head.method().isEmpty() ? "INVALID" : head.method();
    SIPRequest request =
        new KeyedRequest(new RequestLine(new URLParser("sip:unreadable@invalid").parse(), method));
    fill(request, method);
    request.setHeader(new ViaParser("Via: " + topmostVia() + "\n").parse());
    String length = head.first("content-length");
    if (length.matches("\\d{1,5}")) {
      request.setHeader(new ContentLength(Integer.parseInt(length)));
    }
    return request;
  }

  /// Puts in what is missing.
  static void fill(SIPRequest request, String method) throws ParseException {
    if (request.getFrom() == null) {
      From from = new From();
      from.setAddress(new StringMsgParser().parseAddress(PLACE));
      request.setFrom(from);
    }
    if (request.getTo() == null) {
      To to = new To();
      to.setAddress(new StringMsgParser().parseAddress(PLACE));
      request.setTo(to);
    }
    if (request.getCallId() == null) {
      request.setCallId(new CallID("unreadable"));
    }
    if (request.getCSeq() == null) {
      request.setHeader(new CSeq(1, method));
    }
  }

  private String topmostVia() throws ParseException {
    String via = head.first("via");
    if (via.isEmpty()) {
      throw new ParseException("no Via", 0);
    }
    int comma = via.indexOf(',');
    return comma < 0 ? via : via.substring(0, comma);
  }

  /// The refusal: the lines that identify the request are copied as they are (RFC 3261 §8.2.6.2).
  ///
  /// @param source who sent it
  byte[] answer(Source source) {
    StringBuilder text =
        new StringBuilder(512)
            .append("SIP/2.0 ")
            .append(fault.status())
            .append(fault.status() == 400 ? " Bad Request - " : " ")
            .append(fault.phrase())
            .append("\r\n");
    List<String> vias = head.all("via");
    for (int i = 0; i < vias.size(); i++) {
      line(text, "Via", i == 0 ? received(vias.getFirst(), source) : vias.get(i));
    }
    copy(text, "From", "from");
    String to = head.first("to");
    if (!to.isEmpty()) {
      boolean tagged = to.toLowerCase(Locale.ROOT).matches(".*;\\s*tag\\s*=.*");
      line(text, "To", tagged ? to : to + ";tag=u" + Integer.toHexString(head.hashCode()));
    }
    copy(text, "Call-ID", "call-id");
    copy(text, "CSeq", "cseq");
    text.append("Server: Patchbay\r\nContent-Length: 0\r\n\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void copy(StringBuilder text, String name, String key) {
    String value = head.first(key);
    if (!value.isEmpty()) {
      line(text, name, value);
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  /// RFC 3261 §18.2.1, RFC 3581 §4.
  private static String received(String value, Source source) {
    int comma = value.indexOf(',');
    String top = comma < 0 ? value : value.substring(0, comma);
    String rest = comma < 0 ? "" : value.substring(comma);
    return top.replaceFirst("(?i);\\s*rport\\s*(?=;|$)", ";rport=" + source.port())
        + ";received="
        + source.address()
        + rest;
  }
}
