package io.patchbay.trunk.account;

import io.patchbay.contract.SipTarget;
import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.DnsMode;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.dialog.Manner;
import io.patchbay.trunk.dialog.Route;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.Escapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// By which ways a call can leave by a trunk now, one to be tried after the other (RFC 3263 §4.3).
/// Never waits. Thread-safe.
public final class TrunkRoutes {
  private static final String SOS = "urn:service:sos";

  private final TrunkBoard board;
  private final Locations locations;
  private final LocalPorts ports;

  public TrunkRoutes(TrunkBoard board, Locations locations, LocalPorts ports) {
    this.board = board;
    this.locations = locations;
    this.ports = ports;
  }

  /// As whom a call leaves.
  ///
  /// @param from name-addr
  /// @param restricted the caller's number is withheld
  public record As(String from, boolean restricted, Manner manner) {}

  /// The ways.
  ///
  /// @param number to be called there
  /// @param emergency it is tried although the trunk is known to be down
  /// @return empty: not registered although that is needed, or the peer is down, or our own port
  ///   for it taken
  public List<Route> routes(Identity trunk, String number, As as, boolean emergency) {
    if (!emergency && !usable(trunk)) {
      return List.of();
    }
    Optional<TrunkStateRecord> state =
        board.find(trunk.name()).filter(_ -> trunk.registers() && board.registered(trunk.name()));
    List<Peer> servers = trunk.servers();
    int first = state.map(known -> index(trunk, known.getServer())).orElse(0);
    List<Route> routes = new ArrayList<>();
    List<Route> last = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      Peer server = servers.get((first + i) % servers.size());
      for (Hop hop : locations.known(server).orElse(List.of())) {
        Flow flow = new Flow(hop.transport(), hop.hostPort(), true, trunk.name());
        (locations.shunned(hop) ? last : routes).add(route(trunk, number, as, flow, state));
      }
    }
    routes.addAll(last);
    if (routes.isEmpty()) {
      // nothing is known of its name yet: the stack finds an address
      Flow flow = new Flow(trunk.transport(), "", false, trunk.name());
      routes.add(route(trunk, number, as, flow, state));
    }
    return emergency && trunk.spec().getEmergencyUrn()
        ? routes.stream().map(way -> forHelp(trunk, way)).toList()
        : routes;
  }

  /// The ways to a SIP URI that a document names (RFC 3263).
  public List<Route> routes(SipTarget uri, As as) {
    Peer peer = Peer.of(uri.hostPort(), uri.transport(), DnsMode.DNS_MODE_SRV);
    List<Route> routes = new ArrayList<>();
    for (Hop hop : locations.known(peer).orElse(List.of())) {
      routes.add(route(uri, as, new Flow(hop.transport(), hop.hostPort(), true, "")));
    }
    if (routes.isEmpty()) {
      // nothing is known of its name yet: the stack finds an address
      routes.add(route(uri, as, new Flow(uri.transport(), "", false, "")));
    }
    return routes;
  }

  private static Route route(SipTarget uri, As as, Flow flow) {
    String to = "<sip:" + uri.user() + "@" + uri.hostPort() + ">";
    return new Route(uri.toString(), as.from(), to, flow, as.restricted(), as.manner());
  }

  /// Whoever is there did not answer, or said 503: for a while others come first.
  public void avoid(Flow flow) {
    locations.shun(Hop.of(flow.nextHop(), flow.transport()));
  }

  /// The same way to whoever answers emergency calls there (RFC 5031, RFC 6881 §5).
  private static Route forHelp(Identity trunk, Route way) {
    List<String> routes =
        way.routes().isEmpty() ? List.of("<sip:" + trunk.domain() + ";lr>") : way.routes();
    return new Route(
        SOS,
        way.fromUri(),
        "<" + SOS + ">",
        way.flow(),
        way.restricted(),
        way.manner(),
        routes,
        way.contact());
  }

  /// May calls go out by it?
  private boolean usable(Identity trunk) {
    boolean needed = trunk.registers() && !trunk.spec().getAccount().getCallsWithoutRegistration();
    return ports.problem(trunk.name()).isEmpty()
        && !board.down(trunk.name())
        && (!needed || board.registered(trunk.name()));
  }

  private static int index(Identity trunk, String server) {
    List<Peer> registrars = trunk.registrars();
    for (int i = 0; i < registrars.size(); i++) {
      if (registrars.get(i).hostPort().equals(server)) {
        return i;
      }
    }
    return 0;
  }

  private Route route(
      Identity trunk, String number, As as, Flow flow, Optional<TrunkStateRecord> state) {
    String user = Escapes.encodedUser(number);
    String parameter = flow.transport().equals("udp") ? "" : ";transport=" + flow.transport();
    String uri = "sip:" + user + "@" + trunk.domain() + trunk.phone();
    List<String> routes = new ArrayList<>(trunk.routes());
    state.ifPresent(known ->
        known.getServiceRoutesList().stream()
            .filter(route -> !routes.contains(route))
            .forEach(routes::add));
    String gruu = state.map(TrunkStateRecord::getGruu).orElse("");
    String contact =
        !trunk.account()
            ? ""
            : gruu.isEmpty()
                ? trunk.contact(ports.seen(trunk.name()), flow.transport())
                : "<" + gruu + ">";
    return new Route(
        uri + parameter,
        as.from(),
        "<" + uri + ">",
        flow,
        as.restricted(),
        as.manner(),
        routes,
        contact);
  }

  /// From of a peer we have an account with: the account, with the name of who calls when it has
  /// none of its own.
  ///
  /// @param decision its caller is not withheld
  public static String from(Identity trunk, Decision decision) {
    AccountSpec account = trunk.spec().getAccount();
    String user =
        account.getCallerInFrom()
            ? Escapes.encodedUser(decision.getCallingNumber())
            : Escapes.encodedUser(trunk.user());
    String shown =
        account.getDisplayName().isEmpty() ? decision.getCallingName() : account.getDisplayName();
    String uri = "<sip:" + user + "@" + trunk.domain() + trunk.phone() + ">";
    return shown.isEmpty() ? uri : Escapes.quoted(shown) + " " + uri;
  }
}
