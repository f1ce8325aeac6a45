package io.patchbay.edge.run;

import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cause;
import io.patchbay.line.LineEvent.Standing;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.edge.v1.PartyChanged;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The mobile calls that joined a call's line leg (call waiting), kept for its record. For the
/// mailbox thread.
final class Parties {
  private final Map<String, LegRecord.Builder> others = new LinkedHashMap<>();

  /// The name of a mobile call upwards: the leg's own for the one it began with.
  static String id(Leg.OfLine leg, int party, boolean first) {
    return first ? leg.id() : leg.id() + "." + party;
  }

  static PartyChanged.Standing standing(Standing standing) {
    return switch (standing) {
      case WAITING -> PartyChanged.Standing.STANDING_WAITING;
      case HEARD -> PartyChanged.Standing.STANDING_HEARD;
      case HELD -> PartyChanged.Standing.STANDING_HELD;
    };
  }

  /// Takes note of what the line reports.
  void note(Leg.OfLine leg, LegEvent event, Instant at) {
    if (event instanceof LegEvent.PartyChanged party) {
      changed(leg, party, at);
    } else if (event instanceof LegEvent.PartyLeft party) {
      left(leg, party, at);
    } else if (event instanceof LegEvent.Released(Cause cause)) {
      over(at, cause.value());
    }
  }

  private void changed(Leg.OfLine leg, LegEvent.PartyChanged party, Instant at) {
    if (party.first()) {
      return;
    }
    String id = id(leg, party.party(), false);
    var record =
        others.computeIfAbsent(
            id,
            _ ->
                LegRecord.newBuilder()
                    .setLegId(id)
                    .setKind("line")
                    .setName(leg.line().name())
                    .setDirection("inbound")
                    .setStartedAt(Up.at(at)));
    record.setNumber(party.number());
    if (party.standing() != Standing.WAITING && !record.hasAnsweredAt()) {
      record.setAnsweredAt(Up.at(at));
    }
  }

  private void left(Leg.OfLine leg, LegEvent.PartyLeft party, Instant at) {
    var record = others.get(id(leg, party.party(), party.first()));
    if (record != null) {
      record.setEndedAt(Up.at(at)).setCause(party.cause().value());
    }
  }

  /// The leg is over: whoever was on it is gone, and who still waited rings as a call of his own.
  void over(Instant at, int cause) {
    others.values().removeIf(record -> !record.hasEndedAt() && !record.hasAnsweredAt());
    for (var record : others.values()) {
      if (!record.hasEndedAt()) {
        record.setEndedAt(Up.at(at)).setCause(cause);
      }
    }
  }

  /// What the call's record gets in addition.
  List<LegRecord> records() {
    return others.values().stream().map(LegRecord.Builder::build).toList();
  }
}
