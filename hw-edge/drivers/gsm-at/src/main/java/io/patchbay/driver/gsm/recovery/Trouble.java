package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What can be wrong with a modem, and what is done about it.
public enum Trouble {
  /// Three commands in a row got no answer.
  NO_ANSWER("the modem does not answer"),
  /// Too much of what the modem says is no AT.
  GARBAGE("what the modem says is garbled"),
  /// The port went away or cannot be opened.
  PORT_GONE("its port is gone"),
  /// Another program has the port: nothing that is done to the modem helps.
  PORT_TAKEN("its port is taken"),
  /// AT+CFUN does not say 1 although nobody switched the radio off.
  RADIO_STUCK("the radio does not start"),
  /// The card is ready, and there has been no registration for long.
  NOT_REGISTERED("not registered for long"),
  /// In a call the modem gave no audio at all.
  NO_AUDIO("no audio from the modem in a call"),
  /// Unsolicited lines do not end.
  STORM("the modem does not stop talking");

  private static final Duration REGISTRATION = Duration.ofSeconds(28);
  private static final Duration PORT = Duration.ofSeconds(30);

  private final String text;

  Trouble(String text) {
    this.text = requireNonNull(text, "text");
  }

  /// For people.
  public String text() {
    return text;
  }

  /// In lower case with dashes: for metrics.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What is done about it, in order.
  List<Step> steps() {
    return switch (this) {
      case NO_ANSWER -> List.of(Step.values());
      case GARBAGE, STORM -> List.of(Step.REINIT, Step.RADIO, Step.RESET, Step.POWER);
      case PORT_GONE -> List.of(Step.REINIT, Step.POWER);
      case PORT_TAKEN -> List.of(Step.REINIT);
      case RADIO_STUCK, NOT_REGISTERED -> List.of(Step.RADIO, Step.RESET, Step.POWER);
      case NO_AUDIO -> List.of(Step.RESET, Step.POWER);
    };
  }

  /// How long a step may take until the next one: a module needs up to 20 s to start, a network up
  /// to half a minute to take it in.
  Duration patience(Step step) {
    if (this == NOT_REGISTERED) {
      return REGISTRATION;
    }
    if (this == PORT_GONE && step == Step.REINIT) {
      return PORT;
    }
    return Duration.ofSeconds(
        switch (step) {
          case PING -> 5;
          case REINIT -> 12;
          case RADIO -> 15;
          case RESET, POWER -> 25;
        });
  }
}
