package io.patchbay.trunk.dialog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One leg of a call.
///
/// @param id `<call_id>-a`, also our tag in its dialog
/// @param inbound towards us
/// @param edge where its line or RTP port is; empty: nowhere yet
public record Leg(
    String id,
    Party party,
    boolean inbound,
    String edge,
    Times times,
    Outcome outcome,
    Channel channel) {
  /// When what happened to it.
  public record Times(Instant started, @Nullable Instant answered, @Nullable Instant ended) {}

  Leg with(Channel changed) {
    return new Leg(id, party, inbound, edge, times, outcome, changed);
  }

  /// To whom it goes now, as another number.
  Leg to(Party other) {
    return new Leg(id, other, inbound, edge, times, outcome, channel);
  }

  Leg at(String otherEdge) {
    return new Leg(id, party, inbound, otherEdge, times, outcome, channel);
  }

  Leg answered(Instant at) {
    return times.answered() != null
        ? this
        : new Leg(id, party, inbound, edge, new Times(times.started(), at, null), outcome, channel);
  }

  /// Over for the call; the channel may still have to see the end of its protocol.
  Leg over(Instant at, Outcome how) {
    return times.ended() != null
        ? this
        : new Leg(
            id,
            party,
            inbound,
            edge,
            new Times(times.started(), times.answered(), at),
            how,
            channel);
  }

  /// Does it still take part in the call?
  public boolean live() {
    return times.ended() == null;
  }

  /// Its SIP side; only for a leg known to have one.
  public SipChannel sip() {
    return (SipChannel) channel;
  }
}
