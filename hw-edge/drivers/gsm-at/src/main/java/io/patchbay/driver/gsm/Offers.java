package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a modem was found not to offer: such a command is not sent again while the port is open.
final class Offers {
  /// +CME ERRORs that are of the moment: SIM states, memory, network – TS 27.007 §9.2.1. The modem
  /// may do tomorrow what it rejects today.
  private static final Set<Integer> PASSING =
      Set.of(5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 23, 30, 31, 32);

  private final Map<String, String> refused = new LinkedHashMap<>();

  /// Whether a command line may be sent.
  boolean has(String line) {
    return !refused.containsKey(key(line));
  }

  /// Whether an error code is of the moment.
  static boolean passing(int code) {
    return PASSING.contains(code);
  }

  /// Takes note of how a command line went.
  void note(String line, AtResult result) {
    boolean rejected =
        switch (result.end()) {
          case ERROR -> true;
          case CME_ERROR -> !PASSING.contains(result.code());
          case OK, CONNECT, CMS_ERROR, BUSY, NO_ANSWER, NO_CARRIER, NO_DIALTONE -> false;
          case TIMED_OUT, NO_PROMPT, CUT_SHORT, NOT_SENT, ABORTED, CUT_OFF -> false;
        };
    if (rejected) {
      without(line);
    }
  }

  /// Says that the modem has no such command, or must not be sent it.
  void without(String line) {
    refused.putIfAbsent(key(line), line);
  }

  /// The command lines, for people; empty when nothing was rejected.
  String words() {
    return String.join(", ", refused.values());
  }

  /// A setting and a question are different commands; the values of a setting do not matter, but
  /// for a name in quotes.
  private static String key(String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return line;
    }
    int quote = line.indexOf('"', equals);
    return quote == equals + 1
        ? line.substring(0, Math.max(quote, line.indexOf('"', quote + 1)))
        : line.substring(0, equals + 1);
  }
}
