package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.run.Mailbox;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.call.NextTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The search of an edge alone for a line that takes the call. For the mailbox thread.
final class Hunt {
  private static final Duration NO_ANSWER = Duration.ofSeconds(60);

  /// Q.850 19, no answer from user.
  private static final int UNANSWERED = 19;

  /// Q.850 38, network out of order: the line cannot be used.
  private static final int OUT_OF_ORDER = 38;

  /// Told that nobody takes the call.
  interface Nobody {
    /// No line is left to try.
    ///
    /// @param cause Q.850
    /// @param by who ended it: callee, system
    void takes(LocalCall call, int cause, String by);
  }

  private final Orders orders;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Nobody nobody;

  Hunt(Orders orders, Mailbox mailbox, InstantSource clock, Nobody nobody) {
    this.orders = requireNonNull(orders, "orders");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    this.nobody = requireNonNull(nobody, "nobody");
  }

  /// Tries the targets of the call's decision.
  void begin(LocalCall call) {
    patience(call);
    next(call, 0);
  }

  private void patience(LocalCall call) {
    call.waiting(mailbox.after(NO_ANSWER, () -> unanswered(call)));
  }

  /// @param cause Q.850, what came of the one before; 0: there was none
  private void next(LocalCall call, int cause) {
    Optional<Target> next = call.next(cause, clock.instant());
    if (next.isEmpty()) {
      boolean untried = cause == 0 || cause == NextTarget.LINE_IN_USE;
      nobody.takes(call, untried ? call.plan().cause() : cause, "system");
      return;
    }
    String leg = call.legB();
    Target target = next.get();
    if (target.getRingTimeoutS() > 0 && call.hasNext()) {
      mailbox.after(Duration.ofSeconds(target.getRingTimeoutS()), () -> rungLongEnough(call, leg));
    }
    orders.dial(
        call,
        target,
        kind -> {
          if (!call.over() && call.legB().equals(leg)) {
            next(call, kind == Refusal.REFUSAL_BUSY ? NextTarget.LINE_IN_USE : OUT_OF_ORDER);
          }
        });
  }

  /// The called line rings.
  void alerting(LocalCall call) {
    call.alerted(clock.instant());
    orders.tone(call.legA(), Tone.TONE_RINGBACK);
  }

  /// The called line has answered.
  void answered(LocalCall call) {
    if (call.answered()) {
      return;
    }
    boolean waits = !call.callerAnswered();
    call.waiting(() -> {});
    call.answered(clock.instant());
    if (waits) {
      orders.answer(call.legA(), _ -> {});
    }
    orders.join(call);
  }

  /// The called line has let go before anybody answered.
  void failed(LocalCall call, int cause) {
    boolean persists = call.persists() && (call.hasNext() || call.emergency());
    if (persists || call.goesOn(cause)) {
      next(call, cause);
    } else {
      nobody.takes(call, cause, "callee");
    }
  }

  private void unanswered(LocalCall call) {
    if (call.over() || call.answered()) {
      return;
    }
    if (!call.emergency() && !(call.persists() && call.hasNext())) {
      orders.release(call.legB(), UNANSWERED);
      nobody.takes(call, UNANSWERED, "system");
      return;
    }
    // an emergency call is never given up: the next line when this one is silent, else it rings on
    patience(call);
    if ((!call.alerted() || !call.emergency()) && call.hasNext()) {
      orders.release(call.legB(), UNANSWERED);
      next(call, UNANSWERED);
    }
  }

  /// The next line's turn, when this one still rings.
  private void rungLongEnough(LocalCall call, String leg) {
    if (!call.over() && !call.answered() && call.legB().equals(leg)) {
      orders.release(leg, UNANSWERED);
      next(call, UNANSWERED);
    }
  }
}
