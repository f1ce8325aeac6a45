package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;

/// Builds requests from dialog records, with their next hop (RFC 3261 §12.2.1.1, §8.1.2).
final class Requests {
  private static final Set<String> WITHOUT_CONTACT = Set.of("ACK", "BYE", "MESSAGE");

  private final Function<String, LocalPoint> points;
  private final Headers headers;
  private final Loops loops;
  private final RandomGenerator random;
  private final MessageFactoryImpl messages = new MessageFactoryImpl();

  /// @param points by the place of a flow
  Requests(
      Function<String, LocalPoint> points, Headers headers, Loops loops, RandomGenerator random) {
    this.points = points;
    this.headers = headers;
    this.loops = loops;
    this.random = random;
    messages.setDefaultContentEncodingCharset("UTF-8");
  }

  /// A request within the dialog, or the one that opens it.
  SIPRequest within(Dialog dialog, String method, long cseq)
      throws ParseException, InvalidArgumentException {
    URI target = headers.addresses.createURI(dialog.remoteTarget());
    List<String> routes = dialog.routes();
    URI requestUri = target;
    List<String> routeFields = routes;
    URI firstHop = target;
    if (!routes.isEmpty()) {
      firstHop = headers.addresses.createAddress(routes.getFirst()).getURI();
      if (!(firstHop instanceof SipURI uri && uri.hasLrParam())) {
        // strict router: it wants itself in the Request-URI and the target last
        requestUri = firstHop;
        routeFields = new ArrayList<>(routes.subList(1, routes.size()));
        routeFields.add("<" + dialog.remoteTarget() + ">");
      }
    }
    HopImpl hop = hop(dialog.flow(), firstHop, !routes.isEmpty() && !dialog.flow().pinned());
    String transport = hop.getTransport().toLowerCase(Locale.ROOT);
    LocalPoint point = points.apply(dialog.flow().place());
    ToHeader to =
        headers.factory.createToHeader(
            headers.addresses.createAddress(dialog.remoteUri()),
            dialog.remoteTag().isEmpty() ? null : dialog.remoteTag());
    SIPRequest request =
        (SIPRequest)
            messages.createRequest(
                requestUri,
                method,
                new CallID(dialog.callId()),
                headers.factory.createCSeqHeader(cseq, method),
                headers.factory.createFromHeader(
                    headers.addresses.createAddress(dialog.localUri()), dialog.localTag()),
                to,
                List.of(via(point.seen(), transport, requestUri)),
                headers.factory.createMaxForwardsHeader(70));
    routes(request, routeFields);
    request.setApplicationData(hop);
    if (!WITHOUT_CONTACT.contains(method)) {
      request.setHeader(point.contact(transport));
    }
    request.setHeader(headers.userAgent);
    return request;
  }

  private void routes(SIPRequest request, List<String> routes) throws ParseException {
    if (routes.isEmpty()) {
      return;
    }
    RouteList list = new RouteList();
    for (String route : routes) {
      list.add((Route) headers.factory.createRouteHeader(headers.addresses.createAddress(route)));
    }
    request.setHeader(list);
  }

  private ViaHeader via(SipSettings seen, String transport, URI requestUri)
      throws ParseException, InvalidArgumentException {
    ViaHeader via =
        headers.factory.createViaHeader(
            seen.advertised(),
            seen.port(transport),
            transport,
            "z9hG4bK"
                + Long.toHexString(random.nextLong())
                + Integer.toHexString(random.nextInt())
                + loops.mark(requestUri));
    via.setRPort();
    return via;
  }

  /// Where the request is sent: the address the peer was seen at, unless proxies are to be passed.
  private static HopImpl hop(Flow flow, URI first, boolean routed) throws ParseException {
    if (!routed && !flow.nextHop().isEmpty()) {
      int colon = flow.nextHop().lastIndexOf(':');
      return new HopImpl(
          flow.nextHop().substring(0, colon),
          Integer.parseInt(flow.nextHop().substring(colon + 1)),
          flow.transport());
    }
    if (!(first instanceof SipURI uri)) {
      throw new ParseException("no next hop for " + first.getScheme(), 0);
    }
    String transport = uri.getTransportParam();
    if (transport == null) {
      transport = uri.isSecure() ? "tls" : flow.transport();
    }
    int port = uri.getPort();
    if (port <= 0) {
      port = transport.equalsIgnoreCase("tls") ? 5061 : 5060;
    }
    String host = uri.getMAddrParam() == null ? uri.getHost() : uri.getMAddrParam();
    return new HopImpl(host, port, transport.toLowerCase(Locale.ROOT));
  }
}
