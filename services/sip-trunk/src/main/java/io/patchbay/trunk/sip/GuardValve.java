package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Stands before the stack's transactions. What was answered already is answered again. New work is
/// refused with 503 while the replica starts, and beyond what it can do, so that goodput stays
/// flat; what belongs to a dialog always passes, and so do calls for help beyond what can be done.
///
/// Made by the stack by name, hence public.
public final class GuardValve implements SIPMessageValve {
  /// OPTIONS is not among them: a peer that pings us must not think that we are gone.
  private static final Set<String> SHED = Set.of("INVITE", "MESSAGE", "REGISTER", "SUBSCRIBE");

  private static final Set<String> NEVER = Set.of("ACK", "CANCEL");
  private static final int SOON_S = 1;

  /// Retry-After of the overloaded.
  static final int LATER_S = 3;

  private @Nullable FrontStack stack;

  @Override
  public void init(SipStack owner) {
    stack = (FrontStack) owner;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    FrontStack owner = stack;
    if (owner == null) {
      return true;
    }
    Front front = owner.front();
    // the stack says so later only
    request.setMessageChannel(channel);
    String transport = channel.getTransport().toLowerCase(Locale.ROOT);
    if (transport.equals("udp") && front.wire().replyToSource()) {
      toSource(request);
    }
    if (request.getApplicationData() instanceof Unfit unfit) {
      unfit(front, request, channel, transport, unfit);
      return false;
    }
    if (front.transactions().repeated(request, transport)) {
      return false;
    }
    if (request.getToTag() != null) {
      return true;
    }
    SipUser.Door door = front.door();
    if (door == SipUser.Door.FULL && urgent(front, request)) {
      door = SipUser.Door.OPEN;
    }
    if (door == SipUser.Door.OPEN && stranger(front, request, transport)) {
      front.counters().ignored.increment();
      return false;
    }
    boolean refused =
        switch (door) {
          case OPEN -> false;
          case STARTING, DRAINING -> !NEVER.contains(request.getMethod());
          case FULL -> SHED.contains(request.getMethod());
        };
    if (!refused || owner.findTransaction(request, true) != null) {
      return true;
    }
    boolean full = door == SipUser.Door.FULL;
    (full ? front.counters().shed : front.counters().early).increment();
    refuse(front, request, channel, full ? LATER_S : SOON_S);
    return false;
  }

  /// A call for help is never shed (catalogue E4).
  private static boolean urgent(Front front, SIPRequest request) {
    return request.getMethod().equals("INVITE")
        && request.getRequestURI() != null
        && front.urgent(EarlyRefusal.called(request.getRequestURI().toString()));
  }

  private static void unfit(
      Front front, SIPRequest request, MessageChannel channel, String transport, Unfit unfit) {
    if (request.getMethod().equals("ACK")) {
      front.counters().stray.increment();
      return;
    }
    if (stranger(front, request, transport)) {
      front.counters().ignored.increment();
      return;
    }
    front.counters().refused.increment();
    byte[] answer = unfit.answer(SipListening.source(request, transport));
    try {
      if (transport.equals("udp")) {
        front.transactions().send(request, answer);
      } else {
        channel.sendMessage(new RawResponse(request, answer));
      }
    } catch (IOException e) {
      front.counters().unsent.increment();
    }
  }

  /// As if the sender had asked for it (RFC 3581 §4).
  private static void toSource(SIPRequest request) {
    Via via = request.getTopmostVia();
    if (via != null && !via.hasParameter("rport") && request.getPeerPacketSourceAddress() != null) {
      try {
        via.setReceived(request.getPeerPacketSourceAddress().getHostAddress());
        via.setParameter("rport", Integer.toString(request.getPeerPacketSourcePort()));
      } catch (ParseException e) {
        // it stays as it was
      }
    }
  }

  /// One whose header fields cannot be read is left to the checks that answer 400.
  private static boolean stranger(Front front, SIPRequest request, String transport) {
    return request.getFrom() != null
        && request.getTo() != null
        && request.getRequestURI() != null
        && front.ignores(request, transport);
  }

  private static void refuse(
      Front front, SIPRequest request, MessageChannel channel, int retryAfterS) {
    try {
      SIPResponse refusal = request.createResponse(Response.SERVICE_UNAVAILABLE);
      RetryAfter retry = new RetryAfter();
      retry.setRetryAfter(retryAfterS);
      refusal.setHeader(retry);
      refusal.getTo().setTag(EarlyRefusal.TAG);
      channel.sendMessage(refusal);
    } catch (IOException | ParseException | InvalidArgumentException e) {
      front.counters().unsent.increment();
    }
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void destroy() {
    stack = null;
  }
}
