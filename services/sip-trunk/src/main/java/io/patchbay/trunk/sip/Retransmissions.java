package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// 2xx until ACK (RFC 3261 §13.3.1.4) and reliable 1xx until PRACK (RFC 3262 §3): T1 doubling, to
/// T2 for 2xx, 64*T1 in all.
final class Retransmissions {
  private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timers;
  private final Consumer<String> unacknowledged;

  Retransmissions(ScheduledExecutorService timers, Consumer<String> unacknowledged) {
    this.timers = timers;
    this.unacknowledged = unacknowledged;
  }

  /// @param key leg, or leg and what tells its 1xx apart
  /// @param again sends the response once more
  void start(
      String key,
      String leg,
      SIPResponse response,
      Pace pace,
      long capMs,
      Consumer<SIPResponse> again) {
    Running fresh = new Running(key, leg, response, pace, capMs, again);
    Running old = running.put(key, fresh);
    if (old != null) {
      old.cancel();
    }
    fresh.schedule(pace.t1());
  }

  void startFinal(String leg, SIPResponse response, Pace pace, Consumer<SIPResponse> again) {
    start(leg, leg, response, pace, pace.t2(), again);
  }

  void startProvisional(String leg, SIPResponse response, Pace pace, Consumer<SIPResponse> again) {
    start(provisional(leg), leg, response, pace, 64L * pace.t1(), again);
  }

  void stopFinal(String leg) {
    stop(leg);
  }

  void stopProvisional(String leg) {
    stop(provisional(leg));
  }

  private void stop(String key) {
    Running one = running.remove(key);
    if (one != null) {
      one.cancel();
    }
  }

  private static String provisional(String leg) {
    return leg + "/1xx";
  }

  private final class Running {
    private final String key;
    private final String leg;
    private final SIPResponse response;
    private final long capMs;
    private final Consumer<SIPResponse> again;
    private final long giveUpMs;
    private long intervalMs;
    private long elapsedMs;
    private volatile @Nullable Future<?> next;

    Running(
        String key,
        String leg,
        SIPResponse response,
        Pace pace,
        long capMs,
        Consumer<SIPResponse> again) {
      intervalMs = pace.t1();
      giveUpMs = 64L * pace.t1();
      this.key = key;
      this.leg = leg;
      this.response = response;
      this.capMs = capMs;
      this.again = again;
    }

    void schedule(long delayMs) {
      next = timers.schedule(this::expired, delayMs, TimeUnit.MILLISECONDS);
    }

    void cancel() {
      Future<?> pending = next;
      if (pending != null) {
        pending.cancel(false);
      }
    }

    private void expired() {
      if (running.get(key) != this) {
        return;
      }
      elapsedMs += intervalMs;
      if (elapsedMs >= giveUpMs) {
        running.remove(key, this);
        unacknowledged.accept(leg);
        return;
      }
      again.accept(response);
      intervalMs = Math.min(capMs, intervalMs * 2);
      schedule(Math.min(intervalMs, giveUpMs - elapsedMs));
    }
  }
}
