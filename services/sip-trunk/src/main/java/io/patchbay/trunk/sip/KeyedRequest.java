package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.Serial;
import java.util.Locale;

/// A request whose transaction is not known by its branch alone: some senders choose the branch
/// once, and a stranger could guess another's. The Call-ID belongs to the key, which is the same in
/// every request of one transaction (RFC 3261 §17.2.3, §9.1).
final class KeyedRequest extends SIPRequest {
  @Serial private static final long serialVersionUID = 1;

  KeyedRequest(RequestLine line) {
    setRequestLine(line);
  }

  @Override
  public String getTransactionId() {
    String id = super.getTransactionId();
    return getCallId() == null ? id : id + '|' + getCallId().getCallId().toLowerCase(Locale.ROOT);
  }
}
