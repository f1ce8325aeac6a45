package io.patchbay.driver.gsm.at;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes lines apart that a modem has run together: an echo and its answer, an answer and its
/// result, a result and an unsolicited code.
final class MergedLines {
  private static final String OK = "OK";

  private MergedLines() {}

  /// @param command the command being answered; null when there is none
  static List<String> split(String line, @Nullable AtCommand command) {
    List<String> parts = new ArrayList<>();
    String rest = command == null ? line : withoutEcho(line, command.text());
    if (rest.startsWith(OK) && rest.length() > OK.length() && begins(rest.substring(2))) {
      parts.add(OK);
      rest = rest.substring(OK.length());
    }
    if (command != null && rest.length() > OK.length() && rest.endsWith(OK)) {
      String answer = rest.substring(0, rest.length() - OK.length());
      if (answers(answer, command)) {
        parts.add(answer);
        rest = OK;
      }
    }
    parts.add(rest);
    return parts;
  }

  private static String withoutEcho(String line, String command) {
    if (command.length() <= 2 || line.length() <= command.length() || !line.startsWith(command)) {
      return line;
    }
    char next = line.charAt(command.length());
    boolean answered = "+^#*".indexOf(next) >= 0 || line.endsWith(OK) || line.endsWith("ERROR");
    return answered ? line.substring(command.length()).strip() : line;
  }

  private static boolean begins(String text) {
    return "+^#*".indexOf(text.charAt(0)) >= 0 || text.startsWith("RING");
  }

  private static boolean answers(String text, AtCommand command) {
    return text.startsWith(command.prefix())
        ? !command.prefix().isEmpty() || !Unsolicited.is(text)
        : command.loose() && text.matches("[0-9A-Fa-f]+");
  }
}
