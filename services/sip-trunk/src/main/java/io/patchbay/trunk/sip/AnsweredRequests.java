package io.patchbay.trunk.sip;

import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The non-INVITE server transactions over UDP (RFC 3261 §17.2.2): a request is given to the user
/// once, and a response is sent again as often as its request comes again.
///
/// The stack has such transactions too; each of its keeps the parsed messages and ticks twice a
/// second for 32 s, which was a fifth of a replica's work and most of its heap. Here an answered
/// request is its response and nothing else. Thread-safe.
final class AnsweredRequests {
  /// Timer J, 64*T1, and as much as an answer may take.
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(32 + 8);

  private static final int MOST = 200_000;
  private static final Set<String> OTHERS = Set.of("INVITE", "ACK", "CANCEL");
  private static final byte[] TRYING = {};

  private final ConcurrentMap<String, byte[]> responses = new ConcurrentHashMap<>();
  private final Queue<Kept> inOrder = new ConcurrentLinkedQueue<>();
  private final LongSupplier nanoTime;

  private record Kept(String key, long untilNanos) {}

  AnsweredRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// The key of the transaction: branch, sent-by and method (§17.2.3).
  ///
  /// @param transport by which the request came
  /// @return empty: its transaction is not of this kind, the stack's own are used
  static String key(SIPRequest request, String transport) {
    Via via = request.getTopmostVia();
    String branch = via.getBranch();
    return transport.equals("udp")
            && branch != null
            && branch.startsWith(SIPConstants.BRANCH_MAGIC_COOKIE)
            && via.getMAddr() == null
            && !OTHERS.contains(request.getMethod())
        ? branch + '|' + via.getHost() + ':' + via.getPort() + '|' + request.getMethod()
        : "";
  }

  /// Takes a request in.
  ///
  /// @return false: it is there already
  boolean begin(String key) {
    long now = nanoTime.getAsLong();
    forget(now);
    if (responses.putIfAbsent(key, TRYING) != null) {
      return false;
    }
    inOrder.add(new Kept(key, now + KEPT_NANOS));
    return true;
  }

  /// The response that was sent; a later one does not count.
  void answered(String key, byte[] response) {
    responses.replace(key, TRYING, response);
  }

  /// What to send when this request has come again.
  ///
  /// @return null: it is new; empty: there is no response yet, nothing is sent
  byte @Nullable [] again(String key) {
    return responses.get(key);
  }

  /// Requests remembered.
  int size() {
    return responses.size();
  }

  private void forget(long now) {
    Kept oldest = inOrder.peek();
    while (oldest != null && (now - oldest.untilNanos >= 0 || responses.size() >= MOST)) {
      if (inOrder.remove(oldest)) {
        responses.remove(oldest.key);
      }
      oldest = inOrder.peek();
    }
  }
}
