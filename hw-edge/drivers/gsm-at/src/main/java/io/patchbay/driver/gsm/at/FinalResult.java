package io.patchbay.driver.gsm.at;

import io.patchbay.driver.gsm.at.AtResult.End;
import java.util.List;
import java.util.Optional;

/// Recognises final result codes.
final class FinalResult {
  private FinalResult() {}

  /// The result that this line is for any command; empty when it is none.
  static Optional<AtResult> of(String line, List<String> lines) {
    if (line.equals("OK")) {
      return result(End.OK, -1, line, lines);
    }
    if (line.equals("ERROR")) {
      return result(End.ERROR, -1, line, lines);
    }
    if (line.startsWith("+CME ERROR:")) {
      return result(End.CME_ERROR, code(line), line, lines);
    }
    if (line.startsWith("+CMS ERROR:")) {
      return result(End.CMS_ERROR, code(line), line, lines);
    }
    return line.startsWith("CONNECT") ? result(End.CONNECT, -1, line, lines) : Optional.empty();
  }

  /// The result that this line is for a call attempt.
  static Optional<AtResult> ofCall(String line, List<String> lines) {
    return switch (line) {
      case "BUSY" -> result(End.BUSY, -1, line, lines);
      case "NO ANSWER" -> result(End.NO_ANSWER, -1, line, lines);
      case "NO CARRIER" -> result(End.NO_CARRIER, -1, line, lines);
      case "NO DIALTONE", "NO DIAL TONE" -> result(End.NO_DIALTONE, -1, line, lines);
      default -> Optional.empty();
    };
  }

  private static Optional<AtResult> result(End end, int code, String line, List<String> lines) {
    return Optional.of(new AtResult(end, code, line, lines));
  }

  private static int code(String line) {
    String digits = line.substring(line.indexOf(':') + 1).strip();
    return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
  }
}
