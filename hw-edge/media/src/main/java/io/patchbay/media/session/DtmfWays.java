package io.patchbay.media.session;

import io.patchbay.media.dtmf.DigitGate.Source;
import java.util.Set;

/// The ways in which digits go to a peer and come from it, in any combination.
///
/// @param send empty: RFC 4733 where negotiated, else in band. Otherwise all of these; of INFO,
///   which goes beside RTP, it means only that nothing need be heard here. What is left when RFC
///   4733 was not negotiated and nothing else is wanted is in band.
/// @param receive empty: all that is usual, in band only where RFC 4733 was not negotiated
/// @param flash a hook flash goes out as event 16, too
public record DtmfWays(Set<Source> send, Set<Source> receive, boolean flash) {
  /// As negotiated, without flash.
  public static final DtmfWays AUTO = new DtmfWays(Set.of(), Set.of(), false);

  public DtmfWays {
    send = Set.copyOf(send);
    receive = Set.copyOf(receive);
  }

  /// @param eventType payload type of RFC 4733, −1 = not negotiated
  boolean sendsEvents(int eventType) {
    return eventType >= 0 && (send.isEmpty() || send.contains(Source.RFC4733));
  }

  boolean sendsInband(int eventType) {
    return send.isEmpty()
        ? eventType < 0
        : send.contains(Source.INBAND) || (eventType < 0 && !send.contains(Source.INFO));
  }

  boolean takesEvents() {
    return receive.isEmpty() || receive.contains(Source.RFC4733);
  }

  boolean takesInband(int eventType) {
    return receive.isEmpty() ? eventType < 0 : receive.contains(Source.INBAND);
  }
}
