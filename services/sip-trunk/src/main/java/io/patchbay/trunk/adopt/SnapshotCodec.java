package io.patchbay.trunk.adopt;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.trunk.v1.Snapshot;
import io.patchbay.proto.trunk.v1.SnapshotLeg;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.LineChannel;
import io.patchbay.trunk.dialog.Moves;
import io.patchbay.trunk.dialog.Outcome;
import io.patchbay.trunk.dialog.Party;
import io.patchbay.trunk.dialog.SipChannel;
import io.patchbay.trunk.sdp.LocalMedia;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a call down and reads it back.
public final class SnapshotCodec {
  private SnapshotCodec() {}

  public static ByteString encode(CallState call) {
    CallState.Origin origin = call.origin();
    Snapshot.Builder snapshot =
        Snapshot.newBuilder()
            .setCallId(call.id())
            .setOriginKind(origin.party().kind().word())
            .setOrigin(origin.party().name())
            .setOriginNumber(origin.party().number())
            .setCallingNumber(origin.callingNumber())
            .setCallingName(origin.callingName())
            .setCalledNumber(origin.calledNumber())
            .setActive(call.phase() == CallState.Phase.ACTIVE)
            .setEdge(call.edge())
            .setCallee(call.callee())
            .addAllDiverted(call.moves().diverted())
            .setStaying(call.moves().transferring() ? "" : call.moves().staying())
            .setDecision(call.plan().decision().toByteString())
            .setStartedAt(timestamp(call.times().started()));
    Instant alerted = call.times().alerted();
    if (alerted != null) {
      snapshot.setAlertedAt(timestamp(alerted));
    }
    Instant answered = call.times().answered();
    if (answered != null) {
      snapshot.setAnsweredAt(timestamp(answered));
    }
    for (Leg leg : call.legs()) {
      snapshot.addLegs(leg(leg));
    }
    return snapshot.build().toByteString();
  }

  private static SnapshotLeg leg(Leg leg) {
    SnapshotLeg.Builder one =
        SnapshotLeg.newBuilder()
            .setLegId(leg.id())
            .setKind(leg.party().kind().word())
            .setName(leg.party().name())
            .setNumber(leg.party().number())
            .setInbound(leg.inbound())
            .setStartedAt(timestamp(leg.times().started()))
            .setCause(leg.outcome().cause())
            .setSipStatus(leg.outcome().sipStatus());
    Instant answered = leg.times().answered();
    if (answered != null) {
      one.setAnsweredAt(timestamp(answered));
    }
    Instant ended = leg.times().ended();
    if (ended != null) {
      one.setEndedAt(timestamp(ended));
    }
    switch (leg.channel()) {
      case LineChannel line -> one.setLineKind(line.kind().getNumber());
      case SipChannel sip -> one.setDialog(DialogCodec.encode(sip));
    }
    return one.build();
  }

  /// Empty: it is not one of ours.
  public static Optional<CallState> decode(ByteString bytes) {
    return decode(bytes, Map.of());
  }

  /// Empty: it is not one of ours.
  ///
  /// @param ports of its SIP legs, by leg, as the edge has them: with our keys
  public static Optional<CallState> decode(ByteString bytes, Map<String, LocalMedia> ports) {
    try {
      Snapshot snapshot = Snapshot.parseFrom(bytes);
      return snapshot.getCallId().isEmpty() ? Optional.empty() : Optional.of(call(snapshot, ports));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CallState call(Snapshot snapshot, Map<String, LocalMedia> ports)
      throws InvalidProtocolBufferException {
    List<Leg> legs = new ArrayList<>();
    for (SnapshotLeg leg : snapshot.getLegsList()) {
      legs.add(leg(snapshot.getEdge(), leg, ports.get(leg.getLegId())));
    }
    CallState.Origin origin =
        new CallState.Origin(
            new Party(
                kind(snapshot.getOriginKind()), snapshot.getOrigin(), snapshot.getOriginNumber()),
            snapshot.getCallingNumber(),
            snapshot.getCallingName(),
            snapshot.getCalledNumber());
    return CallState.restored(
        snapshot.getCallId(),
        origin,
        snapshot.getActive(),
        snapshot.getEdge(),
        legs,
        snapshot.getCallee(),
        Decision.parseFrom(snapshot.getDecision()),
        new CallState.Times(
            instant(snapshot.getStartedAt()),
            snapshot.hasAlertedAt() ? instant(snapshot.getAlertedAt()) : null,
            snapshot.hasAnsweredAt() ? instant(snapshot.getAnsweredAt()) : null,
            null),
        Moves.restored(snapshot.getDivertedList(), snapshot.getStaying()));
  }

  private static Leg leg(String edge, SnapshotLeg leg, @Nullable LocalMedia port)
      throws InvalidProtocolBufferException {
    @Nullable Instant ended = leg.hasEndedAt() ? instant(leg.getEndedAt()) : null;
    return new Leg(
        leg.getLegId(),
        new Party(kind(leg.getKind()), leg.getName(), leg.getNumber()),
        leg.getInbound(),
        edge,
        new Leg.Times(
            instant(leg.getStartedAt()),
            leg.hasAnsweredAt() ? instant(leg.getAnsweredAt()) : null,
            ended),
        new Outcome(leg.getCause(), leg.getSipStatus()),
        leg.hasDialog()
            ? DialogCodec.decode(leg.getDialog(), ended != null, port)
            : new LineChannel(
                leg.getName(),
                lineKind(leg.getLineKind()),
                ended == null ? LineChannel.State.ACTIVE : LineChannel.State.RELEASED));
  }

  private static LineKind lineKind(int value) {
    LineKind kind = LineKind.forNumber(value);
    return kind == null ? LineKind.LINE_KIND_UNSPECIFIED : kind;
  }

  private static Party.Kind kind(String word) {
    return Party.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static Instant instant(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
