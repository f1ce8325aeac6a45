package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.HopImpl;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/// The next hop is decided where the request is built and travels with it.
///
/// Made by the stack by name, hence public and with these arguments.
public final class HopRouter implements Router {
  public HopRouter(SipStack stack, @Nullable String outboundProxy) {}

  @Override
  public @Nullable Hop getOutboundProxy() {
    return null;
  }

  @Override
  @Deprecated
  @SuppressWarnings("rawtypes") // as the interface has it
  public ListIterator getNextHops(Request request) {
    try {
      return List.of(getNextHop(request)).listIterator();
    } catch (SipException e) {
      return List.of().listIterator();
    }
  }

  @Override
  public Hop getNextHop(Request request) throws SipException {
    if (((SIPMessage) request).getApplicationData() instanceof HopImpl hop) {
      return hop;
    }
    throw new SipException("no next hop for " + request.getMethod());
  }
}
