package io.patchbay.routing.pattern;

/// A warning about rules that can be read.
///
/// @param rule in its canonical form
/// @param place of the rule, from 1
/// @param text what is so, about the rule
/// @param example a number it is so for; empty when there is none
public record Finding(Kind kind, String rule, int place, String text, String example) {
  /// One line.
  @Override
  public String toString() {
    String of = rule.isEmpty() ? "" : " " + place + " `" + rule + "`";
    return kind.word + ":" + of + " " + text + (example.isEmpty() ? "" : ": " + example);
  }

  /// What is wrong.
  public enum Kind {
    /// Every number it matches is decided by others.
    SHADOWED("shadowed"),
    /// A number it matches is decided by another.
    OVERLAPPING("overlapping"),
    /// It never lets a number through.
    NEVER_MATCHING("never-matching"),
    /// An emergency number is blocked, changed or left out.
    EMERGENCY("emergency-blocking"),
    /// It says less than it seems to.
    NARROW("narrow"),
    /// The rules are too tangled to know everything about them.
    UNDECIDED("undecided");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }
}
