package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.SessionTimer.Refresher;
import java.time.Duration;

/// The session timer of a dialog as it was agreed (RFC 4028).
///
/// @param intervalS 0: none
/// @param ours we refresh
/// @param minSeS the largest Min-SE the peer has told us, 0: none
public record SessionTimer(int intervalS, boolean ours, int minSeS) {
  public static final SessionTimer NONE = new SessionTimer(0, false, 0);

  /// The least anybody may ask for (§5), seconds.
  public static final int LEAST_S = 90;

  /// The most we do: 18 hours.
  static final int MOST_S = 64_800;

  private static final int DEFAULT_S = 180;

  boolean running() {
    return intervalS > 0;
  }

  /// Half of the interval (§10).
  Duration refresh() {
    return Duration.ofSeconds(intervalS / 2);
  }

  /// When the session is given up: the lesser of 32 s and a third before the end (§10).
  Duration expiry() {
    return Duration.ofSeconds(intervalS - Math.min(32, intervalS / 3));
  }

  /// A peer wants no less than this.
  SessionTimer atLeast(int minSe) {
    return new SessionTimer(
        intervalS == 0 ? 0 : Math.max(intervalS, minSe), ours, Math.max(minSeS, minSe));
  }

  // ---- what the documents say

  static boolean asCaller(DialogSpec spec) {
    return spec.getSessionTimer().getAsCaller() || spec.getSessionTimer().getForce();
  }

  static boolean asCallee(DialogSpec spec) {
    var timer = spec.getSessionTimer();
    return !timer.hasAsCallee() || timer.getAsCallee() || timer.getForce();
  }

  static boolean known(DialogSpec spec) {
    return asCaller(spec) || asCallee(spec);
  }

  /// The shortest interval we agree to.
  public static int minSe(DialogSpec spec) {
    return Math.max(LEAST_S, spec.getSessionTimer().getMinSeS());
  }

  /// The interval we ask for.
  static int wanted(DialogSpec spec, SessionTimer learnt) {
    int expires = spec.getSessionTimer().getExpiresS();
    return Math.max(Math.max(expires == 0 ? DEFAULT_S : expires, minSe(spec)), learnt.minSeS());
  }

  // ---- offer and answer

  /// Is what the request asks for too little (§9)? Only a peer that knows timers can be told so.
  public static boolean tooBrief(DialogSpec spec, Fields request) {
    int asked = request.number("Session-Expires");
    return asCallee(spec)
        && asked > 0
        && asked < minSe(spec)
        && request.lists("Supported", "timer");
  }

  /// What our 2xx to this request agrees to (§9).
  static SessionTimer answering(DialogSpec spec, SessionTimer before, Fields request) {
    int asked = request.number("Session-Expires");
    boolean force = spec.getSessionTimer().getForce();
    boolean able = request.lists("Supported", "timer") || request.lists("Require", "timer");
    if (!force && (asked == 0 || !asCallee(spec))) {
      return new SessionTimer(0, false, before.minSeS());
    }
    int least = Math.max(minSe(spec), request.number("Min-SE"));
    int interval =
        Math.clamp(asked == 0 ? wanted(spec, before) : asked, least, Math.max(least, MOST_S));
    return new SessionTimer(interval, !able || refreshedByUs(spec, request), before.minSeS());
  }

  private static boolean refreshedByUs(DialogSpec spec, Fields request) {
    return switch (request.parameter("Session-Expires", "refresher")) {
      case "uas" -> true;
      case "uac" -> false;
      default -> spec.getSessionTimer().getCalleeRefresher() == Refresher.REFRESHER_CALLEE;
    };
  }

  /// What the peer's 2xx to our request means (§7.2).
  static SessionTimer answered(DialogSpec spec, SessionTimer before, Fields response) {
    int agreed = response.number("Session-Expires");
    if (agreed > 0) {
      boolean theirs = response.parameter("Session-Expires", "refresher").equalsIgnoreCase("uas");
      return new SessionTimer(Math.max(agreed, LEAST_S), !theirs, before.minSeS());
    }
    return spec.getSessionTimer().getForce()
        ? new SessionTimer(wanted(spec, before), true, before.minSeS())
        : new SessionTimer(0, false, before.minSeS());
  }
}
