package io.patchbay.trunk.sip;

import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.TransactionExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.HopImpl;
import io.patchbay.trunk.cause.Reason;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.RequestHandle;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SIP stack: sends what it is told and hands what it hears to a [SipUser]. Thread-safe.
public final class SipEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);

  private final SipUser user;
  private final ScheduledExecutorService timers;
  private final SipCounters counters;
  private final Headers headers;
  private final Replies replies;
  private final Requests requests;
  private final Ongoing ongoing = new Ongoing();
  private final ConcurrentMap<String, IncomingRequest> accepted = new ConcurrentHashMap<>();
  private final Retransmissions retransmissions;
  private final Front front;
  private final Pings pings;
  private final FrontStack stack;
  private final SipProvider provider;
  private final LocalPoints points;

  /// Listens from now on.
  ///
  /// @throws IllegalStateException when a port is taken; names it
  public SipEndpoint(
      SipSettings settings,
      SipUser user,
      SipCounters counters,
      ScheduledExecutorService timers,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.user = user;
    this.timers = timers;
    this.counters = counters;
    headers = new Headers();
    replies = new Replies(headers, this::point, counters, random);
    var loops = new Loops(this::ours);
    requests = new Requests(this::point, headers, loops, random);
    retransmissions = new Retransmissions(timers, user::unacknowledged);
    pings = new Pings(timers);
    front = new Front(user, ongoing, counters, nanoTime, new StunDoor(timers, random));
    stack = Stacks.create(settings, front);
    try {
      var listening =
          new SipListening(user, ongoing, replies, counters, front.transactions(), loops);
      provider = Stacks.listen(stack, settings, listening);
      points = new LocalPoints(settings, headers, random, stack, listening, provider);
      listening.use(points::owner, pings);
    } catch (RuntimeException e) {
      stack.stop();
      throw e;
    }
  }

  /// The places we speak from.
  public LocalPoints points() {
    return points;
  }

  private LocalPoint point(String place) {
    return points.of(place);
  }

  private boolean ours(String host, int port) {
    return points.ours(host, port);
  }

  public SipCounters counters() {
    return counters;
  }

  /// Datagrams that wait for the stack.
  public Backlog backlog() {
    return front.backlog();
  }

  /// Octets of answered requests that may come again.
  public long answeredOctets() {
    return front.transactions().octets();
  }

  /// INVITEs that have no final answer yet, or no ACK.
  public int ongoing() {
    return ongoing.size();
  }

  // ---- responses

  /// Answers a request that is no INVITE, or refuses one.
  public void reply(RequestHandle handle, Reply reply) {
    IncomingRequest request = (IncomingRequest) handle;
    replies.send(request, reply);
    if (reply.status() >= 300 && request.method().equals("INVITE")) {
      ongoing.remove(request);
    }
  }

  /// 1xx to an INVITE; again until [#stopProvisional] when reliable.
  public void provisional(
      String leg,
      RequestHandle handle,
      int status,
      String sdp,
      long rseq,
      List<Reply.Field> fields,
      Pace pace) {
    Reply reply = Reply.of(status).within(leg).withContact().withSdp(sdp).with(fields);
    if (rseq > 0) {
      reply = reply.with("Require", "100rel").with("RSeq", Long.toString(rseq));
    }
    SIPResponse sent = replies.send((IncomingRequest) handle, reply);
    if (sent != null && rseq > 0) {
      retransmissions.startProvisional(leg, sent, pace, response -> again(handle, response));
    }
  }

  public void stopProvisional(String leg) {
    retransmissions.stopProvisional(leg);
  }

  /// 200 to an INVITE, again until [#acknowledged].
  public void accept(
      String leg, RequestHandle handle, String sdp, List<Reply.Field> fields, Pace pace) {
    IncomingRequest request = (IncomingRequest) handle;
    retransmissions.stopProvisional(leg);
    SIPResponse sent =
        replies.send(request, Reply.of(200).within(leg).withContact().withSdp(sdp).with(fields));
    if (sent != null) {
      accepted.put(leg, request);
      retransmissions.startFinal(leg, sent, pace, response -> again(request, response));
    } else {
      ongoing.remove(request);
      user.unacknowledged(leg);
    }
  }

  /// The ACK has come, or nobody waits for it any more.
  public void acknowledged(String leg) {
    retransmissions.stopFinal(leg);
    IncomingRequest request = accepted.remove(leg);
    if (request != null) {
      ongoing.remove(request);
    }
  }

  /// Refuses an INVITE.
  public void reject(
      String leg, RequestHandle handle, int status, int cause, List<Reply.Field> fields) {
    retransmissions.stopProvisional(leg);
    Reply reply = Reply.of(status).within(leg).with(fields);
    if (cause > 0) {
      reply = reply.with("Reason", Reason.of(cause));
    }
    if (status == 503 || status == 500) {
      reply = reply.with("Retry-After", "5");
    }
    reply(handle, reply);
  }

  private void again(RequestHandle handle, SIPResponse response) {
    IncomingRequest request = (IncomingRequest) handle;
    try {
      counters.retransmitted.increment();
      point(request.listener())
          .provider(request.source().transport())
          .sendResponse((SIPResponse) response.clone());
    } catch (SipException e) {
      counters.unsent.increment();
      LOG.debug("retransmission not sent", e);
    }
  }

  // ---- requests

  /// INVITE or re-INVITE with the dialog's CSeq. A failure to send comes back as [SipUser#failed].
  public Optional<SentInvite> invite(
      Dialog dialog, String sdp, List<Reply.Field> fields, Pace pace) {
    return invite(dialog, sdp, "application/sdp", fields, pace);
  }

  /// With another body than an offer alone.
  public Optional<SentInvite> invite(
      Dialog dialog, String body, String contentType, List<Reply.Field> fields, Pace pace) {
    return send(dialog, "INVITE", body, contentType, fields, pace).map(SentInvite::new);
  }

  /// Any other request but ACK and CANCEL, with the dialog's CSeq.
  public void request(
      Dialog dialog, String method, String body, String contentType, List<Reply.Field> fields) {
    request(dialog, method, body, contentType, fields, Pace.USUAL);
  }

  /// The same, sent again as the peer's documents say: T1 doubling to T2, 64*T1 in all (RFC 3261
  /// §17.1.2.1, timers E and F).
  public void request(
      Dialog dialog,
      String method,
      String body,
      String contentType,
      List<Reply.Field> fields,
      Pace pace) {
    send(dialog, method, body, contentType, fields, pace);
  }

  private Optional<ClientTransaction> send(
      Dialog dialog,
      String method,
      String body,
      String contentType,
      List<Reply.Field> fields,
      Pace pace) {
    long cseq = dialog.localSeq();
    try {
      SIPRequest request = requests.within(dialog, method, cseq);
      if (method.equals("INVITE")) {
        request.setHeader(headers.allow);
        request.setHeader(headers.supported);
      }
      fields(request, fields);
      if (!body.isEmpty()) {
        int slash = contentType.indexOf('/');
        request.setContent(
            body,
            contentType.equals("application/sdp")
                ? headers.sdp
                : headers.factory.createContentTypeHeader(
                    contentType.substring(0, slash), contentType.substring(slash + 1)));
      }
      ClientTransaction transaction = by(dialog, request).getNewClientTransaction(request);
      pace(transaction, pace);
      transaction.sendRequest();
      if (pace.f() > 0 && !method.equals("INVITE")) {
        limit(transaction, dialog, method, pace.f());
      }
      return Optional.of(transaction);
    } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
      unsent(method, dialog, e);
      user.failed(dialog.localTag(), method, cseq, 503);
      return Optional.empty();
    }
  }

  /// Timer F of our own; the stack's is 64*T1.
  private void limit(ClientTransaction transaction, Dialog dialog, String method, int afterMs) {
    var _ =
        timers.schedule(
            () -> {
              if (waits(transaction)) {
                // a final response that comes now finds nobody
                terminate(transaction);
                user.failed(dialog.localTag(), method, dialog.localSeq(), 408);
              }
            },
            afterMs,
            TimeUnit.MILLISECONDS);
  }

  private static boolean waits(ClientTransaction transaction) {
    TransactionState state = transaction.getState();
    return state == null
        || state.equals(TransactionState.CALLING)
        || state.equals(TransactionState.TRYING)
        || state.equals(TransactionState.PROCEEDING);
  }

  private static void terminate(ClientTransaction transaction) {
    try {
      transaction.terminate();
    } catch (ObjectInUseException e) {
      LOG.debug("transaction still in use", e);
    }
  }

  private SipProvider by(Dialog dialog, SIPRequest request) {
    return point(dialog.flow().place()).provider(request.getTopmostVia().getTransport());
  }

  private static void pace(ClientTransaction transaction, Pace pace)
      throws InvalidArgumentException {
    if (!pace.equals(Pace.USUAL)) {
      transaction.setRetransmitTimer(pace.t1());
      if (transaction instanceof TransactionExt extended) {
        extended.setTimerT2(pace.t2());
      }
    }
  }

  private void fields(SIPRequest request, List<Reply.Field> fields) throws ParseException {
    for (Reply.Field field : fields) {
      headers.put(request, field);
    }
  }

  /// CR LF CR LF to a peer, so that NATs and the connection stay open (RFC 5626 §3.5.1, §4.4.1).
  ///
  /// @param place the trunk it is sent for
  /// @param address numeric
  public void keepAlive(String place, String transport, String address, int port)
      throws IOException {
    ((ListeningPointExt) point(place).listeningPoint(transport)).sendHeartbeat(address, port);
  }

  /// The same over a connection; the peer has to answer.
  ///
  /// @param patienceMs for the answer
  /// @param dead it did not, and the connection is closed
  public void ping(
      String place, String transport, String address, int port, long patienceMs, Runnable dead)
      throws IOException {
    pings.send(
        stack,
        point(place).listeningPoint(transport),
        new HopImpl(address, port, transport),
        patienceMs,
        dead);
  }

  public void cancel(SentInvite invite, int cause) {
    try {
      SIPRequest cancel = (SIPRequest) invite.transaction().createCancel();
      cancel.setApplicationData(
          ((SIPRequest) invite.transaction().getRequest()).getApplicationData());
      String reason =
          cause == 26 ? "SIP;cause=200;text=\"Call completed elsewhere\"" : Reason.of(cause);
      cancel.addHeader(headers.factory.createHeader("Reason", reason));
      ((TransactionExt) invite.transaction())
          .getSipProvider()
          .getNewClientTransaction(cancel)
          .sendRequest();
    } catch (SipException | ParseException | RuntimeException e) {
      counters.unsent.increment();
      LOG.debug("CANCEL not sent", e);
    }
  }

  /// ACK to a 2xx, outside any transaction, with a branch of its own (RFC 3261 §13.2.2.4).
  public void ack(Dialog dialog, long cseq) {
    try {
      SIPRequest ack = requests.within(dialog, "ACK", cseq);
      by(dialog, ack).sendRequest(ack);
    } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
      unsent("ACK", dialog, e);
    }
  }

  private void unsent(String method, Dialog dialog, Exception e) {
    counters.unsent.increment();
    LOG.debug("{} to {} not sent", method, dialog.remoteTarget(), e);
  }

  @Override
  public void close() {
    points.close();
    try {
      provider.removeSipListener(((SipProviderImpl) provider).getSipListener());
      for (ListeningPoint point : provider.getListeningPoints()) {
        provider.removeListeningPoint(point);
        stack.deleteListeningPoint(point);
      }
    } catch (ObjectInUseException e) {
      LOG.debug("SIP stack still in use", e);
    }
    // the stack sleeps a second while it stops; its ports are free already
    Thread.ofVirtual().name("sip-stop").start(stack::stop);
  }
}
