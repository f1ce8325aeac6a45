package io.patchbay.trunk.sip;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ims.PathHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.dialog.RequestHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.RAckHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RequireHeader;
import org.jspecify.annotations.Nullable;

/// A request as it came, read when asked. Also the handle by which it is answered.
public final class IncomingRequest implements RequestHandle {
  private static final Set<String> HIDING = Set.of("id", "header", "user");

  private final SIPRequest message;
  private final @Nullable Answer answer;
  private final Source source;
  private volatile String leg = "";
  private volatile String listener = "";
  private volatile String place = "";

  /// Sends a response by the transaction of the request.
  interface Answer {
    void send(SIPResponse response) throws SipException, InvalidArgumentException;
  }

  /// @param answer null: it wants none
  IncomingRequest(SIPRequest message, @Nullable Answer answer, Source source) {
    this.message = message;
    this.answer = answer;
    this.source = source;
  }

  SIPRequest message() {
    return message;
  }

  @Nullable Answer answer() {
    return answer;
  }

  /// Remembers which leg this INVITE became, so that a CANCEL finds it.
  public void attach(String legId) {
    leg = legId;
  }

  /// The leg it became; empty: none.
  public String leg() {
    return leg;
  }

  /// It came by the point of this trunk.
  IncomingRequest by(String owner) {
    listener = owner;
    place = owner;
    return this;
  }

  /// Whose point it came by; empty: the gateway's.
  public String listener() {
    return listener;
  }

  /// It speaks for this trunk, whatever point it came by: that trunk's address is ours in answers.
  public void speaksFor(String trunk) {
    place = trunk;
  }

  /// The trunk whose address is ours to the sender; empty: none that is known.
  public String place() {
    return place;
  }

  public String method() {
    return message.getMethod();
  }

  public Source source() {
    return source;
  }

  public String callId() {
    return message.getCallId().getCallId();
  }

  public long cseq() {
    return message.getCSeq().getSeqNumber();
  }

  public String fromTag() {
    return orEmpty(message.getFromTag());
  }

  public String toTag() {
    return orEmpty(message.getToTag());
  }

  /// From as name-addr without tag.
  public String from() {
    return message.getFrom().getAddress().toString();
  }

  /// To as name-addr without tag.
  public String to() {
    return message.getTo().getAddress().toString();
  }

  public String fromUser() {
    return user(message.getFrom().getAddress().getURI());
  }

  public String fromDisplay() {
    String name = message.getFrom().getAddress().getDisplayName();
    return name == null ? "" : name.strip();
  }

  public String toUser() {
    return user(message.getTo().getAddress().getURI());
  }

  /// The user part of the Request-URI, unescaped; empty: none.
  public String requestUser() {
    return user(message.getRequestURI());
  }

  public String requestUri() {
    return message.getRequestURI().toString();
  }

  private static String user(URI uri) {
    if (uri instanceof SipUri sip) {
      String user = sip.getUser();
      return user == null ? "" : Escapes.decoded(user);
    }
    if (uri instanceof TelURL tel) {
      return (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber();
    }
    return "";
  }

  /// The Contact's URI; empty: none, or `*`.
  public String contact() {
    ContactHeader contact = (ContactHeader) message.getHeader("Contact");
    return contact == null || contact.isWildCard() ? "" : contact.getAddress().getURI().toString();
  }

  /// Every Contact of a REGISTER, in order.
  public List<ContactValue> contacts() {
    List<ContactValue> contacts = new ArrayList<>();
    ListIterator<?> headers = message.getHeaders("Contact");
    while (headers.hasNext()) {
      ContactHeader contact = (ContactHeader) headers.next();
      contacts.add(
          contact.isWildCard()
              ? new ContactValue("*", -1)
              : new ContactValue(contact.getAddress().getURI().toString(), contact.getExpires()));
    }
    return contacts;
  }

  /// One Contact of a REGISTER.
  ///
  /// @param uri `*` for all
  /// @param expires seconds; -1: not said
  public record ContactValue(String uri, int expires) {}

  /// The Expires header field; -1: none.
  public int expires() {
    return message.getExpires() == null ? -1 : message.getExpires().getExpires();
  }

  /// Record-Route in the order of the message, which is the route set of a UAS (RFC 3261 §12.1.1).
  public List<String> recordRoutes() {
    ListIterator<?> headers = message.getHeaders("Record-Route");
    if (!headers.hasNext()) {
      return List.of();
    }
    List<String> routes = new ArrayList<>();
    while (headers.hasNext()) {
      routes.add(((RecordRouteHeader) headers.next()).getAddress().toString());
    }
    return routes;
  }

  /// Path in the order of the message, which is a route set (RFC 3327 §5.3).
  public List<String> path() {
    List<String> path = new ArrayList<>();
    ListIterator<?> headers = message.getHeaders("Path");
    while (headers.hasNext()) {
      path.add(((PathHeader) headers.next()).getAddress().toString());
    }
    return path;
  }

  /// Does the peer demand this extension?
  public boolean requires(String option) {
    ListIterator<?> headers = message.getHeaders("Require");
    while (headers.hasNext()) {
      if (((RequireHeader) headers.next()).getOptionTag().equalsIgnoreCase(option)) {
        return true;
      }
    }
    return false;
  }

  /// Does the caller want to be unknown to whom he calls? By his Privacy (RFC 3323 §4.2: `id`,
  /// `header`, `user`), or by an anonymous From (§4.1.1.3).
  public boolean anonymous() {
    boolean hidden = fromUser().equalsIgnoreCase("anonymous");
    ListIterator<?> headers = message.getHeaders("Privacy");
    while (headers.hasNext()) {
      String line = headers.next().toString();
      for (String value : line.substring(line.indexOf(':') + 1).strip().split("[;, ]", -1)) {
        hidden = hidden || HIDING.contains(value.toLowerCase(Locale.ROOT));
      }
    }
    return hidden;
  }

  /// RAck of a PRACK: the RSeq it acknowledges; 0: none.
  public long rack() {
    return message.getHeader("RAck") instanceof RAckHeader rack ? rack.getRSeqNumber() : 0;
  }

  /// The header fields that the machine of a call judges itself.
  public Fields fields() {
    return Extract.of(message);
  }

  /// The value of the first header field of this name.
  public Optional<String> header(String name) {
    Header header = message.getHeader(name);
    if (header == null) {
      return Optional.empty();
    }
    String line = header.toString();
    return Optional.of(line.substring(line.indexOf(':') + 1).strip());
  }

  /// `type/subtype` in lower case; empty: no body.
  public String contentType() {
    ContentTypeHeader type = (ContentTypeHeader) message.getHeader("Content-Type");
    return type == null
        ? ""
        : (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
  }

  /// The body as UTF-8 text; empty: none.
  public String body() {
    byte[] content = message.getRawContent();
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  /// Identifies the transaction for CANCEL (RFC 3261 §17.2.3).
  String branchKey() {
    Via via = message.getTopmostVia();
    return via.getBranch() + '|' + via.getHost() + ':' + via.getPort();
  }

  String branch() {
    return orEmpty(message.getTopmostVia().getBranch());
  }

  /// Identifies a request that came by several ways (§8.2.2.2).
  String mergeKey() {
    return callId() + '|' + fromTag() + '|' + cseq();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
