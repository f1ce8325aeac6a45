package io.patchbay.trunk.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stack's parser behind bounds: 16 KiB a message, 200 header fields; anything it throws is a
/// parse error. On a stream a length that does not fit ends the connection, since the beginning of
/// the next message cannot be told.
///
/// Made by the stack by name, hence public.
public final class BoundedParserFactory implements MessageParserFactory {
  private static final int MAX_LINES = 200;
  private static final Set<Class<?>> DECISIVE =
      Set.of(
          From.class,
          To.class,
          CSeq.class,
          Via.class,
          CallID.class,
          ContentLength.class,
          RequestLine.class,
          StatusLine.class);

  private static final Logger LOG = LoggerFactory.getLogger(BoundedParserFactory.class);

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    StringMsgParser parser = new KeyedParser();
    return (bytes, readBody, strict, listener) ->
        parse(parser, stack, bytes, readBody, strict, listener);
  }

  private static SIPMessage parse(
      StringMsgParser parser,
      SIPTransactionStack stack,
      byte[] bytes,
      boolean readBody,
      boolean strict,
      ParseExceptionListener listener)
      throws ParseException {
    if (readBody && stack instanceof FrontStack front) {
      front.front().backlog().taken();
    }
    try {
      if (bytes.length > Stacks.MAX_MESSAGE || headerLines(bytes) > MAX_LINES) {
        throw new ParseException("message too large", 0);
      }
      SIPMessage message = judged(parser, stack, bytes, readBody, strict, listener);
      if (!readBody) {
        checkLength(bytes.length, message, listener);
      }
      if (stack instanceof FrontStack front) {
        front.front().counters().parsed.increment();
      }
      return message;
    } catch (ParseException e) {
      count(stack);
      throw e;
    } catch (RuntimeException e) {
      count(stack);
      ParseException wrapped = new ParseException("unparseable: " + e, 0);
      wrapped.initCause(e);
      throw wrapped;
    }
  }

  /// A request that must be refused is marked, and one that cannot be read is stood in for: both go
  /// on as far as [GuardValve].
  private static SIPMessage judged(
      StringMsgParser parser,
      SIPTransactionStack stack,
      byte[] bytes,
      boolean readBody,
      boolean strict,
      ParseExceptionListener listener)
      throws ParseException {
    boolean picky = stack instanceof FrontStack front && front.front().strict();
    SIPMessage message;
    try {
      message = parser.parseSIPMessage(bytes, readBody, strict, gentle(listener));
    } catch (ParseException e) {
      RawHead head = RawHead.of(bytes);
      if (!head.request() || head.method().equals("ACK")) {
        throw e;
      }
      if (!readBody && !head.first("content-length").matches("\\d{1,5}")) {
        close(listener, head.first("content-length"));
        throw e;
      }
      count(stack);
      HeadChecks.Fault fault = HeadChecks.judge(head, picky);
      Unfit unfit =
          new Unfit(head, fault.status() == 0 ? HeadChecks.Fault.bad("Cannot be read") : fault);
      SIPMessage standIn = unfit.standIn();
      standIn.setApplicationData(unfit);
      return standIn;
    }
    if (message instanceof SIPRequest request) {
      RawHead head = RawHead.of(bytes);
      HeadChecks.Fault fault = HeadChecks.judge(head, picky);
      if (fault.status() != 0) {
        Unfit.fill(request, head.method());
        request.setApplicationData(new Unfit(head, fault));
      }
    }
    return message;
  }

  /// What decides everything is thrown; a connection of the stack would be closed at once.
  private static ParseExceptionListener gentle(@Nullable ParseExceptionListener listener) {
    return (failure, message, type, header, text) -> {
      if (listener == null || (type != null && DECISIVE.contains(type))) {
        throw failure;
      }
      listener.handleException(failure, message, type, header, text);
    };
  }

  /// The stack would end its thread with a stack trace.
  private static void checkLength(
      int head, @Nullable SIPMessage message, ParseExceptionListener listener)
      throws ParseException {
    if (message == null || message.getContentLength() == null) {
      return;
    }
    int length = message.getContentLength().getContentLength();
    if (length >= 0 && head + (long) length <= Stacks.MAX_MESSAGE) {
      return;
    }
    close(listener, Integer.toString(length));
    throw new ParseException("Content-Length " + length, 0);
  }

  /// Where the next message begins cannot be told.
  private static void close(ParseExceptionListener listener, String length) {
    if (listener instanceof MessageChannel channel) {
      LOG.warn(
          "connection of {} closed: Content-Length {} is out of range (0 to {}, head included)",
          channel.getPeerPacketSourceAddress(),
          length,
          Stacks.MAX_MESSAGE);
      channel.close();
    }
  }

  private static void count(SIPTransactionStack stack) {
    if (stack instanceof FrontStack front) {
      front.front().counters().unparseable.increment();
    }
  }

  private static int headerLines(byte[] bytes) {
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines++;
        boolean blank =
            (i + 1 < bytes.length && bytes[i + 1] == '\n')
                || (i + 2 < bytes.length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n');
        if (blank) {
          return lines;
        }
      }
    }
    return lines;
  }
}
