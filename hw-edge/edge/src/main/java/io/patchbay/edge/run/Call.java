package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.patchbay.edge.context.CallContext;
import io.patchbay.edge.leg.LegState;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.LiveLeg;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call: its legs, who hears whom, who controls it. For the mailbox thread.
final class Call {
  private static final int MAX_WAITING = 64;

  private final String id;
  private final CallContext context;
  private final Map<String, Leg> legs = new LinkedHashMap<>();
  private final Set<String> joined = new LinkedHashSet<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private final Map<String, RtpQuality> qualities = new LinkedHashMap<>();
  private final Parties parties = new Parties();
  private final Deque<EdgeUp> waiting = new ArrayDeque<>();
  private ByteString snapshot = ByteString.EMPTY;
  private @Nullable Controller owner;
  private String lastOwner = "";

  Call(String id, CallContext context) {
    this.id = requireNonNull(id, "id");
    this.context = requireNonNull(context, "context");
  }

  String id() {
    return id;
  }

  CallContext context() {
    return context;
  }

  Map<String, Leg> legs() {
    return legs;
  }

  /// The legs that hear each other.
  Set<String> joined() {
    return joined;
  }

  /// Legs that were there.
  Set<String> ended() {
    return ended;
  }

  /// RTP quality of legs that were there.
  Map<String, RtpQuality> qualities() {
    return qualities;
  }

  /// The mobile calls that joined its line.
  Parties parties() {
    return parties;
  }

  ByteString snapshot() {
    return snapshot;
  }

  void snapshot(ByteString next) {
    snapshot = requireNonNull(next, "next");
  }

  @Nullable Controller owner() {
    return owner;
  }

  /// Name of the controller that has or had it.
  String lastOwner() {
    return lastOwner;
  }

  /// A controller has taken the call: it gets what has waited for one.
  void owner(Controller next) {
    owner = next;
    lastOwner = next.name();
    for (var message = waiting.poll(); message != null; message = waiting.poll()) {
      next.send(message);
    }
  }

  void orphan() {
    owner = null;
  }

  /// To the controller, or kept for the next one.
  void tell(EdgeUp message) {
    var to = owner;
    if (to != null) {
      to.send(message);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(message);
    }
  }

  /// A call from a line that nobody has answered for yet.
  boolean offered() {
    return snapshot.isEmpty()
        && legs.values().stream()
            .anyMatch(leg -> leg instanceof Leg.OfLine line && line.state() == LegState.OFFERED);
  }

  /// Nothing left and nothing to be concluded.
  boolean forgotten() {
    return legs.isEmpty()
        && snapshot.isEmpty()
        && qualities.isEmpty()
        && parties.records().isEmpty();
  }

  LiveCall live() {
    var live = LiveCall.newBuilder().setCallId(id).setSnapshot(snapshot);
    for (Leg leg : legs.values()) {
      var one = LiveLeg.newBuilder().setLegId(leg.id());
      switch (leg) {
        case Leg.OfLine line ->
            one.setLine(line.line().name()).setAnswered(line.state() == LegState.ANSWERED);
        case Leg.OfRtp rtp -> one.setRtp(rtp.port().local()).setAnswered(joined.contains(rtp.id()));
      }
      live.addLegs(one);
    }
    return live.build();
  }
}
