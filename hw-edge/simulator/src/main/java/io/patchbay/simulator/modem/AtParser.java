package io.patchbay.simulator.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Splits a command line into commands – ITU-T V.250 §5.2.
final class AtParser {
  private AtParser() {}

  /// The commands of a line that begins with AT; empty when it is none.
  static Optional<List<AtCommand>> parse(String line) {
    String text = line.strip();
    if (text.length() < 2 || !text.regionMatches(true, 0, "AT", 0, 2)) {
      return Optional.empty();
    }
    List<AtCommand> commands = new ArrayList<>();
    int at = 2;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == ';') {
        at++;
      } else if (c == 'D' || c == 'd') {
        int end = text.indexOf(';', at);
        int last = end < 0 ? text.length() : end + 1;
        commands.add(new AtCommand("D", AtCommand.Kind.EXECUTE, text.substring(at + 1, last)));
        at = last;
      } else if ("+^$#*".indexOf(c) >= 0) {
        int end = endOfExtended(text, at);
        commands.add(extended(text.substring(at, end)));
        at = end;
      } else {
        at = basic(text, at, commands);
      }
    }
    return Optional.of(commands);
  }

  private static int endOfExtended(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static AtCommand extended(String text) {
    int end = 1;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String name = text.substring(0, end).toUpperCase(Locale.ROOT);
    return command(name, text.substring(end));
  }

  private static AtCommand command(String name, String rest) {
    if (rest.isEmpty()) {
      return new AtCommand(name, AtCommand.Kind.EXECUTE, "");
    }
    if (rest.equals("?")) {
      return new AtCommand(name, AtCommand.Kind.READ, "");
    }
    if (rest.equals("=?")) {
      return new AtCommand(name, AtCommand.Kind.TEST, "");
    }
    if (rest.charAt(0) == '=') {
      return new AtCommand(name, AtCommand.Kind.SET, rest.substring(1));
    }
    return new AtCommand("?" + name, AtCommand.Kind.EXECUTE, rest);
  }

  private static int basic(String text, int from, List<AtCommand> commands) {
    int at = from;
    StringBuilder name = new StringBuilder();
    name.append(Character.toUpperCase(text.charAt(at++)));
    if (name.charAt(0) == '&' && at < text.length()) {
      name.append(Character.toUpperCase(text.charAt(at++)));
    }
    int start = at;
    while (at < text.length() && "0123456789=?".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    commands.add(new AtCommand(name.toString(), AtCommand.Kind.EXECUTE, text.substring(start, at)));
    return at;
  }
}
