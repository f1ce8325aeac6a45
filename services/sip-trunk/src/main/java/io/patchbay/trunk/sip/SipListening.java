package io.patchbay.trunk.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.IOExceptionEventExt;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import java.text.ParseException;
import java.util.Locale;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears the stack: checks requests, finds out what they are about, and hands them up.
final class SipListening implements SipListenerExt {
  private static final Logger LOG = LoggerFactory.getLogger(SipListening.class);

  private final SipUser user;
  private final Ongoing ongoing;
  private final Replies replies;
  private final SipCounters counters;
  private final UdpTransactions transactions;
  private final Loops loops;
  private volatile @Nullable Pings pings;
  private volatile Function<Object, String> owners = _ -> "";

  SipListening(
      SipUser user,
      Ongoing ongoing,
      Replies replies,
      SipCounters counters,
      UdpTransactions transactions,
      Loops loops) {
    this.user = user;
    this.ongoing = ongoing;
    this.replies = replies;
    this.counters = counters;
    this.transactions = transactions;
    this.loops = loops;
  }

  /// @param finder whose point a provider is
  /// @param asked are told of connections that the stack gives up
  void use(Function<Object, String> finder, Pings asked) {
    owners = finder;
    pings = asked;
  }

  /// A bug in the processing of one message must not take a thread of the stack with it.
  @Override
  public void processRequest(RequestEvent event) {
    try {
      counters.requests.increment();
      request(event, (SIPRequest) event.getRequest());
    } catch (TransactionAlreadyExistsException e) {
      LOG.trace("retransmission absorbed");
    } catch (TransactionUnavailableException e) {
      // a mandatory header field is missing
      counters.refused.increment();
      replies.stateless((SipProvider) event.getSource(), (SIPRequest) event.getRequest(), 400);
    } catch (RuntimeException e) {
      counters.stray.increment();
      LOG.warn("request not processed: {}", event.getRequest().getMethod(), e);
    }
  }

  private void request(RequestEvent event, SIPRequest message)
      throws TransactionAlreadyExistsException, TransactionUnavailableException {
    Source source = source(message);
    boolean ack = message.getMethod().equals("ACK");
    String owner = owners.apply(event.getSource());
    IncomingRequest bare = new IncomingRequest(message, null, source).by(owner);
    if (ack) {
      if (bare.toTag().isEmpty()) {
        counters.stray.increment();
      } else {
        user.request(bare);
      }
      return;
    }
    boolean invite = message.getMethod().equals("INVITE");
    Ongoing.Kind kind = invite ? ongoing.classify(bare) : Ongoing.Kind.NEW;
    if (kind == Ongoing.Kind.RETRANSMISSION) {
      return;
    }
    IncomingRequest.Answer answer = transaction(event, message, source);
    if (answer == null) {
      return;
    }
    IncomingRequest request = new IncomingRequest(message, answer, source).by(owner);
    RequestChecks.Verdict verdict = RequestChecks.inspect(message, user.strict());
    if (kind == Ongoing.Kind.MERGED || loops.looped(message)) {
      verdict = new RequestChecks.Verdict(482, "", "");
    }
    if (verdict.status() != 0) {
      counters.refused.increment();
      replies.send(request, Reply.of(verdict.status()).with(verdict.header(), verdict.value()));
      return;
    }
    if (message.getMethod().equals("CANCEL")) {
      cancel(request);
    } else if (invite) {
      invite(request);
    } else {
      user.request(request);
    }
  }

  /// How the request is answered; null: it is a retransmission.
  private IncomingRequest.@Nullable Answer transaction(
      RequestEvent event, SIPRequest message, Source source)
      throws TransactionAlreadyExistsException, TransactionUnavailableException {
    String key = UdpTransactions.key(message, source.transport());
    if (key.isEmpty()) {
      ServerTransaction known = event.getServerTransaction();
      ServerTransaction transaction =
          known == null
              ? ((SipProvider) event.getSource()).getNewServerTransaction(message)
              : known;
      return transaction::sendResponse;
    }
    try {
      message.checkHeaders();
    } catch (ParseException e) {
      throw new TransactionUnavailableException(e.getMessage(), e);
    }
    return transactions.begin(key, message);
  }

  private void invite(IncomingRequest invite) {
    switch (ongoing.add(invite)) {
      case NEW -> user.request(invite);
      case MERGED -> replies.send(invite, Reply.of(482));
      case RETRANSMISSION -> {
        // the stack's own transaction answers it
      }
    }
  }

  /// RFC 3261 §9.2: 200 to the CANCEL whatever becomes of the INVITE; 481 when there is none.
  private void cancel(IncomingRequest cancel) {
    IncomingRequest invite = ongoing.cancelled(cancel);
    replies.send(cancel, Reply.of(invite == null ? 481 : 200));
    if (invite != null) {
      cancel.attach(invite.leg());
      user.request(cancel);
    }
  }

  /// The transport it came by, whatever Via says.
  private static Source source(SIPRequest message) {
    String transport =
        (message.getMessageChannel() instanceof MessageChannel channel
                ? channel.getTransport()
                : message.getTopmostVia().getTransport())
            .toLowerCase(Locale.ROOT);
    return source(message, transport);
  }

  static Source source(SIPRequest message, String transport) {
    return new Source(address(message), message.getPeerPacketSourcePort(), transport);
  }

  private static String address(SIPMessage message) {
    return message.getPeerPacketSourceAddress() == null
        ? ""
        : message.getPeerPacketSourceAddress().getHostAddress();
  }

  @Override
  public void processResponse(ResponseEvent event) {
    try {
      counters.responses.increment();
      user.response(new IncomingResponse((SIPResponse) event.getResponse()));
    } catch (RuntimeException e) {
      counters.stray.increment();
      LOG.warn("response not processed: {}", event.getResponse().getStatusCode(), e);
    }
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()) {
      failed(event.getClientTransaction(), 408);
    }
  }

  private void failed(@Nullable ClientTransaction transaction, int status) {
    if (transaction != null && transaction.getRequest() instanceof SIPRequest request) {
      String tag = request.getFromTag();
      user.failed(
          tag == null ? "" : tag, request.getMethod(), request.getCSeq().getSeqNumber(), status);
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    Pings asked = pings;
    if (event instanceof IOExceptionEventExt silence && asked != null) {
      asked.silent(silence.getTransport(), silence.getPeerHost(), silence.getPeerPort());
      return;
    }
    counters.unsent.increment();
    LOG.debug("I/O to {}:{} over {}", event.getHost(), event.getPort(), event.getTransport());
    if (event.getSource() instanceof ClientTransaction transaction) {
      failed(transaction, 503);
    }
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}
}
