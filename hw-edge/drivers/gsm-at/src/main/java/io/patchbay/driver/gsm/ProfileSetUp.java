package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.profile.Setting;
import java.util.List;
import java.util.function.Consumer;

/// The family's part of the set-up: asks before it sets, takes the first of several ways that the
/// modem has, and notes what it has not. The runner's own.
final class ProfileSetUp {
  /// Where the steps go.
  interface Steps {
    /// Puts a command before all that wait.
    void first(String command, Consumer<AtResult> then);

    /// Puts a command behind all that wait.
    void last(String command, Consumer<AtResult> then);
  }

  private final Modem modem;
  private final Steps steps;

  ProfileSetUp(Modem modem, Steps steps) {
    this.modem = modem;
    this.steps = steps;
  }

  /// Asks for the ICCID by each of the family's commands until one is answered.
  void iccid(Consumer<AtResult> found) {
    iccid(modem.profile().iccid(), steps::last, found);
  }

  private void iccid(List<String> ways, Put put, Consumer<AtResult> found) {
    if (ways.isEmpty()) {
      return;
    }
    put.put(
        ways.getFirst(),
        result -> {
          modem.offers().note(ways.getFirst(), result);
          if (result.ok() && !result.lines().isEmpty()) {
            found.accept(result);
          } else {
            iccid(ways.subList(1, ways.size()), steps::first, found);
          }
        });
  }

  private interface Put {
    void put(String command, Consumer<AtResult> then);
  }

  /// Has calls reported by the first way that the modem takes.
  void progress() {
    progress(modem.profile().progress(), steps::last);
  }

  private void progress(List<Setting> ways, Put put) {
    if (!ways.isEmpty()) {
      set(
          ways.getFirst(),
          put,
          modem::callsAreReported,
          () -> progress(ways.subList(1, ways.size()), steps::first));
    }
  }

  /// Sets what the family has besides.
  void settings() {
    for (Setting setting : modem.profile().setUp()) {
      set(setting, steps::last, () -> {}, () -> {});
    }
  }

  /// Asks whether the modem can hang up with a cause.
  void hangUpWithCause(String line) {
    String question = line.substring(0, line.indexOf('=')) + "=?";
    steps.last(question, result -> modem.offers().note(line, result));
  }

  private void set(Setting setting, Put put, Runnable taken, Runnable otherwise) {
    if (!setting.asked()) {
      apply(setting.command(), put, taken, otherwise);
      return;
    }
    put.put(
        setting.question(),
        answer -> {
          boolean offered =
              answer.ok()
                  && (setting.offering().isEmpty()
                      || answer.lines().stream().anyMatch(l -> l.contains(setting.offering())));
          if (offered) {
            apply(setting.command(), steps::first, taken, otherwise);
          } else {
            if (answer.answered()) {
              modem.offers().without(setting.command());
            }
            otherwise.run();
          }
        });
  }

  private void apply(String command, Put put, Runnable taken, Runnable otherwise) {
    put.put(
        command,
        result -> {
          modem.offers().note(command, result);
          (result.ok() ? taken : otherwise).run();
        });
  }
}
