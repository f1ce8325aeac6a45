package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.TrunkAt;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which trunk a request comes by: by the address it comes from, and of several accounts at that
/// address by the port of ours it came to, or the user it is for. Thread-safe.
public final class TrunkSources {
  private final Configuration configuration;
  private final Locations locations;

  public TrunkSources(Configuration configuration, Locations locations) {
    this.configuration = configuration;
    this.locations = locations;
  }

  public Optional<TrunkAt> find(IncomingRequest request) {
    Source source = request.source();
    List<TrunkAt> at = configuration.trunksAt(source.address(), source.port(), source.transport());
    if (at.isEmpty()) {
      at = located(source.address());
    }
    List<TrunkAt> all = at;
    return all.stream()
        .filter(one -> one.name().equals(request.listener()))
        .findFirst()
        .or(() -> meant(all, request.requestUser()))
        .or(() -> meant(all, request.toUser()))
        .or(() -> all.stream().findFirst());
  }

  private static Optional<TrunkAt> meant(List<TrunkAt> at, String user) {
    if (at.size() < 2 || user.isEmpty()) {
      return Optional.empty();
    }
    return at.stream()
        .filter(one -> one.spec().hasAccount())
        .filter(one -> new Identity(one.name(), one.spec()).user().equals(user))
        .findFirst();
  }

  /// The servers that DNS has named for trunks known by name.
  private List<TrunkAt> located(String address) {
    List<TrunkAt> found = new ArrayList<>();
    configuration
        .documents()
        .trunks()
        .forEach((name, spec) -> {
          if (servers(name, spec).stream()
              .flatMap(peer -> locations.known(peer).stream())
              .flatMap(List::stream)
              .map(Hop::address)
              .anyMatch(address::equals)) {
            found.add(new TrunkAt(name, spec, false));
          }
        });
    return found;
  }

  private static List<Peer> servers(String name, TrunkSpec spec) {
    Identity identity = new Identity(name, spec);
    List<Peer> servers = new ArrayList<>(identity.servers());
    if (identity.registers()) {
      servers.addAll(identity.registrars());
    }
    return servers.stream().filter(peer -> !peer.literal()).toList();
  }
}
