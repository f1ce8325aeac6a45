package io.patchbay.trunk.account;

import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.sip.SipEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the way to a registrar open through NATs, and finds out when it is dead (RFC 5626 §3.5,
/// §4.4). Thread-safe; never blocks.
final class FlowCare {
  private static final Logger LOG = LoggerFactory.getLogger(FlowCare.class);
  private static final int STREAM_S = 120;

  /// §4.4.1.
  private static final long PATIENCE_MS = 10_000;

  private final Identity identity;
  private final SipEndpoint sip;
  private final ScheduledExecutorService timers;
  private final Runnable dead;
  private @Nullable Hop hop;
  private @Nullable Future<?> keeper;
  private @Nullable InetSocketAddress seen;

  /// @param dead the registrar cannot reach us any more; called on a thread of its own
  FlowCare(Identity identity, SipEndpoint sip, ScheduledExecutorService timers, Runnable dead) {
    this.identity = identity;
    this.sip = sip;
    this.timers = timers;
    this.dead = dead;
  }

  /// The registrar has answered there.
  synchronized void reached(Hop by) {
    if (by.equals(hop)) {
      return;
    }
    end();
    hop = by;
    int seconds = seconds(by);
    if (seconds > 0) {
      keeper = timers.scheduleAtFixedRate(() -> alive(by), seconds, seconds, TimeUnit.SECONDS);
    }
  }

  private int seconds(Hop by) {
    int wanted = identity.spec().getAccount().getKeepAliveS();
    return wanted == 0 && !by.transport().equals("udp") ? STREAM_S : wanted;
  }

  synchronized void end() {
    if (keeper != null) {
      keeper.cancel(false);
    }
    hop = null;
    seen = null;
  }

  private void alive(Hop by) {
    // a connection may block
    Thread.ofVirtual()
        .start(() -> {
          try {
            send(by);
          } catch (IOException e) {
            lost(by, String.valueOf(e.getMessage()));
          }
        });
  }

  private void send(Hop by) throws IOException {
    String name = identity.name();
    if (!identity.spec().getAccount().getKeepAliveAnswered()) {
      sip.keepAlive(name, by.transport(), by.address(), by.port());
    } else if (by.transport().equals("udp")) {
      sip.points().ask(name, address(by), mapped -> mapped(by, mapped));
    } else {
      sip.ping(
          name,
          by.transport(),
          by.address(),
          by.port(),
          Math.min(PATIENCE_MS, 1000L * seconds(by)),
          () -> lost(by, "no CR LF comes back"));
    }
  }

  private static InetSocketAddress address(Hop by) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(by.address()), by.port());
  }

  /// Another address than before: what the registrar knows of us leads nowhere (§4.4.2).
  private void mapped(Hop by, Optional<InetSocketAddress> now) {
    InetSocketAddress before;
    synchronized (this) {
      before = seen;
      seen = now.orElse(null);
    }
    if (now.isEmpty()) {
      lost(by, "no STUN response comes back");
    } else if (before != null && !before.equals(now.get())) {
      lost(by, "the NAT shows us at " + now.get() + ", not at " + before + " any more");
    }
  }

  private void lost(Hop by, String why) {
    synchronized (this) {
      if (!by.equals(hop)) {
        return;
      }
      end();
    }
    LOG.warn("trunk {}: the way to {} is dead: {}", identity.name(), by, why);
    timers.execute(dead);
  }
}
