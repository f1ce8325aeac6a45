package io.patchbay.standalone.bench;

import java.util.Locale;

/// One measured number and what it should be.
///
/// @param name what was measured, with its unit
/// @param value in that unit
/// @param aim the bound; NaN when there is none
/// @param most true: the value should be at most the aim; false: at least
public record Figure(String name, double value, double aim, boolean most) {

  public static Figure atMost(String name, double value, double aim) {
    return new Figure(name, value, aim, true);
  }

  public static Figure atLeast(String name, double value, double aim) {
    return new Figure(name, value, aim, false);
  }

  /// Nothing was promised about it.
  public static Figure plain(String name, double value) {
    return new Figure(name, value, Double.NaN, true);
  }

  /// Whether there is an aim.
  public boolean hasAim() {
    return !Double.isNaN(aim);
  }

  /// Whether the aim is met; also true without one.
  public boolean met() {
    return !hasAim() || (most ? value <= aim : value >= aim);
  }

  /// `≤ 20`, `≥ 1000` or nothing.
  public String aimText() {
    return hasAim() ? (most ? "≤ " : "≥ ") + number(aim) : "";
  }

  /// At most four decimals, fewer for large numbers.
  public static String number(double value) {
    String text =
        Math.abs(value) >= 100
            ? String.format(Locale.ROOT, "%.0f", value)
            : Math.abs(value) >= 1
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
