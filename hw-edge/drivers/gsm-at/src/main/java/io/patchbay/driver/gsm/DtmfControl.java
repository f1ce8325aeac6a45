package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Tones: sent by command, received where the module detects them. The runner's own.
final class DtmfControl {
  private static final String DIGITS = "0123456789ABCD*#";
  private static final long SAME_DIGIT_NANOS = 80_000_000L;

  /// What modules say of a digit heard, each with the digit behind it; +QTONEDET has its ASCII
  /// code.
  private static final List<String> HEARD = List.of("+RXDTMF:", "+DTMF:", "^DDTMF:", "+UUDTMFD:");

  private final Modem modem;
  private final Reporter reporter;
  private final LongSupplier nanoTime;
  private final IntSupplier call;
  private int way;
  private char lastDigit;
  private long lastDigitAt;

  /// @param call the call that digits belong to, 0 for none
  DtmfControl(Modem modem, Reporter reporter, LongSupplier nanoTime, IntSupplier call) {
    this.modem = modem;
    this.reporter = reporter;
    this.nanoTime = nanoTime;
    this.call = call;
  }

  static boolean sendable(String digits) {
    return digits.matches("[0-9A-Da-d*#]{1,64}");
  }

  /// Sends digits of an answered call, one after the other.
  ///
  /// @param index the modem's number for the call, 0 when unknown
  void send(LineCommand.SendDtmf command, int index) {
    long tenths = Math.clamp(command.tone().toMillis() / 100, 1, 255);
    String duration = "AT+VTD=" + tenths;
    if (modem.offers().has(duration)) {
      modem.send(
          AtCommand.of(duration).at(Priority.CALL),
          result -> modem.offers().note(duration, result));
    }
    sendDigits(command, index, 0);
  }

  private void sendDigits(LineCommand.SendDtmf command, int index, int next) {
    List<String> ways = modem.profile().tone();
    char digit = Character.toUpperCase(command.digits().charAt(next));
    String line =
        String.format(Locale.ROOT, ways.get(way % ways.size()), digit, Math.max(1, index));
    modem.send(AtCommand.of(line).at(Priority.CALL), result -> sent(command, index, next, result));
  }

  /// A spelling that the modem rejects for a call's first digit is left for the next one, for good.
  private void sent(LineCommand.SendDtmf command, int index, int next, AtResult result) {
    int ways = modem.profile().tone().size();
    if (!result.ok() && result.answered() && next == 0 && way + 1 < ways) {
      way++;
      sendDigits(command, index, next);
    } else if (!result.ok() || next + 1 == command.digits().length()) {
      way = result.ok() || !result.answered() || next > 0 ? way : 0;
      reporter.answer(command.id(), result);
    } else {
      sendDigits(command, index, next + 1);
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
