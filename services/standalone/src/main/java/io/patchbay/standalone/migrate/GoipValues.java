package io.patchbay.standalone.migrate;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings of a GoIP as text, one `KEY=value` a line with `#` comments. Remembers who was
/// asked for.
final class GoipValues {
  private static final int MAX_TEXT = 2_000_000;
  private static final int MAX_VALUE = 1_000;
  private static final Pattern LINE = Pattern.compile("\\s*([A-Z][A-Z0-9_]{0,63})\\s*=(.*)");

  private final NavigableMap<String, String> values;
  private final Set<String> asked = new LinkedHashSet<>();

  private GoipValues(NavigableMap<String, String> values) {
    this.values = values;
  }

  /// @throws MigrationException naming the line that is neither a value nor a comment
  static GoipValues read(String text) {
    if (text.length() > MAX_TEXT) {
      throw new MigrationException(text.length() + " characters are too many");
    }
    NavigableMap<String, String> values = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        take(values, number, matcher.group(1), matcher.group(2).strip());
      } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        throw new MigrationException("line " + number + ": expected `KEY=value`");
      }
    }
    return new GoipValues(values);
  }

  private static void take(Map<String, String> values, int line, String key, String value) {
    if (value.length() > MAX_VALUE || value.chars().anyMatch(Character::isISOControl)) {
      throw new MigrationException(
          "line " + line + ": " + key + " is longer than " + MAX_VALUE + ", or no text");
    }
    if (values.putIfAbsent(key, value) != null) {
      throw new MigrationException("line " + line + ": " + key + " is given twice");
    }
  }

  /// A value; empty when it is missing or blank.
  Optional<String> get(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  boolean isOn(String key) {
    return get(key).filter("1"::equals).isPresent();
  }

  /// 0 when it is missing.
  int number(String key, int most) {
    String value = get(key).orElse("0");
    if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) > most) {
      throw new MigrationException(key + ": expected a number from 0 to " + most);
    }
    return Integer.parseInt(value);
  }

  /// Keys with values nobody asked for.
  Set<String> others() {
    Set<String> others = new LinkedHashSet<>();
    values.forEach((key, value) -> {
      if (!value.isEmpty() && !asked.contains(key)) {
        others.add(key);
      }
    });
    return others;
  }
}
