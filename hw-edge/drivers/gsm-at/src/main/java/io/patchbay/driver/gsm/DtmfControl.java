package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tones: sent by command, received where the module detects them. The runner's own.
final class DtmfControl {
  private static final String DIGITS = "0123456789ABCD*#";
  private static final long SAME_DIGIT_NANOS = 80_000_000L;
  private static final Duration TENTH = Duration.ofMillis(100);

  /// Between two tones: a modem that says OK at once is not told the next one into the first.
  private static final Duration GAP = Duration.ofMillis(70);

  /// What modules say of a digit heard, each with the digit behind it; +QTONEDET has its ASCII
  /// code.
  private static final List<String> HEARD = List.of("+RXDTMF:", "+DTMF:", "^DDTMF:", "+UUDTMFD:");

  private final Modem modem;
  private final Reporter reporter;
  private final LongSupplier nanoTime;
  private final Timers later;
  private final IntSupplier call;
  private final Set<String> refused = new HashSet<>();
  private int lengthSet;
  private LineCommand.@Nullable SendDtmf waiting;
  private Timers.@Nullable Timer pause;
  private char lastDigit;
  private long lastDigitAt;

  /// One digit of a command.
  private record Run(int index, int tenths, int next) {}

  /// @param call the call that digits belong to, 0 for none
  DtmfControl(
      Modem modem, Reporter reporter, Timers later, LongSupplier nanoTime, IntSupplier call) {
    this.modem = modem;
    this.reporter = reporter;
    this.later = later;
    this.nanoTime = nanoTime;
    this.call = call;
  }

  static boolean sendable(String digits) {
    return digits.matches("[0-9A-Da-d*#]{1,64}");
  }

  /// Sends digits of an answered call, one after the other. The length is set once by AT+VTD, or is
  /// said with each tone by a modem that does not know that.
  ///
  /// @param index the modem's number for the call, 0 when unknown
  void send(LineCommand.SendDtmf command, int index) {
    int tenths = Math.clamp((command.tone().toMillis() + 50) / 100, 1, 255);
    String length = "AT+VTD=" + tenths;
    if (tenths == lengthSet || !modem.offers().has(length)) {
      sendDigit(command, new Run(index, tenths, 0));
      return;
    }
    modem.send(
        AtCommand.of(length).at(Priority.CALL),
        result -> {
          modem.offers().note(length, result);
          lengthSet = result.ok() ? tenths : 0;
          sendDigit(command, new Run(index, tenths, 0));
        });
  }

  /// Spellings that may do, the best first.
  private List<String> ways() {
    boolean timed = modem.offers().has("AT+VTD=1");
    return Stream.concat(
            timed ? Stream.of() : modem.profile().timedTone().stream(),
            modem.profile().tone().stream())
        .filter(way -> !refused.contains(way))
        .toList();
  }

  private void sendDigit(LineCommand.SendDtmf command, Run run) {
    List<String> ways = ways();
    if (ways.isEmpty()) {
      refused.clear(); // what was refused in one call may do in the next
      reporter.refused(command.id(), Refusal.UNAVAILABLE, "the modem refuses to send tones");
      return;
    }
    char digit = Character.toUpperCase(command.digits().charAt(run.next()));
    String line =
        String.format(Locale.ROOT, ways.getFirst(), digit, Math.max(1, run.index()), run.tenths());
    long sentAt = nanoTime.getAsLong();
    modem.send(
        AtCommand.of(line).at(Priority.CALL),
        result -> sent(command, run, ways.getFirst(), sentAt, result));
  }

  /// A spelling that the modem rejects for a call's first digit is left for the next one, for good.
  private void sent(
      LineCommand.SendDtmf command, Run run, String way, long sentAt, AtResult result) {
    if (!result.ok() && result.answered() && run.next() == 0) {
      refused.add(way);
      sendDigit(command, run);
    } else if (!result.ok() || run.next() + 1 == command.digits().length()) {
      reporter.answer(command.id(), result);
    } else {
      Duration over =
          TENTH.multipliedBy(run.tenths()).plus(GAP).minusNanos(nanoTime.getAsLong() - sentAt);
      Run next = new Run(run.index(), run.tenths(), run.next() + 1);
      waiting = command;
      pause =
          later.after(
              over.isNegative() ? Duration.ZERO : over,
              () -> {
                waiting = null;
                sendDigit(command, next);
              });
    }
  }

  /// The call is over, and what of a command was not sent is not sent any more.
  void over() {
    LineCommand.SendDtmf cut = waiting;
    waiting = null;
    if (pause != null) {
      pause.cancel();
    }
    if (cut != null) {
      reporter.refused(cut.id(), Refusal.UNAVAILABLE, "the call is over");
    }
  }

  /// Takes what the modem says by itself; false when it is not about digits.
  boolean unsolicited(String line) {
    if (line.startsWith("+QTONEDET:")) {
      heard((char) AtFields.of(line).number(0, 0));
      return true;
    }
    for (String prefix : HEARD) {
      if (line.startsWith(prefix)) {
        String digit = AtFields.of(line).text(0);
        heard(digit.isEmpty() ? 0 : digit.charAt(0));
        return true;
      }
    }
    return false;
  }

  /// Some firmware reports each tone twice.
  private void heard(char digit) {
    long now = nanoTime.getAsLong();
    boolean again = digit == lastDigit && now - lastDigitAt < SAME_DIGIT_NANOS;
    lastDigit = digit;
    lastDigitAt = now;
    int of = call.getAsInt();
    if (DIGITS.indexOf(digit) >= 0 && !again && of > 0) {
      reporter.report(at -> new LineEvent.DtmfReceived(at, of, digit));
    }
  }
}
