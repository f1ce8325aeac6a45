package io.patchbay.simulator.modem;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Puts answers on the wire: properly, or as rudely as the faults in force want it.
final class Manners {
  private static final List<String> LINE_ENDS = List.of("\r\n", "\n", "\r", "\r\r\n", "\n\r");
  private static final String IN_BETWEEN = "+CIEV: 2,4";

  /// ATV0 – V.250 §5.7.1.
  private static final Map<String, String> DIGITS =
      Map.of(
          "OK", "0",
          "CONNECT", "1",
          "NO CARRIER", "3",
          "ERROR", "4",
          "NO DIALTONE", "6",
          "BUSY", "7",
          "NO ANSWER", "8");

  private final Set<Fault> faults;
  private final RandomGenerator random;

  Manners(Set<Fault> faults, RandomGenerator random) {
    this.faults = faults;
    this.random = random;
  }

  /// An answer with its final result.
  String answer(List<String> lines, String result, boolean verbose) {
    StringBuilder text = new StringBuilder(information(lines));
    String end = verbose ? result : DIGITS.getOrDefault(result, result);
    if (faults.contains(Fault.URCS_INSIDE)) {
      text.append("\r\n").append(IN_BETWEEN).append("\r\n");
    }
    if (faults.contains(Fault.MERGED_LINES) && !lines.isEmpty()) {
      text.setLength(text.length() - 2);
      text.append(end).append("\r\n");
    } else {
      text.append(verbose ? "\r\n" : "").append(end).append(verbose ? "\r\n" : "\r");
    }
    if (faults.contains(Fault.TWO_RESULTS)) {
      text.append("\r\n").append(end).append("\r\n");
    }
    return lineEnds(text.toString());
  }

  /// The lines before a result or a prompt.
  String information(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("\r\n").append(line).append("\r\n");
    }
    return text.toString();
  }

  /// The same with line ends of all kinds.
  String lineEnds(String text) {
    if (!faults.contains(Fault.LINE_ENDS)) {
      return text;
    }
    StringBuilder other = new StringBuilder();
    for (String piece : text.split("(?<=\r\n)", -1)) {
      boolean ends = piece.endsWith("\r\n");
      other.append(ends ? piece.substring(0, piece.length() - 2) : piece);
      other.append(ends ? LINE_ENDS.get(random.nextInt(LINE_ENDS.size())) : "");
    }
    return other.toString();
  }
}
