package io.patchbay.standalone.bench;

import org.jspecify.annotations.Nullable;

/// One call of the load: where it is, and when that began. Guarded by itself.
final class LoadCall {
  /// Without an answer, a request is sent again after T1, then 2·T1, … (RFC 3261 §17.1.1.2).
  private static final long T1_NANOS = 500_000_000;

  enum Phase {
    INVITED,
    PROCEEDING,
    ANSWERED,
    ENDING,
    DONE,
    FAILED
  }

  private final OutgoingCall call;
  private final long invitedAt;
  private Phase phase = Phase.INVITED;
  private boolean alerted;
  private long since;
  private long repeatAfter = T1_NANOS;
  private @Nullable SipMessage answer;

  LoadCall(OutgoingCall call, long now) {
    this.call = call;
    invitedAt = now;
    since = now;
  }

  OutgoingCall call() {
    return call;
  }

  synchronized Phase phase() {
    return phase;
  }

  long invitedAt() {
    return invitedAt;
  }

  synchronized long since() {
    return since;
  }

  /// Post-dial delay when this is the first 180, else −1.
  synchronized long alerting(long now) {
    boolean first = !alerted && phase.compareTo(Phase.ANSWERED) < 0;
    alerted = true;
    proceeding();
    return first ? now - invitedAt : -1;
  }

  synchronized void proceeding() {
    if (phase == Phase.INVITED) {
      phase = Phase.PROCEEDING;
    }
  }

  /// False: the answer came again.
  synchronized boolean answered(SipMessage message, long now) {
    if (phase.compareTo(Phase.ANSWERED) >= 0) {
      return false;
    }
    enter(Phase.ANSWERED, now);
    answer = message;
    return true;
  }

  /// The BYE; null when there is nothing to end.
  synchronized @Nullable String ending(long now) {
    if (phase != Phase.ANSWERED || answer == null) {
      return null;
    }
    enter(Phase.ENDING, now);
    return call.bye(answer);
  }

  /// False: it was over already.
  synchronized boolean over(Phase end, long now) {
    if (phase.compareTo(Phase.DONE) >= 0) {
      return false;
    }
    enter(end, now);
    return true;
  }

  /// The request that is to be sent again; null when none.
  synchronized @Nullable String repeat(long now) {
    if (now - since < repeatAfter) {
      return null;
    }
    if (phase == Phase.INVITED) {
      repeatAfter = 2 * repeatAfter + T1_NANOS;
      return call.invite();
    }
    if (phase == Phase.ENDING && answer != null) {
      repeatAfter = 2 * repeatAfter + T1_NANOS;
      return call.bye(answer);
    }
    return null;
  }

  private void enter(Phase next, long now) {
    phase = next;
    since = now;
    repeatAfter = T1_NANOS;
  }
}
