package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.CallInput;
import io.patchbay.driver.gsm.call.CallState;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Places calls: whether the number is shown, how long to wait, when to dial again, and the numbers
/// that go to a service by tones. The runner's own.
final class CallPlacing {
  static final Duration DIAL = Duration.ofSeconds(20);

  /// A modem that is busy for longer has the call placed by another line.
  static final Duration CHANNEL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(CallPlacing.class);
  private static final Duration BEFORE_TONES = Duration.ofSeconds(1);
  private static final Duration TONE = Duration.ofMillis(100);

  /// The network failed, not the person called: another try may get through.
  private static final Set<Cause> WORTH_REDIALLING =
      EnumSet.of(
          Cause.NO_CIRCUIT_AVAILABLE,
          Cause.NETWORK_OUT_OF_ORDER,
          Cause.TEMPORARY_FAILURE,
          Cause.SWITCHING_EQUIPMENT_CONGESTION,
          Cause.REQUESTED_CIRCUIT_NOT_AVAILABLE,
          Cause.RESOURCE_UNAVAILABLE);

  /// What is being dialled.
  ///
  /// @param tones to be sent once the call is answered; empty: none
  private record Attempt(
      int call, String number, Presentation presentation, String tones, int redials) {}

  private final Modem modem;
  private final Timers timers;
  private final Reporter reporter;
  private final CallSettings settings;
  private final Calls calls;
  private final DtmfControl digits;
  private final Runnable taken;
  private @Nullable Attempt attempt;
  private Timers.@Nullable Timer unanswered;
  private Timers.@Nullable Timer unheard;
  private boolean clirByCommand;

  /// @param taken called when the modem took a number
  CallPlacing(
      Modem modem,
      Timers timers,
      Reporter reporter,
      CallSettings settings,
      Calls calls,
      DtmfControl digits,
      Runnable taken) {
    this.modem = modem;
    this.timers = timers;
    this.reporter = reporter;
    this.settings = settings;
    this.calls = calls;
    this.digits = digits;
    this.taken = taken;
  }

  void dial(LineCommand.Dial command) {
    Attempt first = attempt(command);
    attempt = first;
    calls.apply(new CallInput.Dial(command.call()));
    unanswered = null;
    unheard = null;
    if (!command.emergency()) { // which ends when its parties want (catalogue E4, 4)
      unanswered = watch(settings.dialTimeout(), Cause.RECOVERY_ON_TIMER_EXPIRY, first);
      unheard = watch(settings.noRingTimeout(), Cause.NO_USER_RESPONDING, first);
    }
    place(command.id(), first);
  }

  /// `*31#` and `#31#` before a number show and withhold ours – TS 22.030 §6.5.2, TS 22.081.
  private Attempt attempt(LineCommand.Dial command) {
    String number = command.number();
    Presentation presentation = command.presentation();
    if (command.emergency()) {
      // the network knows who calls for help; a modem may not take a letter for an emergency call
      return new Attempt(command.call(), number, Presentation.DEFAULT, "", settings.redials());
    }
    if (number.length() > 4 && (number.startsWith("*31#") || number.startsWith("#31#"))) {
      presentation = number.charAt(0) == '*' ? Presentation.ALLOWED : Presentation.RESTRICTED;
      number = number.substring(4);
    } else if (presentation == Presentation.DEFAULT) {
      presentation = settings.clir();
    }
    boolean service = !settings.service().isEmpty() && command.id() > 0; // not a test
    return new Attempt(
        command.call(),
        service ? settings.service() : number,
        presentation,
        service ? number.replace("+", "") + "#" : "",
        settings.redials());
  }

  private Timers.@Nullable Timer watch(Duration limit, Cause cause, Attempt of) {
    return limit.isZero()
        ? null
        : timers.after(
            limit,
            () -> {
              if (calls.state().call() == of.call()) {
                attempt = null;
                calls.apply(new CallInput.Expired(cause));
              }
            });
  }

  private void place(long command, Attempt now) {
    String suffix = clirByCommand ? "" : suffix(now.presentation());
    if (clirByCommand) {
      clir(command, now);
      return;
    }
    send(
        now,
        suffix,
        result -> {
          if (result.answered()
              && !result.ok()
              && overBy(result).isEmpty()
              && !suffix.isEmpty()
              && calls.state().call() == now.call()) {
            clirByCommand = true; // it may be the letter that the modem does not know
            clir(command, now);
          } else {
            dialled(command, now, result);
          }
        });
  }

