package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ProxyRequireHeader;
import javax.sip.header.RequireHeader;

/// The inspection of a request before it is processed (RFC 3261 §8.2.1 to §8.2.3, §16.3).
final class RequestChecks {
  /// What we understand.
  static final String ALLOW =
      "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO, REFER, MESSAGE, REGISTER,"
          + " SUBSCRIBE";

  private static final Set<String> ALLOWED = Set.of(ALLOW.split(", "));
  private static final Set<String> KNOWN_NOT_ALLOWED = Set.of("NOTIFY", "PUBLISH");

  /// Header fields that decide what is done.
  private static final Set<String> MATTERS =
      Set.of(
          "contact",
          "m",
          "max-forwards",
          "require",
          "proxy-require",
          "route",
          "record-route",
          "expires",
          "content-type",
          "c",
          "content-encoding",
          "e",
          "replaces",
          "refer-to",
          "r");

  /// What a branch of RFC 3261 begins with.
  private static final String MAGIC = "z9hG4bK";

  private static final Set<String> WITH_SDP = Set.of("INVITE", "UPDATE", "PRACK");
  private static final Set<String> UNDERSTOOD = Set.of("100rel", "timer", "replaces", "path");

  /// We stand where a proxy would (RFC 3323 §5).
  private static final Set<String> OF_PROXIES = Set.of("100rel", "timer", "replaces", "privacy");

  private static final Verdict FINE = new Verdict(0, "", "");

  private RequestChecks() {}

  /// @param status 0: fine
  /// @param header a header field the refusal has to carry; empty: none
  record Verdict(int status, String header, String value) {}

  static Verdict inspect(SIPRequest request, boolean strict) {
    String method = request.getMethod();
    if (unreadable(request, strict)) {
      return new Verdict(400, "", "");
    }
    if (method.equals("REFER") && request.getToTag() == null) {
      // a transfer is of a call
      return new Verdict(405, "Allow", ALLOW);
    }
    if (!ALLOWED.contains(method)) {
      return new Verdict(KNOWN_NOT_ALLOWED.contains(method) ? 405 : 501, "Allow", ALLOW);
    }
    if (request.getMaxForwards() != null
        && request.getMaxForwards().getMaxForwards() == 0
        && !method.equals("OPTIONS")) {
      return new Verdict(483, "", "");
    }
    String scheme = request.getRequestURI().getScheme().toLowerCase(Locale.ROOT);
    if (!(request.getRequestURI() instanceof SipURI) && !scheme.equals("tel")) {
      return new Verdict(416, "", "");
    }
    if (request.getFromTag() == null) {
      // RFC 2543 peers are not spoken with: a dialog needs the tag
      return new Verdict(400, "", "");
    }
    String unsupported = method.equals("CANCEL") ? "" : unsupported(request);
    if (!unsupported.isEmpty()) {
      return new Verdict(420, "Unsupported", unsupported);
    }
    if (method.equals("REGISTER") && !(request.getTo().getAddress().getURI() instanceof SipURI)) {
      // §10.3: an address-of-record is a SIP URI
      return new Verdict(400, "", "");
    }
    if (method.equals("INVITE")
        && (request.getHeader("Contact") == null || request.getHeaders("Contact").next() == null)) {
      return new Verdict(400, "", "");
    }
    if (method.equals("INVITE") && !acceptsSdp(request)) {
      return new Verdict(406, "", "");
    }
    return body(request, method);
  }

  /// Can it be answered with a session description? Without Accept it can (§20.1).
  private static boolean acceptsSdp(SIPRequest request) {
    ListIterator<?> headers = request.getHeaders("Accept");
    if (!headers.hasNext()) {
      return true;
    }
    while (headers.hasNext()) {
      AcceptHeader accept = (AcceptHeader) headers.next();
      String type = accept.getContentType();
      if (type == null || type.isEmpty() || type.equals("*")) {
        return true;
      }
      String subtype = accept.getContentSubType();
      if (type.equalsIgnoreCase("application")
          && (subtype.equals("*") || subtype.equalsIgnoreCase("sdp"))) {
        return true;
      }
    }
    return false;
  }

  /// What could not be read was put aside by the stack.
  private static boolean unreadable(SIPRequest request, boolean strict) {
    String branch = request.getTopmostVia().getBranch();
    if (strict && (branch == null || !branch.startsWith(MAGIC) || branch.equals(MAGIC))) {
      return true;
    }
    ListIterator<?> aside = request.getUnrecognizedHeaders();
    while (aside.hasNext()) {
      String line = aside.next().toString();
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      if (strict || MATTERS.contains(name.strip().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static String unsupported(SIPRequest request) {
    List<String> unsupported = new ArrayList<>();
    ListIterator<?> headers = request.getHeaders("Require");
    while (headers.hasNext()) {
      String option = ((RequireHeader) headers.next()).getOptionTag();
      if (!UNDERSTOOD.contains(option.toLowerCase(Locale.ROOT))) {
        unsupported.add(option);
      }
    }
    headers = request.getHeaders("Proxy-Require");
    while (headers.hasNext()) {
      String option = ((ProxyRequireHeader) headers.next()).getOptionTag();
      if (!OF_PROXIES.contains(option.toLowerCase(Locale.ROOT))) {
        unsupported.add(option);
      }
    }
    return String.join(", ", unsupported);
  }

  private static Verdict body(SIPRequest request, String method) {
    byte[] content = request.getRawContent();
    if (content == null || content.length == 0) {
      return FINE;
    }
    ContentTypeHeader type = (ContentTypeHeader) request.getHeader("Content-Type");
    if (type == null) {
      return new Verdict(400, "", "");
    }
    ContentEncodingHeader encoding = (ContentEncodingHeader) request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.getEncoding().equalsIgnoreCase("identity")) {
      return new Verdict(415, "Accept-Encoding", "identity");
    }
    boolean sdp =
        type.getContentType().equalsIgnoreCase("application")
            && type.getContentSubType().equalsIgnoreCase("sdp");
    if (WITH_SDP.contains(method) && !sdp) {
      return new Verdict(415, "Accept", "application/sdp");
    }
    if (method.equals("MESSAGE")
        && !(type.getContentType().equalsIgnoreCase("text")
            && type.getContentSubType().equalsIgnoreCase("plain"))) {
      return new Verdict(415, "Accept", "text/plain");
    }
    return FINE;
  }
}
