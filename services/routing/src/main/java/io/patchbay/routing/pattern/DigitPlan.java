package io.patchbay.routing.pattern;

import io.patchbay.routing.pattern.Alternative.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A dial plan in the grammar of catalogue H7, with the decisions of A.4. Immutable, pure.
///
/// | | |
/// |---|---|
/// | `0-9 * # A-D` | this symbol; a `+` where nothing stands before it is the `+` of E.164 |
/// | `x` | any digit |
/// | `[3-5]` `[147]` `[x*]` | one of these |
/// | `x+` | one or more of the symbol before it |
/// | `x.` | zero or more of the symbol before it |
/// | `<2=011>` | 011 is dialled instead of 2; either side may be empty |
/// | `^` | blocked, wins over every other rule |
/// | `L:` | out by the exchange line, wins over rules without it |
/// | `\|` | or; among rules of one rank the most specific wins, then the first |
///
/// Blanks do not count, braces around the plan may be left out.
public final class DigitPlan {
  private static final int MAX_TEXT = 2048;
  private static final int MAX_RULES = 100;

  private final String text;
  private final List<Alternative> ranked;

  private DigitPlan(String text, List<Alternative> ranked) {
    this.text = text;
    this.ranked = List.copyOf(ranked);
  }

  /// Reads a plan.
  ///
  /// @throws PatternException naming the rule, the position and what is wrong
  public static DigitPlan parse(String text) {
    return parse(text, Repeat.ANY);
  }

  /// For plans written for devices where `x.` means at least one digit (A.4, 1).
  public static DigitPlan parseDotMeansOneOrMore(String text) {
    return parse(text, Repeat.SOME);
  }

  /// What is wrong with a plan; empty when it can be read.
  public static Optional<String> problem(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (PatternException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "not a pattern"));
    }
  }

  private static DigitPlan parse(String text, Repeat dot) {
    if (text.length() > MAX_TEXT) {
      throw new PatternException(
          "a pattern of " + text.length() + " characters is too long (at most " + MAX_TEXT + ")");
    }
    String plain = text.replaceAll("[ \t]", "");
    boolean open = plain.startsWith("{");
    if (open != plain.endsWith("}")) {
      throw new PatternException("pattern `" + text + "`: a brace has no partner");
    }
    String body = open ? plain.substring(1, plain.length() - 1) : plain;
    String[] rules = body.split("\\|", -1);
    if (rules.length > MAX_RULES) {
      throw new PatternException(
          rules.length + " alternatives are too many (at most " + MAX_RULES + ")");
    }
    List<Alternative> ranked =
        new ArrayList<>(
            Arrays.stream(rules).map(rule -> new PatternParser(rule, dot).parse()).toList());
    ranked.sort(
        Comparator.comparing(Alternative::role).thenComparing(Alternative.MOST_SPECIFIC_FIRST));
    return new DigitPlan(text, ranked);
  }

  /// What becomes of a complete number.
  public Outcome dial(String number) {
    String digits = Alphabet.normalise(number);
    for (Alternative rule : ranked) {
      Optional<String> dialled = rule.match(digits);
      if (dialled.isPresent()) {
        return switch (rule.role()) {
          case EXCLUDE -> new Outcome.Blocked(rule.text());
          case LINE -> new Outcome.Accepted(dialled.get(), true, rule.text());
          case NORMAL -> new Outcome.Accepted(dialled.get(), false, rule.text());
        };
      }
    }
    return new Outcome.Refused();
  }

  /// Is the number dialled so far complete? (H-116; the model is the digit map of RFC 3435 §2.1.5.)
  public Progress progress(String digitsSoFar) {
    String digits = Alphabet.normalise(digitsSoFar);
    boolean complete = false;
    boolean more = false;
    for (Alternative rule : ranked) {
      if (rule.role() != Role.EXCLUDE) {
        long states = rule.follow(digits);
        complete |= (states >>> rule.size() & 1) != 0;
        more |= (states & ((1L << rule.size()) - 1)) != 0;
      }
    }
    if (complete) {
      return more ? Progress.MAY_CONTINUE : Progress.COMPLETE;
    }
    return more ? Progress.INCOMPLETE : Progress.IMPOSSIBLE;
  }

  @Override
  public String toString() {
    return text;
  }

  /// How far a number in the making has come.
  public enum Progress {
    /// No rule can match any more.
    IMPOSSIBLE,
    /// More digits are needed.
    INCOMPLETE,
    /// A rule matches but a longer number may match too: the timer decides.
    MAY_CONTINUE,
    /// A rule matches and nothing longer can: send at once.
    COMPLETE
  }

  /// What a plan says about a number.
  public sealed interface Outcome {
    /// Dial this number.
    ///
    /// @param line by the exchange line (`L:`)
    /// @param rule as it was written
    record Accepted(String number, boolean line, String rule) implements Outcome {}

    /// A `^` rule matched.
    ///
    /// @param rule as it was written
    record Blocked(String rule) implements Outcome {}

    /// No rule matched.
    record Refused() implements Outcome {}
  }
}
