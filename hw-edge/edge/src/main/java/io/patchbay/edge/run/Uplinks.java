package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.spool.Spool.LostCall;
import io.patchbay.line.Cause;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Heartbeat;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.OfferedCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which trunk replicas are there, which is primary, and who gets the calls of one that is gone.
///
/// For the mailbox thread.
final class Uplinks {
  private static final Logger LOG = LoggerFactory.getLogger(Uplinks.class);

  /// A set-up under way on a replica that is gone may be taken up by it so long.
  static final Duration SETUP_GRACE = Duration.ofSeconds(5);

  /// Calls of the edge's last life wait so long for the replica that had them.
  static final Duration LOST_GRACE = Duration.ofSeconds(3);

  /// An offered call waits so long for a trunk before the edge decides itself.
  static final Duration SURVIVAL_GRACE = Duration.ofSeconds(1);

  static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final Set<Controller> attached = new LinkedHashSet<>();
  private final Set<Controller> retiring = new LinkedHashSet<>();
  private final Map<String, LostCall> lost = new LinkedHashMap<>();
  private final CallTable table;
  private final CallOffers offers;
  private final FactPump facts;
  private final Mailbox mailbox;
  private final Controller alone;
  private final Consumer<Controller> lines;
  private @Nullable Controller primary;
  private boolean lostOffered;

  /// Sends an incoming call's first event again.
  interface CallOffers {
    void offerAgain(Call call);
  }

  /// @param alone decides when no trunk is there
  /// @param lines tells a replica how each line is
  Uplinks(
      CallTable table,
      CallOffers offers,
      FactPump facts,
      Mailbox mailbox,
      Controller alone,
      Consumer<Controller> lines,
      List<LostCall> lostCalls) {
    this.table = requireNonNull(table, "table");
    this.offers = requireNonNull(offers, "offers");
    this.facts = requireNonNull(facts, "facts");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.alone = requireNonNull(alone, "alone");
    this.lines = requireNonNull(lines, "lines");
    lostCalls.forEach(call -> lost.put(call.call().getCallId(), call));
  }

  void start() {
    mailbox.after(HEARTBEAT, this::beat);
  }

  Optional<Controller> primary() {
    return Optional.ofNullable(primary);
  }

  int attached() {
    return attached.size();
  }

  /// Who gets a new call.
  Controller unsolicited() {
    var first = primary;
    return first != null ? first : alone;
  }

  /// To the primary, if there is one.
  void tellPrimary(EdgeUp message) {
    if (primary != null) {
      primary.send(message);
    }
  }

  /// The calls a replica that says hello has had, or had before the edge died.
  List<LiveCall> calls(Controller of) {
    var calls = new ArrayList<LiveCall>();
    for (Call call : table.all()) {
      if (call.owner() == null && !call.snapshot().isEmpty() && had(of, call.lastOwner())) {
        calls.add(call.live());
      }
    }
    for (LostCall call : lost.values()) {
      if (had(of, call.owner())) {
        calls.add(call.call());
      }
    }
    return calls;
  }

  private static boolean had(Controller of, String owner) {
    return of.name().equals(owner);
  }

  /// The replica took our hello.
  void attached(Controller replica) {
    attached.add(replica);
    for (Call call : table.all()) {
      if (call.owner() == null && !call.snapshot().isEmpty() && had(replica, call.lastOwner())) {
        call.owner(replica);
      }
    }
    Controller first = primary;
    if (first == null || retiring.contains(first)) {
      promote(replica);
      if (first != null) {
        beat(first);
      }
    } else {
      beat(replica);
    }
  }

  private void promote(Controller next) {
    primary = next;
    LOG.info("{} is primary", next.name());
    // its hello is older than what lines have said since, and only the primary is told
    lines.accept(next);
    beat(next);
    offer(next);
    facts.target(next);
    mailbox.after(LOST_GRACE, this::offerLost);
  }

  /// A replica that takes no new calls is primary only when there is no other.
  void retiring(Controller replica, boolean goes) {
    if (!attached.contains(replica)) {
      return;
    }
    if (goes) {
      retiring.add(replica);
    } else {
      retiring.remove(replica);
    }
    Controller first = primary;
    if (first != null && retiring.contains(first)) {
      attached.stream()
          .filter(other -> !retiring.contains(other))
          .findFirst()
          .ifPresent(next -> {
            promote(next);
            beat(first);
          });
    }
  }

  /// The stream to the replica is gone.
  void detached(Controller replica) {
    boolean was = attached.remove(replica);
    retiring.remove(replica);
    for (Call call : table.all()) {
      if (replica.equals(call.owner())) {
        call.orphan();
        mailbox.after(SETUP_GRACE, () -> abandon(call));
      }
    }
    if (replica.equals(primary)) {
      primary = null;
      facts.target(null);
      attached.stream()
          .filter(other -> !retiring.contains(other))
          .findFirst()
          .or(() -> attached.stream().findFirst())
          .ifPresentOrElse(this::promote, this::nobody);
    } else if (was && primary != null) {
      offer(primary);
    }
  }

  private void nobody() {
    LOG.warn("no trunk is attached: the edge decides alone");
    mailbox.after(SURVIVAL_GRACE, this::decideAlone);
  }

  private void decideAlone() {
    if (primary != null) {
      return;
    }
    for (Call call : table.all()) {
      if (call.owner() == null && call.offered()) {
        call.owner(alone);
        offers.offerAgain(call);
      }
    }
  }

  /// Calls without a controller go to this one.
  private void offer(Controller to) {
    var offered = OfferedCalls.newBuilder();
    var taken = new ArrayList<Call>();
    for (Call call : table.all()) {
      if (call.owner() != null) {
        continue;
      }
      if (!call.snapshot().isEmpty()) {
        offered.addCalls(call.live());
        taken.add(call);
      } else if (call.offered()) {
        call.owner(to);
        offers.offerAgain(call);
      }
    }
    send(to, offered);
    taken.forEach(call -> call.owner(to));
  }

  private static void send(Controller to, OfferedCalls.Builder offered) {
    if (offered.getCallsCount() > 0) {
      LOG.info("{} calls offered to {}", offered.getCallsCount(), to.name());
      to.send(EdgeUp.newBuilder().setOfferedCalls(offered).build());
    }
  }

  /// Calls of the last life whose replica did not come in time.
  private void offerLost() {
    var to = primary;
    if (to == null || lostOffered) {
      return;
    }
    lostOffered = true;
    var offered = OfferedCalls.newBuilder();
    for (LostCall call : lost.values()) {
      if (attached.stream().noneMatch(replica -> had(replica, call.owner()))) {
        offered.addCalls(call.call());
      }
    }
    send(to, offered);
  }

  /// A lost call has its record.
  void concluded(String callId) {
    lost.remove(callId);
  }

  /// A set-up of a replica that did not come back: nobody knows how it was to go on.
  private void abandon(Call call) {
    if (call.owner() == null && call.snapshot().isEmpty() && !call.offered()) {
      table.remove(call, Cause.TEMPORARY_FAILURE);
    }
  }

  private void beat() {
    attached.forEach(this::beat);
    mailbox.after(HEARTBEAT, this::beat);
  }

  private void beat(Controller to) {
    to.send(
        EdgeUp.newBuilder()
            .setHeartbeat(
                Heartbeat.newBuilder().setPrimary(to.equals(primary)).setLiveCalls(table.size()))
            .build());
  }
}
