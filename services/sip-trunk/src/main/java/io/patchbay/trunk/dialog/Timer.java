package io.patchbay.trunk.dialog;

import java.time.Duration;

/// The timers of a call; expiry comes back as [CallEvent.Expired].
public enum Timer {
  /// Nobody answers: as the decision says.
  NO_ANSWER(Duration.ofSeconds(60)),
  /// Nobody answers where the call was tried first: as the target says.
  NEXT_PLACE(Duration.ofSeconds(20)),
  /// A SIP peer does not even send a provisional response; far below Timer B (RFC 3261 §17.1.1.2).
  NO_RESPONSE(Duration.ofSeconds(4)),
  /// The decision limits the call, or the minutes it was granted are used up.
  MAX_DURATION(Duration.ZERO),
  /// More minutes are to be asked for.
  LEASE(Duration.ZERO),
  /// A caller who is asked for digits: ring-back before the answer, the first digit, the pause
  /// behind the last one (H-160, H-161).
  STAGE(Duration.ofSeconds(1)),
  /// A caller who is connected with nobody has been told so.
  TELLING(Duration.ofSeconds(20)),
  /// The edge's link is gone.
  EDGE_LOST(Duration.ofSeconds(30)),
  /// Before a re-INVITE is sent again after 491 (RFC 3261 §14.1: 2.1 to 4 s for the owner of the
  /// Call-ID).
  GLARE_OWNER(Duration.ofSeconds(3)),
  /// The other side of GLARE_OWNER: 0 to 2 s.
  GLARE_OTHER(Duration.ofSeconds(1)),
  /// The session is to be refreshed by us (RFC 4028 §10).
  SESSION_REFRESH(Duration.ZERO),
  /// The session was not refreshed (RFC 4028 §10).
  SESSION_EXPIRES(Duration.ZERO),
  /// What is left of an ended call is dropped: 64*T1 and a little.
  LINGER(Duration.ofSeconds(34));

  private final Duration length;

  Timer(Duration length) {
    this.length = length;
  }

  /// Its usual length.
  public Duration length() {
    return length;
  }
}
