package io.patchbay.sms.own;

import io.patchbay.proto.config.v1.AutoReply;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of questions for a number and of their answers. Pure.
final class Answers {
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9])\\+?[0-9]{3,20}(?![0-9])");
  private static final Pattern FULL_NUMBER = Pattern.compile("\\+?[0-9]{7,20}");
  private static final String HOLE = "\\+?[0-9]{1,20}";
  private static final int ENOUGH_DIGITS = 7;

  private Answers() {}

  /// The first number of 3 to 20 digits behind the keyword.
  ///
  /// @param keyword empty: the first number of the text
  static Optional<String> number(String text, String keyword) {
    int at = text.indexOf(keyword);
    if (at < 0) {
      return Optional.empty();
    }
    Matcher found = NUMBER.matcher(text);
    return found.find(at + keyword.length()) ? Optional.of(found.group()) : Optional.empty();
  }

  /// What a line says by itself to a message; empty: nothing.
  ///
  /// @param all of our lines: what one of them may have answered is not answered
  static Optional<String> reply(
      AutoReply own, Collection<AutoReply> all, String sender, String text) {
    boolean wanted =
        !own.getTrigger().isEmpty()
            && text.contains(own.getTrigger())
            && FULL_NUMBER.matcher(sender).matches()
            && all.stream().noneMatch(each -> isReply(each, text));
    return wanted ? Optional.of(own.getText().replace("?", sender)) : Optional.empty();
  }

  private static boolean isReply(AutoReply template, String text) {
    if (template.getText().isEmpty()) {
      return false;
    }
    StringBuilder pattern = new StringBuilder();
    for (String part : template.getText().split("\\?", -1)) {
      pattern.append(pattern.isEmpty() ? "" : HOLE).append(Pattern.quote(part));
    }
    return Pattern.matches(pattern.toString(), text.strip());
  }

  /// Whether two spellings are the same number: with its country code or without.
  static boolean same(String one, String other) {
    String a = significant(one);
    String b = significant(other);
    String brief = a.length() < b.length() ? a : b;
    return a.equals(b)
        || (brief.length() > ENOUGH_DIGITS && a.endsWith(brief) && b.endsWith(brief));
  }

  private static String significant(String number) {
    return number.replaceFirst("^\\+?0*", "");
  }
}
