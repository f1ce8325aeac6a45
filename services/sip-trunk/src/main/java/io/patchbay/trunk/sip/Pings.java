package io.patchbay.trunk.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sip.ListeningPoint;

/// CR LF CR LF over a connection that the peer must answer with CR LF (RFC 5626 §4.4.1). The stack
/// hears the answer, and closes the connection when none comes. Thread-safe.
final class Pings {
  private final ScheduledExecutorService timers;
  private final ConcurrentMap<String, Runnable> waiting = new ConcurrentHashMap<>();

  Pings(ScheduledExecutorService timers) {
    this.timers = timers;
  }

  /// @param patienceMs for the answer; while one is waited for, others are sent and no more
  /// @param dead nothing came back, and the connection is closed
  void send(SipStackImpl stack, ListeningPoint from, HopImpl to, long patienceMs, Runnable dead)
      throws IOException {
    MessageChannel channel = stack.createRawMessageChannel(from.getIPAddress(), from.getPort(), to);
    if (!(channel instanceof ConnectionOrientedMessageChannel stream)) {
      throw new IOException("no connection to " + to);
    }
    String key = key(to.getTransport(), to.getHost(), to.getPort());
    if (waiting.putIfAbsent(key, dead) == null) {
      stream.setKeepAliveTimeout(patienceMs);
      stream.rescheduleKeepAliveTimeout(patienceMs);
      var _ =
          timers.schedule(
              () -> {
                // only our own ping is waited for, not the peer's
                waiting.remove(key, dead);
                stream.setKeepAliveTimeout(-1);
              },
              patienceMs + patienceMs / 10,
              TimeUnit.MILLISECONDS);
    }
    SIPRequest empty = new SIPRequest();
    empty.setNullRequest();
    stream.sendMessage(empty);
  }

  /// The stack has given a connection up.
  void silent(String transport, String address, int port) {
    Runnable dead = waiting.remove(key(transport, address, port));
    if (dead != null) {
      dead.run();
    }
  }

  private static String key(String transport, String address, int port) {
    return transport.toLowerCase(Locale.ROOT) + ' ' + address + ' ' + port;
  }
}
