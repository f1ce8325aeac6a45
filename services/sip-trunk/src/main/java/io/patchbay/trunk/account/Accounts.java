package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.events.Ownership;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.SipEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Looks after the trunks that are this replica's, as the documents have them. Thread-safe.
public final class Accounts implements AutoCloseable {
  /// For registrations that are taken back when the trunk stops.
  private static final Duration LEAVING = Duration.ofMillis(900);

  private final Configuration configuration;
  private final Ownership ownership;
  private final TrunkCare.Means means;
  private final Map<String, TrunkCare> cares = new HashMap<>();
  private boolean closed;

  /// What it is made of.
  ///
  /// @param secret of this installation
  public record Parts(
      Configuration configuration,
      Ownership ownership,
      Locations locations,
      OwnRequests requests,
      TrunkBoard board,
      LocalPorts ports,
      ScheduledExecutorService timers,
      InstantSource clock,
      RandomGenerator random,
      String secret,
      SipEndpoint sip,
      Function<Hop, String> distrust) {}

  public Accounts(Parts parts) {
    configuration = parts.configuration();
    ownership = parts.ownership();
    means =
        new TrunkCare.Means(
            new Asking(parts.locations(), parts.requests(), parts.distrust()),
            parts.requests(),
            parts.board(),
            parts.ports(),
            parts.timers(),
            parts.clock(),
            parts.random(),
            parts.secret(),
            parts.sip(),
            configuration::dialogOfTrunk);
    ownership.onChange(this::reconcile);
    parts.ports().onMoved(this::moved);
  }

  /// Begins and ends what documents and ownership want begun and ended.
  public synchronized void reconcile() {
    if (closed) {
      return;
    }
    Map<String, TrunkSpec> wanted = configuration.trunksInUse();
    ownership.wanted(
        wanted.entrySet().stream()
            .filter(one -> work(one.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()));
    for (TrunkCare care : List.copyOf(cares.values())) {
      String name = care.identity().name();
      TrunkSpec spec = wanted.get(name);
      boolean ours = ownership.owns(name);
      if (!ours || !care.identity().spec().equals(spec)) {
        cares.remove(name);
        // whoever takes over has the same instance and replaces the binding
        care.end(ours && (spec == null || otherAccount(care.identity().spec(), spec)));
      }
    }
    wanted.forEach((name, spec) -> {
      if (ownership.owns(name) && !cares.containsKey(name) && work(spec)) {
        TrunkCare care = new TrunkCare(new Identity(name, spec), means);
        cares.put(name, care);
        care.begin();
      }
    });
  }

  private static boolean work(TrunkSpec spec) {
    return spec.hasPing()
        || !spec.getLocalPort().isEmpty()
        || (spec.hasAccount() && spec.getAccount().getRegister());
  }

  private synchronized void moved(String trunk) {
    TrunkCare care = cares.get(trunk);
    if (care != null) {
      care.moved();
    }
  }

  /// Trunks that are looked after here.
  public synchronized int size() {
    return cares.size();
  }

  private static boolean otherAccount(TrunkSpec old, TrunkSpec fresh) {
    Identity before = new Identity("", old);
    Identity after = new Identity("", fresh);
    return !after.registers()
        || !before.user().equals(after.user())
        || !before.domain().equals(after.domain())
        || !before.registrars().equals(after.registrars());
  }

  @Override
  public void close() {
    List<TrunkCare> leaving;
    synchronized (this) {
      closed = true;
      leaving = List.copyOf(cares.values());
      cares.clear();
    }
    leaving.forEach(care -> care.end(care.identity().spec().getAccount().getUnregisterOnStop()));
    Instant until = means.clock().instant().plus(LEAVING);
    try {
      for (TrunkCare care : leaving) {
        Duration rest = Duration.between(means.clock().instant(), until);
        care.awaitGone(rest.isNegative() ? Duration.ZERO : rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
