package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.account.Identity;
import io.patchbay.trunk.account.TrunkRoutes;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.Destination;
import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.Plan;
import io.patchbay.trunk.dialog.Route;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.edge.LineTable;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sip.Escapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns the targets of a decision into places a leg can be sent to, as they are now.
public final class Planner {
  private final Configuration configuration;
  private final Registrations registrations;
  private final EdgeHub hub;
  private final TrunkRoutes trunkRoutes;
  private final String host;
  private final String salt;

  /// Plans with what is known at the time.
  ///
  /// @param host of our own SIP URIs
  public Planner(
      Configuration configuration,
      Registrations registrations,
      EdgeHub hub,
      TrunkRoutes trunkRoutes,
      String host,
      String salt) {
    this.configuration = configuration;
    this.registrations = registrations;
    this.hub = hub;
    this.trunkRoutes = trunkRoutes;
    this.host = host;
    this.salt = salt;
  }

  Plan plan(Decision decision) {
    List<Destination> destinations = new ArrayList<>(decision.getTargetsCount());
    for (Target target : decision.getTargetsList()) {
      if (!target.getLine().isEmpty()) {
        destinations.add(line(target));
      } else if (!target.getExtension().isEmpty()) {
        destinations.add(extension(target, decision));
      } else if (!target.getTrunk().isEmpty()) {
        destinations.addAll(trunk(target, decision));
      }
    }
    return new Plan(
        decision, destinations, hub.anyEdge(), salt, configuration.earlyMedia(), hub.codecs());
  }

  private Destination line(Target target) {
    Optional<LineTable.LineAt> at = hub.lines().find(target.getLine());
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, target.getLine(), target.getNumber()),
        at.map(LineTable.LineAt::edge).orElse(""),
        at.map(LineTable.LineAt::kind).orElse(LineKind.LINE_KIND_UNSPECIFIED));
  }

  private Destination extension(Target target, Decision decision) {
    String name = target.getExtension();
    String to = "<sip:" + Escapes.encodedUser(name) + "@" + host + ">";
    List<Route> routes = new ArrayList<>();
    for (Binding binding : registrations.bindings(name)) {
      routes.add(
          new Route(
              binding.getContact(),
              from(decision),
              to,
              new Flow(binding.getTransport(), binding.getReceived()),
              decision.getCallingNumber().isEmpty(),
              new Manner(configuration.dialogOfExtension(name), Fields.NONE)));
    }
    return new Destination.ToSip(
        new Party(
            Party.Kind.EXTENSION, name, target.getNumber().isEmpty() ? name : target.getNumber()),
        routes,
        AccountCodecs.of(configuration, name),
        configuration.extension(name).map(spec -> spec.getRingTimeoutS()).orElse(0),
        configuration.mediaOfExtension(name));
  }

  /// One destination for each of its servers, tried in order.
  private List<Destination> trunk(Target target, Decision decision) {
    Party party = new Party(Party.Kind.TRUNK, target.getTrunk(), target.getNumber());
    Optional<TrunkSpec> found = configuration.trunk(target.getTrunk());
    if (found.isEmpty()) {
      return List.of(new Destination.ToSip(party, List.of(), Codec.DEFAULT, 0));
    }
    TrunkSpec spec = found.get();
    List<Codec> codecs = AccountCodecs.of(configuration, spec);
    Identity trunk = new Identity(target.getTrunk(), spec);
    List<Route> ways =
        trunkRoutes.routes(
            trunk,
            target.getNumber(),
            from(decision),
            decision,
            new Manner(configuration.dialogOfTrunk(spec), Fields.NONE));
    if (ways.isEmpty()) {
      return List.of(new Destination.ToSip(party, List.of(), codecs, 0, spec.getMedia()));
    }
    return ways.stream()
        .<Destination>map(way ->
            new Destination.ToSip(
                party, List.of(way), codecs, spec.getRingTimeoutS(), spec.getMedia()))
        .toList();
  }

  /// RFC 3323 §4.1.1.3 for a caller who withholds the number.
  private String from(Decision decision) {
    if (decision.getCallingNumber().isEmpty()) {
      return "\"Anonymous\" <sip:anonymous@anonymous.invalid>";
    }
    String uri = "<sip:" + Escapes.encodedUser(decision.getCallingNumber()) + "@" + host + ">";
    return decision.getCallingName().isEmpty()
        ? uri
        : Escapes.quoted(decision.getCallingName()) + " " + uri;
  }
}
