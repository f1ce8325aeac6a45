package io.patchbay.trunk.run;

import io.patchbay.contract.Fault;
import io.patchbay.contract.SipTarget;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.Redirection;
import io.patchbay.proto.config.v1.Transfers;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.Bars;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.trunk.account.Identity;
import io.patchbay.trunk.account.TrunkRoutes;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.Destination;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.Plan;
import io.patchbay.trunk.dialog.Route;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.edge.LineTable;
import io.patchbay.trunk.register.Paths;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sip.Escapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Turns the targets of a decision into places a leg can be sent to, as they are now.
public final class Planner {
  private static final String PROGRAM = "api/api";

  private final Configuration configuration;
  private final Registrations registrations;
  private final EdgeHub hub;
  private final TrunkRoutes trunkRoutes;
  private final String host;
  private final String salt;
  private final Identities identities;

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
    identities = new Identities(host);
  }

  Plan plan(Decision decision) {
    return plan(decision, Identities.Caller.UNKNOWN);
  }

  Plan plan(Decision decision, Identities.Caller who) {
    List<Destination> destinations = new ArrayList<>(decision.getTargetsCount());
    for (Target target : decision.getTargetsList()) {
      Identities.Caller caller = who.sentOnBy(target.getDivertedByList());
      if (!target.getLine().isEmpty()) {
        destinations.add(line(target));
      } else if (!target.getExtension().isEmpty()) {
        destinations.add(extension(target, decision, caller));
      } else if (!target.getTrunk().isEmpty()) {
        destinations.addAll(trunk(target, decision, caller));
      } else if (!target.getUri().isEmpty()) {
        destinations.addAll(uri(target, decision, caller));
      }
    }
    return new Plan(
        decision, destinations, carrier(decision), salt, configuration.earlyMedia(), hub.codecs());
  }

  /// Where a call without a line goes; when its caller is asked for something first, where the
  /// lines are that it may leave by.
  private String carrier(Decision decision) {
    return decision.getCollect().getLinesList().stream()
        .flatMap(line -> hub.lines().find(line).stream())
        .map(LineTable.LineAt::edge)
        .filter(edge -> !edge.isEmpty())
        .findFirst()
        .orElseGet(hub::anyEdge);
  }

  /// Of our own SIP URIs.
  String host() {
    return host;
  }

  /// Where a program wants it, without a question to the policy.
  ///
  /// @throws Fault NOT_FOUND when there is no such extension, line or trunk, UNAVAILABLE when
  ///   nobody knows yet; FORBIDDEN when a bar stops it, or a limit counts it, which the policy
  ///   alone can reserve: to a number it would be asked
  Plan direct(Decision decision) {
    Documents documents = configuration.documents();
    decision.getTargetsList().forEach(target -> requireKnown(documents, target));
    CallLimits limits = new CallLimits(documents);
    List<String> texts = new ArrayList<>();
    Decision left = Bars.of(documents.bars(), limits.terms()).apply(PROGRAM, decision, texts);
    left = limits.withoutLedger(PROGRAM, left, texts);
    if (left.getTargetsCount() == 0 && decision.getTargetsCount() > 0) {
      throw new Fault(Fault.Kind.FORBIDDEN, texts.getLast());
    }
    return plan(left);
  }

  private void requireKnown(Documents documents, Target target) {
    if (documents.isEmpty()) {
      throw new Fault(Fault.Kind.UNAVAILABLE, "no configuration has been read yet");
    }
    require(documents.extensions().keySet()::contains, "extension", target.getExtension());
    require(documents.trunks().keySet()::contains, "trunk", target.getTrunk());
    require(
        name -> documents.lines().containsKey(name) || hub.lines().find(name).isPresent(),
        "line",
        target.getLine());
  }

  private static void require(Predicate<String> known, String kind, String name) {
    if (!name.isEmpty() && !known.test(name)) {
      throw new Fault(Fault.Kind.NOT_FOUND, "no " + kind + " " + name);
    }
  }

  /// Whoever is there does not answer now.
  void avoid(Flow flow) {
    trunkRoutes.avoid(flow);
  }

  private Destination line(Target target) {
    Optional<LineTable.LineAt> at = hub.lines().find(target.getLine());
    return new Destination.ToLine(
        new Party(Party.Kind.LINE, target.getLine(), target.getNumber()),
        at.map(LineTable.LineAt::edge).orElse(""),
        at.map(LineTable.LineAt::kind).orElse(LineKind.LINE_KIND_UNSPECIFIED),
        target.getPreempt(),
        target.getRingTimeoutS(),
        sent(target));
  }

  private static Destination.Sent sent(Target target) {
    return new Destination.Sent(target.getAfterCausesList(), target.getDivertedByList());
  }

  private Destination extension(Target target, Decision decision, Identities.Caller caller) {
    String name = target.getExtension();
    String to = "<sip:" + Escapes.encodedUser(name) + "@" + host + ">";
    DialogSpec dialog = configuration.dialogOfExtension(name);
    Identities.Names names = identities.names(dialog, "", decision);
    Identities.Shown shown = identities.show(dialog, names, decision, caller);
    List<Route> routes = new ArrayList<>();
    for (Binding binding : registrations.bindings(name)) {
      routes.add(
          new Route(
              binding.getContact(),
              shown.from(),
              to,
              Paths.flow(binding),
              shown.restricted(),
              new Manner(dialog, shown.fields()),
              binding.getPathList(),
              ""));
    }
    return new Destination.ToSip(
        new Party(
            Party.Kind.EXTENSION, name, target.getNumber().isEmpty() ? name : target.getNumber()),
        routes,
        AccountCodecs.of(configuration, name),
        configuration.extension(name).map(spec -> spec.getRingTimeoutS()).orElse(0),
        configuration.mediaOfExtension(name),
        target.getRingTimeoutS(),
        sent(target));
  }

  /// One destination for each of its servers, tried in order.
  private List<Destination> trunk(Target target, Decision decision, Identities.Caller caller) {
    Party party = new Party(Party.Kind.TRUNK, target.getTrunk(), target.getNumber());
    Optional<TrunkSpec> found = configuration.trunk(target.getTrunk());
    if (found.isEmpty()) {
      return List.of(away(target, party, Codec.DEFAULT, MediaSpec.getDefaultInstance()));
    }
    TrunkSpec spec = found.get();
    List<Codec> codecs = AccountCodecs.of(configuration, spec);
    Identity trunk = new Identity(target.getTrunk(), spec);
    DialogSpec dialog = configuration.dialogOfTrunk(spec);
    Identities.Shown shown =
        identities.show(dialog, names(trunk, dialog, decision), decision, caller);
    List<Route> ways =
        trunkRoutes.routes(
            trunk,
            target.getNumber(),
            new TrunkRoutes.As(
                shown.from(),
                shown.restricted(),
                new Manner(
                    dialog,
                    shown.fields().with("Proxy-Require", spec.getAccount().getProxyRequire()))),
            decision.getEmergency());
    if (ways.isEmpty()) {
      return List.of(away(target, party, codecs, configuration.mediaOfTrunk(spec)));
    }
    return ways.stream()
        .<Destination>map(way ->
            new Destination.ToSip(
                party,
                List.of(way),
                codecs,
                spec.getRingTimeoutS(),
                configuration.mediaOfTrunk(spec),
                0,
                sent(target)))
        .toList();
  }

  private static Destination away(Target target, Party party, List<Codec> codecs, MediaSpec media) {
    return new Destination.ToSip(party, List.of(), codecs, 0, media, 0, sent(target));
  }

  /// A SIP URI that a document names. Whoever is there answers calls and sends none on.
  private List<Destination> uri(Target target, Decision decision, Identities.Caller caller) {
    Party party = new Party(Party.Kind.URI, target.getUri(), target.getNumber());
    DialogSpec dialog =
        configuration.dialogOfExtension("").toBuilder()
            .setRedirection(Redirection.REDIRECTION_REFUSE)
            .setTransfers(Transfers.TRANSFERS_REFUSE)
            .build();
    Identities.Shown shown =
        identities.show(dialog, identities.names(dialog, "", decision), decision, caller);
    return trunkRoutes
        .routes(
            SipTarget.of(target.getUri()),
            new TrunkRoutes.As(
                shown.from(), shown.restricted(), new Manner(dialog, shown.fields())))
        .stream()
        .<Destination>map(way ->
            new Destination.ToSip(
                party,
                List.of(way),
                AccountCodecs.of(configuration, ""),
                0,
                configuration.mediaOfExtension(""),
                0,
                sent(target)))
        .toList();
  }

  private Identities.Names names(Identity trunk, DialogSpec dialog, Decision decision) {
    Identities.Names usual = identities.names(dialog, trunk.spec().getAuthUser(), decision);
    if (!trunk.account()) {
      return usual;
    }
    boolean other = !dialog.getIdentity().getAccount().isEmpty();
    return new Identities.Names(
        TrunkRoutes.from(trunk, decision), other ? usual.account() : trunk.addressOfRecord());
  }
}
