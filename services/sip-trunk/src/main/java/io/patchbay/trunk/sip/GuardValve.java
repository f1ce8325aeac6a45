package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.text.ParseException;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Refuses new work with 503 before the stack spends a transaction on it, so that goodput stays
/// flat.
///
/// Made by the stack by name, hence public.
public final class GuardValve implements SIPMessageValve {
  private static final Set<String> SHED = Set.of("INVITE", "MESSAGE", "REGISTER", "OPTIONS");
  private static final int RETRY_AFTER_S = 3;

  private @Nullable SIPTransactionStack stack;

  @Override
  public void init(SipStack owner) {
    stack = (SIPTransactionStack) owner;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    SIPTransactionStack owner = stack;
    SipListening listener = owner == null ? null : SipListening.of(owner).orElse(null);
    if (owner == null
        || listener == null
        || !SHED.contains(request.getMethod())
        || request.getToTag() != null
        || !listener.overloaded()
        || owner.findTransaction(request, true) != null) {
      return true;
    }
    listener.counters().shed.increment();
    try {
      SIPResponse refusal = request.createResponse(Response.SERVICE_UNAVAILABLE);
      RetryAfter retry = new RetryAfter();
      retry.setRetryAfter(RETRY_AFTER_S);
      refusal.setHeader(retry);
      refusal.getTo().setTag("busy");
      channel.sendMessage(refusal);
    } catch (IOException | ParseException | InvalidArgumentException e) {
      listener.counters().unsent.increment();
    }
    return false;
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