  private static String suffix(Presentation presentation) {
    return switch (presentation) {
      case DEFAULT -> "";
      case ALLOWED -> "i";
      case RESTRICTED -> "I";
    };
  }

  /// A number that is to be withheld is not dialled when the modem cannot withhold it.
  private void clir(long command, Attempt now) {
    int mode =
        switch (now.presentation()) {
          case DEFAULT -> 0;
          case RESTRICTED -> 1;
          case ALLOWED -> 2;
        };
    modem.send(
        AtCommand.of("AT+CLIR=" + mode).at(Priority.CALL).orNotAfter(CHANNEL),
        result -> {
          if (!result.ok() && now.presentation() == Presentation.RESTRICTED) {
            clirByCommand = false;
            dialled(command, now, result);
          } else {
            send(
                now,
                "",
                end -> {
                  clirByCommand = end.ok() || overBy(end).isPresent();
                  dialled(command, now, end);
                });
          }
        });
  }

  private void send(Attempt now, String suffix, Consumer<AtResult> then) {
    modem.send(
        AtCommand.of("ATD" + now.number() + suffix + ";")
            .at(Priority.CALL)
            .thatPlacesCall()
            .within(DIAL)
            .orNotAfter(CHANNEL),
        then);
  }

  private void dialled(long command, Attempt now, AtResult result) {
    Optional<CallInput> over = overBy(result);
    if (result.ok() || over.isPresent()) {
      reporter.accepted(command);
      over.ifPresentOrElse(calls::apply, taken);
      return;
    }
    ended();
    reporter.answer(command, result);
    if (result.timedOut()) {
      modem.sendAll(List.of("AT+CHUP"), Priority.CALL);
    }
    if (calls.state().call() == now.call()) {
      calls.apply(new CallInput.DialRefused());
    }
  }

  /// The number was taken, and the call failed at once.
  private static Optional<CallInput> overBy(AtResult result) {
    return switch (result.end()) {
      case BUSY -> Optional.of(new CallInput.GoneBecause(Cause.USER_BUSY));
      case NO_ANSWER -> Optional.of(new CallInput.GoneBecause(Cause.NO_ANSWER));
      case NO_DIALTONE -> Optional.of(new CallInput.GoneBecause(Cause.NETWORK_OUT_OF_ORDER));
      case NO_CARRIER -> Optional.of(new CallInput.Gone());
      case OK, CONNECT, ERROR, CME_ERROR, CMS_ERROR -> Optional.empty();
      case TIMED_OUT, NO_PROMPT, CUT_SHORT, NOT_SENT, ABORTED, CUT_OFF -> Optional.empty();
    };
  }

  /// The far end rings.
  void alerting() {
    cancel(unheard);
  }

  /// The call is through; a service gets its digits.
  void answered(int call) {
    Attempt now = attempt;
    ended();
    if (now != null && now.call() == call && !now.tones().isEmpty()) {
      timers.after(BEFORE_TONES, () -> sendTones(now));
    }
  }

  private void sendTones(Attempt now) {
    if (calls.state() instanceof CallState.Active active && active.call() == now.call()) {
      digits.send(new LineCommand.SendDtmf(0, now.call(), now.tones(), TONE), active.index());
    }
  }

  /// The call failed: whether it is dialled again at once.
  boolean again(int call, Cause cause) {
    Attempt now = attempt;
    if (now == null
        || now.call() != call
        || now.redials() == 0
        || !WORTH_REDIALLING.contains(cause)) {
      ended();
      return false;
    }
    LOG.info("call {} failed with {}: dialled again", call, cause);
    Attempt next =
        new Attempt(call, now.number(), now.presentation(), now.tones(), now.redials() - 1);
    attempt = next;
    calls.apply(new CallInput.Dial(call));
    if (unheard != null) {
      cancel(unheard);
      unheard = watch(settings.noRingTimeout(), Cause.NO_USER_RESPONDING, next);
    }
    place(0, next);
    return true;
  }

  /// Nothing is to be waited for, or dialled again.
  void ended() {
    attempt = null;
    cancel(unanswered);
    cancel(unheard);
  }

  private static void cancel(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
