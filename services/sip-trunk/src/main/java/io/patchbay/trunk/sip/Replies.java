package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds and sends responses.
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final Headers headers;
  private final Function<String, LocalPoint> points;
  private final SipCounters counters;
  private final RandomGenerator random;

  /// @param points by the place a request speaks for
  Replies(
      Headers headers,
      Function<String, LocalPoint> points,
      SipCounters counters,
      RandomGenerator random) {
    this.headers = headers;
    this.points = points;
    this.counters = counters;
    this.random = random;
  }

  /// Sends through the request's transaction; the response comes back to be sent again, or null
  /// when it failed.
  @Nullable SIPResponse send(IncomingRequest request, Reply reply) {
    IncomingRequest.Answer answer = request.answer();
    if (answer == null) {
      return null;
    }
    try {
      SIPResponse response = build(request, reply);
      answer.send(response);
      return response;
    } catch (SipException | InvalidArgumentException | ParseException | RuntimeException e) {
      counters.unsent.increment();
      LOG.debug("{} to {} not sent", reply.status(), request.method(), e);
      return null;
    }
  }

  private void add(SIPResponse response, Reply.Field field) throws ParseException {
    if (field.name().equals("Allow")) {
      response.setHeader(headers.allow);
    } else {
      headers.put(response, field);
    }
  }

  /// Answers a request of which the stack makes no transaction; its copies get the same tag (RFC
  /// 3261 §8.2.7).
  void stateless(SipProvider provider, SIPRequest request, int status) {
    try {
      SIPResponse response = request.createResponse(status);
      response.getTo().setTag("s" + Integer.toHexString(request.toString().hashCode()));
      provider.sendResponse(response);
    } catch (SipException | ParseException | RuntimeException e) {
      counters.unsent.increment();
      LOG.debug("{} to {} not sent", status, request.getMethod(), e);
    }
  }

  private SIPResponse build(IncomingRequest request, Reply reply) throws ParseException {
    SIPResponse response = request.message().createResponse(reply.status());
    if (response.getToTag() == null && reply.status() > 100) {
      response
          .getTo()
          .setTag(reply.tag().isEmpty() ? Long.toHexString(random.nextLong()) : reply.tag());
    }
    if (reply.contact()) {
      response.setHeader(points.apply(request.place()).contact(request.source().transport()));
      response.setHeader(headers.allow);
      response.setHeader(headers.supported);
    } else {
      // only responses that form or refresh a dialog carry a target
      response.removeHeader("Contact");
    }
    response.setHeader(headers.server);
    for (Reply.Field field : reply.fields()) {
      add(response, field);
    }
    if (!reply.body().isEmpty()) {
      response.setContent(reply.body(), headers.sdp);
    }
    return response;
  }
}
