package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.sip.LocalPoints;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns by STUN how the SIP sockets of trunks look from outside a NAT (RFC 8489, G-115), and
/// keeps the NAT's binding by asking again and again. Thread-safe.
final class OutsideAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(OutsideAddresses.class);

  /// NATs keep a binding of UDP for 30 s, at least most of them (RFC 4787 §4.3).
  private static final int INTERVAL_S = 25;

  private static final int DEFAULT_PORT = 3478;

  private final LocalPoints points;
  private final ScheduledExecutorService timers;
  private final Consumer<String> moved;
  private final Map<String, String> servers = new HashMap<>();
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  /// What is known of a trunk.
  private enum Known {
    ASKING,
    SEEN,
    SILENT
  }

  /// @param moved gets the trunk that has another address from now on, or can be used at last
  OutsideAddresses(LocalPoints points, ScheduledExecutorService timers, Consumer<String> moved) {
    this.points = points;
    this.timers = timers;
    this.moved = moved;
    var _ = timers.scheduleWithFixedDelay(this::askAll, INTERVAL_S, INTERVAL_S, TimeUnit.SECONDS);
  }

  /// The documents have changed.
  synchronized void reconcile(Map<String, TrunkSpec> trunks) {
    for (String name : List.copyOf(servers.keySet())) {
      TrunkSpec spec = trunks.get(name);
      if (spec == null || !spec.getStunServer().equals(servers.get(name))) {
        servers.remove(name);
        known.remove(name);
        points.inside(name);
      }
    }
    trunks.forEach((name, spec) -> {
      if (!spec.getStunServer().isEmpty() && !servers.containsKey(name)) {
        servers.put(name, spec.getStunServer());
        known.put(name, Known.ASKING);
        ask(name, spec.getStunServer());
      }
    });
  }

  /// The trunk has other sockets.
  synchronized void renewed(String name) {
    String server = servers.get(name);
    if (server != null) {
      ask(name, server);
    }
  }

  private synchronized void askAll() {
    servers.forEach(this::ask);
  }

  /// Why nothing is to be sent yet; empty: it may.
  String problem(String name) {
    return known.get(name) == Known.ASKING ? "the STUN server has not answered yet" : "";
  }

  /// What people should know; empty: nothing.
  String note(String name) {
    return known.get(name) == Known.SILENT ? "the STUN server tells no address" : "";
  }

  private void ask(String name, String server) {
    // looking a name up blocks
    Thread.ofVirtual()
        .name("stun-" + name)
        .start(() -> {
          InetSocketAddress to = address(server);
          if (to.isUnresolved()) {
            took(name, server, Optional.empty());
          } else {
            points.ask(name, to, seen -> timers.execute(() -> took(name, server, seen)));
          }
        });
  }

  private static InetSocketAddress address(String server) {
    int colon = server.lastIndexOf(':');
    boolean port = colon > 0 && !server.endsWith("]");
    String host = (port ? server.substring(0, colon) : server).replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(
        host, port ? Integer.parseInt(server.substring(colon + 1)) : DEFAULT_PORT);
  }

  /// A server that falls silent takes nothing back: the last answer stays.
  private void took(String name, String server, Optional<InetSocketAddress> seen) {
    boolean tell;
    synchronized (this) {
      if (!server.equals(servers.get(name))) {
        return;
      }
      Known before = known.put(name, seen.isPresent() ? Known.SEEN : Known.SILENT);
      boolean other =
          seen.filter(at -> points.outside(name, at.getAddress().getHostAddress(), at.getPort()))
              .isPresent();
      if (other) {
        LOG.info("trunk {}: STUN server {} sees us at {}", name, server, seen.get());
      } else if (seen.isEmpty() && before != Known.SILENT) {
        LOG.warn("trunk {}: STUN server {} tells no address", name, server);
      }
      tell = other || before == Known.ASKING;
    }
    if (tell) {
      moved.accept(name);
    }
  }
}
