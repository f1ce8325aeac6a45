package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.trunk.dialog.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RecordRouteHeader;

/// A response to a request of ours, read when asked.
public final class IncomingResponse {
  private final SIPResponse message;

  IncomingResponse(SIPResponse message) {
    this.message = message;
  }

  public int status() {
    return message.getStatusCode();
  }

  /// The reason phrase.
  public String phrase() {
    String phrase = message.getReasonPhrase();
    return phrase == null ? "" : phrase;
  }

  /// The method of the request.
  public String method() {
    return message.getCSeq().getMethod();
  }

  public long cseq() {
    return message.getCSeq().getSeqNumber();
  }

  /// Our tag.
  public String tag() {
    String tag = message.getFromTag();
    return tag == null ? "" : tag;
  }

  /// The peer's tag; empty: none.
  public String remoteTag() {
    String tag = message.getToTag();
    return tag == null ? "" : tag;
  }

  /// Record-Route reversed, which is the route set of a UAC (RFC 3261 §12.1.2).
  public List<String> routes() {
    ListIterator<?> headers = message.getHeaders("Record-Route");
    if (!headers.hasNext()) {
      return List.of();
    }
    List<String> routes = new ArrayList<>();
    while (headers.hasNext()) {
      routes.add(((RecordRouteHeader) headers.next()).getAddress().toString());
    }
    Collections.reverse(routes);
    return routes;
  }

  /// The Contact's URI; empty: none.
  public String contact() {
    ContactHeader contact = (ContactHeader) message.getHeader("Contact");
    return contact == null || contact.isWildCard() ? "" : contact.getAddress().getURI().toString();
  }

  /// RSeq of a reliable provisional response, else 0.
  public long rseq() {
    return message.getHeader("RSeq") instanceof RSeqHeader rseq ? rseq.getSequenceNumber() : 0;
  }

  /// The header fields that the machine of a call judges itself.
  public Fields fields() {
    return Extract.of(message);
  }

  /// The value of the first header field of this name; empty: none.
  public String header(String name) {
    Header header = message.getHeader(name);
    if (header == null) {
      return "";
    }
    String line = header.toString();
    return line.substring(line.indexOf(':') + 1).strip();
  }

  /// The values of every header field of this name, in order.
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    ListIterator<?> headers = message.getHeaders(name);
    while (headers.hasNext()) {
      String line = headers.next().toString();
      values.add(line.substring(line.indexOf(':') + 1).strip());
    }
    return values;
  }

  /// The body as text; empty: none.
  public String body() {
    byte[] content = message.getRawContent();
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }
}
