package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.Serial;

/// A response whose octets are given, for connections of the stack.
final class RawResponse extends SIPResponse {
  @Serial private static final long serialVersionUID = 1;

  private final byte[] octets;

  RawResponse(SIPRequest request, byte[] octets) {
    this.octets = octets.clone();
    setHeader(request.getViaHeaders());
  }

  @Override
  public byte[] encodeAsBytes(String transport) {
    return octets.clone();
  }
}
