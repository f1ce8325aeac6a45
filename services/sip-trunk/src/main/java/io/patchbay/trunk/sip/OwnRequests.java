package io.patchbay.trunk.sip;

import io.patchbay.trunk.dialog.Dialog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Requests of ours outside calls, each with one answer: what comes back for them is handed to
/// whoever sent them, everything else goes up. Thread-safe.
public final class OwnRequests implements SipUser {
  private static final String TAG = "o-";

  private final SipUser above;
  private final Predicate<IncomingRequest> strangers;
  private final Supplier<Wire> wire;
  private final ScheduledExecutorService timers;
  private final RandomGenerator random;
  private final AtomicLong count = new AtomicLong();
  private final ConcurrentMap<String, Consumer<Answer>> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable SipEndpoint sip;
  private volatile TlsPeers tls = (_, _) -> Optional.empty();

  /// Finds who is at an address.
  @FunctionalInterface
  public interface TlsPeers {
    Optional<TlsPeer> find(String address, int port);
  }

  /// What comes of a request.
  public sealed interface Answer {
    /// A final response.
    record Responded(IncomingResponse response) implements Answer {}

    /// No response.
    ///
    /// @param status 408: no answer in time; 503: not sent
    record Failed(int status) implements Answer {}
  }

  /// Sends nothing yet.
  ///
  /// @param strangers get no answer at all
  public OwnRequests(
      SipUser above,
      Predicate<IncomingRequest> strangers,
      Supplier<Wire> wire,
      ScheduledExecutorService timers,
      RandomGenerator random) {
    this.above = above;
    this.strangers = strangers;
    this.wire = wire;
    this.timers = timers;
    this.random = random;
  }

  /// The stack is there.
  public void use(SipEndpoint endpoint) {
    sip = endpoint;
  }

  /// A tag for From; each request needs its own.
  public String tag() {
    return TAG + Long.toHexString(random.nextLong()) + '-' + count.incrementAndGet();
  }

  /// Sends one request.
  ///
  /// @param dialog its local tag is one of [#tag]
  /// @param patienceMs after so long it has failed with 408
  /// @param done gets exactly one answer, on any thread; must not block
  public void send(
      Dialog dialog,
      String method,
      String body,
      String contentType,
      List<Reply.Field> fields,
      long patienceMs,
      Consumer<Answer> done) {
    SipEndpoint endpoint = sip;
    if (endpoint == null) {
      done.accept(new Answer.Failed(503));
      return;
    }
    String tag = dialog.localTag();
    waiting.put(tag, done);
    var _ =
        timers.schedule(
            () -> finish(tag, new Answer.Failed(408)), patienceMs, TimeUnit.MILLISECONDS);
    endpoint.request(dialog, method, body, contentType, fields);
  }

  private void finish(String tag, Answer answer) {
    Consumer<Answer> done = waiting.remove(tag);
    if (done != null) {
      done.accept(answer);
    }
  }

  @Override
  public void request(IncomingRequest request) {
    above.request(request);
  }

  @Override
  public void response(IncomingResponse response) {
    if (!response.tag().startsWith(TAG)) {
      above.response(response);
    } else if (response.status() >= 200) {
      finish(response.tag(), new Answer.Responded(response));
    }
  }

  @Override
  public void failed(String tag, String method, long cseq, int status) {
    if (tag.startsWith(TAG)) {
      finish(tag, new Answer.Failed(status));
    } else {
      above.failed(tag, method, cseq, status);
    }
  }

  @Override
  public void unacknowledged(String leg) {
    above.unacknowledged(leg);
  }

  @Override
  public boolean strict() {
    return above.strict();
  }

  @Override
  public boolean ignores(IncomingRequest request) {
    return strangers.test(request);
  }

  /// How TLS connections are opened from now on.
  public void use(TlsPeers peers) {
    tls = peers;
  }

  @Override
  public Optional<TlsPeer> tlsPeer(String address, int port) {
    return tls.find(address, port);
  }

  @Override
  public Wire wire() {
    return wire.get();
  }

  @Override
  public boolean urgent(String called) {
    return above.urgent(called);
  }

  @Override
  public Door door() {
    return above.door();
  }
}
