package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Automaton;
import io.patchbay.routing.automaton.Machine;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
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
/// Blanks do not count, braces around the plan may be left out. docs/rules.md has the corners.
public final class DigitPlan {
  private static final Outcome REFUSED = new Outcome.Refused();

  private final String text;
  private final List<Alternative> alternatives;
  private final List<Alternative> ranked;
  private final List<String> names;
  private final List<Replacer> replacers;
  private final int excluded;
  private final Machine machine;

  private DigitPlan(String text, List<Alternative> alternatives) {
    this.text = text;
    this.alternatives = List.copyOf(alternatives);
    ranked = alternatives.stream().sorted(Alternative.ORDER).toList();
    names = ranked.stream().map(PatternPrinter::print).toList();
    replacers = ranked.stream().map(Replacer::new).toList();
    excluded = (int) ranked.stream().filter(each -> each.role() == Role.EXCLUDE).count();
    machine = new Machine(automaton(ranked), excluded);
  }

  static Automaton automaton(List<Alternative> alternatives) {
    return new Automaton(alternatives.stream().map(Alternative::elements).toList());
  }

  /// Reads a plan.
  ///
  /// @throws PatternException naming the character and what was expected
  public static DigitPlan parse(String text) {
    return new DigitPlan(text, new PatternParser(text, Repeat.ANY).parse());
  }

  /// For plans written for devices where `x.` means at least one digit (A.4, 1).
  public static DigitPlan parseDotMeansOneOrMore(String text) {
    return new DigitPlan(text, new PatternParser(text, Repeat.SOME).parse());
  }

  /// What is wrong with a plan; empty when it can be read.
  public static Optional<String> problem(String text) {
    try {
      new PatternParser(text, Repeat.ANY).parse();
      return Optional.empty();
    } catch (PatternException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "not a pattern"));
    }
  }

  /// What becomes of a complete number. An empty one is refused, and so is one of which nothing is
  /// left.
  public Outcome dial(String number) {
    String digits = Alphabet.plain(number);
    int rank = digits.isEmpty() ? -1 : machine.match(digits);
    if (rank < 0) {
      return REFUSED;
    }
    if (rank < excluded) {
      return new Outcome.Blocked(names.get(rank));
    }
    String dialled = replacers.get(rank).apply(digits);
    return dialled.isEmpty()
        ? REFUSED
        : new Outcome.Accepted(dialled, ranked.get(rank).role() == Role.LINE, names.get(rank));
  }

  /// Is the number dialled so far complete? (H-116; the model is the digit map of RFC 3435 §2.1.5.)
  ///
  /// A number that a `^` rule blocks, whatever follows, is impossible.
  public Progress progress(String digitsSoFar) {
    String digits = Alphabet.plain(digitsSoFar);
    boolean complete = machine.match(digits) >= excluded;
    boolean more = machine.grows(digits);
    if (complete) {
      return more ? Progress.MAY_CONTINUE : Progress.COMPLETE;
    }
    return more ? Progress.INCOMPLETE : Progress.IMPOSSIBLE;
  }

  /// Does an `L:` rule have just this number in front of what is open? `L:911x+` has 911, which it
  /// does not match (A.4, 2).
  public boolean lineContinues(String number) {
    return alternatives.stream()
        .anyMatch(
            each -> each.role() == Role.LINE && !each.replaces() && each.head().equals(number));
  }

  /// The plan in its canonical form, which is read back as the same plan: `.` is zero or more
  /// there.
  public String print() {
    return PatternPrinter.print(alternatives);
  }

  List<Alternative> alternatives() {
    return alternatives;
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
    /// @param rule in its canonical form
    record Accepted(String number, boolean line, String rule) implements Outcome {}

    /// A `^` rule matched.
    ///
    /// @param rule in its canonical form
    record Blocked(String rule) implements Outcome {}

    /// No rule matched.
    record Refused() implements Outcome {}
  }
}
