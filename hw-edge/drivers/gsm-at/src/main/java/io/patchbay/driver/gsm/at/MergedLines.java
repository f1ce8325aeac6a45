package io.patchbay.driver.gsm.at;

import java.util.ArrayList;
import java.util.List;

/// Takes lines apart that a modem has run together: an echo and its answer, an answer and its
/// result, a result and an unsolicited code.
final class MergedLines {
  private static final String OK = "OK";

  private MergedLines() {}

  /// @param command the command line being answered, empty when there is none
  /// @param prefix of its information lines, empty when any line is one
  static List<String> split(String line, String command, String prefix) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    if (command.length() > 2 && rest.length() > command.length() && rest.startsWith(command)) {
      char next = rest.charAt(command.length());
      if (next == '+' || next == '^' || rest.endsWith(OK) || rest.endsWith("ERROR")) {
        rest = rest.substring(command.length()).strip();
      }
    }
    if (rest.startsWith(OK) && rest.length() > OK.length() && begins(rest.substring(2))) {
      parts.add(OK);
      rest = rest.substring(OK.length());
    }
    int end = rest.length() - OK.length();
    if (!prefix.isEmpty() && rest.startsWith(prefix) && rest.endsWith(OK) && closes(rest, end)) {
      parts.add(rest.substring(0, end));
      rest = OK;
    }
    parts.add(rest);
    return parts;
  }

  private static boolean begins(String text) {
    return "+^*#".indexOf(text.charAt(0)) >= 0 || text.startsWith("RING");
  }

  private static boolean closes(String text, int end) {
    char last = text.charAt(end - 1);
    return last == '"' || last == ')' || Character.isDigit(last);
  }
}
