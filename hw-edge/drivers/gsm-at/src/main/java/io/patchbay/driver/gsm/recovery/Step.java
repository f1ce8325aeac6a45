package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.stream.Stream;

/// What is done for a modem that fails, from the lightest to the heaviest.
public enum Step {
  /// AT, once more.
  PING(1, "asked once more"),
  /// Everything under way is dropped, the port is opened anew, the modem is set up again.
  REINIT(2, "set up anew"),
  /// AT+CFUN=4, AT+CFUN=1.
  RADIO(3, "radio off and on"),
  /// The family's command for it, answered or not.
  RESET(4, "module reset"),
  /// The configured command takes the modem's power away and gives it back.
  POWER(5, "power off and on");

  private final int weight;
  private final String text;

  Step(int weight, String text) {
    this.weight = weight;
    this.text = requireNonNull(text, "text");
  }

  boolean heavierThan(int other) {
    return weight > other;
  }

  int weight() {
    return weight;
  }

  /// The step that weighs so much.
  ///
  /// @param weight of one of them
  static Step weighing(int weight) {
    return Stream.of(values()).filter(step -> step.weight == weight).findFirst().orElseThrow();
  }

  /// Whether a call that is up is lost by it.
  boolean endsCalls() {
    return this != PING;
  }

  /// For people.
  public String text() {
    return text;
  }

  /// In lower case with dashes: for metrics.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
