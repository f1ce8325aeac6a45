package io.patchbay.simulator.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of a command line: plain ones in order, `--name value` options and `--name` flags by name.
final class Words {
  private final Deque<String> plain = new ArrayDeque<>();
  private final Map<String, String> options = new HashMap<>();

  /// @param flags options without a value
  Words(List<String> words, Set<String> flags) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        plain.add(word);
      } else if (word.contains("=")) {
        options.put(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      } else if (flags.contains(word.substring(2))) {
        options.put(word.substring(2), "true");
      } else if (i + 1 < words.size()) {
        i++;
        options.put(word.substring(2), words.get(i));
      } else {
        throw new UsageException(word + " wants a value");
      }
    }
  }

  /// Splits a line at blanks, but not inside double quotes.
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (quoted) {
      throw new UsageException("a quote is not closed");
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }

  boolean empty() {
    return plain.isEmpty();
  }

  /// The next plain word.
  String next(String what) {
    String word = plain.poll();
    if (word == null) {
      throw new UsageException(what + " is missing");
    }
    return word;
  }

  /// Makes `word` the next plain word again.
  void putBack(String word) {
    plain.addFirst(word);
  }

  /// The next plain word if there is one.
  String nextOr(String absent) {
    String word = plain.poll();
    return word == null ? absent : word;
  }

  /// All plain words that are left, with a blank in between.
  String rest(String what) {
    if (plain.isEmpty()) {
      throw new UsageException(what + " is missing");
    }
    String rest = String.join(" ", plain);
    plain.clear();
    return rest;
  }

  /// The option's value, taken; or `absent`.
  String option(String name, String absent) {
    String value = options.remove(name);
    return value == null ? absent : value;
  }

  boolean flag(String name) {
    String value = option(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new UsageException("--" + name + " takes no value");
    }
    return value.equals("true");
  }

  /// Seconds, as milliseconds: `5`, `0.5`, `2s`, `500ms`.
  int millis(String name, int absent) {
    String value = option(name, "");
    return value.isEmpty() ? absent : parseMillis("--" + name, value);
  }

  static int parseMillis(String what, String value) {
    String number = value.endsWith("ms") ? value.substring(0, value.length() - 2) : value;
    if (number.endsWith("s")) {
      number = number.substring(0, number.length() - 1);
    }
    if (!number.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
      throw new UsageException(what + " '" + value + "': seconds wanted, e.g. 5, 0.5 or 500ms");
    }
    double amount = Double.parseDouble(number);
    return (int) Math.round(value.endsWith("ms") ? amount : amount * 1000);
  }

  int number(String name, int absent) {
    String value = option(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    if (!value.matches("[0-9]{1,6}")) {
      throw new UsageException("--" + name + " '" + value + "': a number wanted");
    }
    return Integer.parseInt(value);
  }

  /// A sound's name as it is, or a file's path made absolute: the simulator may run elsewhere.
  static String sound(String say) {
    boolean named =
        say.isEmpty() || say.equals("silence") || say.equals("echo") || say.startsWith("tone:");
    return named ? say : path(say);
  }

  static String path(String file) {
    return file.isEmpty() ? "" : Path.of(file).toAbsolutePath().toString();
  }

  /// Fails when words or options are left over.
  void mustBeUsedUp() {
    if (!plain.isEmpty()) {
      throw new UsageException("'" + plain.peek() + "' is one word too many");
    }
    if (!options.isEmpty()) {
      throw new UsageException("--" + options.keySet().iterator().next() + " is not known here");
    }
  }
}
