package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;

/// The stack's parser, whose requests are told apart by more than their branch.
final class KeyedParser extends StringMsgParser {
  @Override
  protected SIPMessage processFirstLine(
      String firstLine, ParseExceptionListener listener, byte[] message) throws ParseException {
    SIPMessage parsed = super.processFirstLine(firstLine, listener, message);
    return parsed instanceof SIPRequest request
        ? new KeyedRequest(request.getRequestLine())
        : parsed;
  }
}
