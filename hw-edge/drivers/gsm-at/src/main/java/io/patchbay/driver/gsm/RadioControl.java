package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.profile.Thermometer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The radio of a modem that is set up: what the settings want of operator, technology and packet
/// service, and what is worth knowing about it. The runner's own.
final class RadioControl {
  /// Temperature, packet service and cell are looked at so often.
  static final Duration LOOK = Duration.ofMinutes(1);

  /// An operator that could not be selected is tried again.
  static final Duration RETRY = Duration.ofMinutes(5);

  /// Until what a call came between is looked at again.
  private static final Duration AFTER_CALL = Duration.ofSeconds(10);

  private static final Duration SELECTION = Duration.ofMinutes(2);
  private static final Duration ATTACH = Duration.ofSeconds(75);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private record Step(AtCommand command, Consumer<AtResult> then) {}

  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final RadioSettings settings;
  private final BooleanSupplier quiet;
  private final CellControl cells;
  private final Deque<Step> steps = new ArrayDeque<>();

  /// @param quiet no call is up and nothing under way
  RadioControl(
      Modem modem,
      Timers timers,
      StatusBoard board,
      RadioSettings settings,
      BooleanSupplier quiet,
      CellControl cells) {
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.settings = settings;
    this.quiet = quiet;
    this.cells = cells;
  }

  /// The modem has been set up.
  void begin() {
    steps.clear();
    settings
        .technology()
        .ifPresent(technology ->
            firstOf("technology", modem.profile().technology(technology), technology.name()));
    if (!settings.band().isEmpty()) {
      firstOf("band", modem.profile().band(settings.band()), settings.band());
    }
    if (!settings.operator().equals(RadioSettings.KEEP)) {
      operator();
    }
    settings.gprs().ifPresent(this::gprs);
    next();
    cells.begin();
    timers.after(LOOK, this::look);
  }

  private void step(AtCommand command, Consumer<AtResult> then) {
    steps.add(new Step(command, then));
  }

  private void next() {
    Step step = steps.poll();
    if (step != null) {
      modem.send(
          modem.yielding(step.command()),
          result -> {
            if (result.cutShort()) {
              steps.addFirst(step);
              timers.after(AFTER_CALL, this::resume);
            } else if (!result.aborted()) {
              step.then().accept(result);
              next();
            }
          });
    }
  }

  private void resume() {
    if (quiet.getAsBoolean()) {
      next();
    } else {
      timers.after(AFTER_CALL, this::resume);
    }
  }

  /// The first way that the modem takes counts.
  private void firstOf(String setting, List<String> ways, String wanted) {
    if (ways.isEmpty()) {
      board.alarm(
          setting, wanted.toLowerCase(Locale.ROOT) + ": modems of this family have no command");
      return;
    }
    String way = ways.getFirst();
    steps.addFirst(
        new Step(
            AtCommand.of(way).within(Duration.ofSeconds(15)),
            result -> {
              if (result.ok()) {
                board.noAlarm(setting);
              } else if (ways.size() > 1) {
                firstOf(setting, ways.subList(1, ways.size()), wanted);
              } else {
                board.alarm(setting, way + " was answered with " + result.reason());
              }
            }));
  }

  /// Asked first: selecting takes a line off its network for a while – TS 27.007 §7.3.
  private void operator() {
    step(AtCommand.of("AT+COPS=3,2"), result -> {});
    step(AtCommand.query("AT+COPS?", "+COPS:"), this::operatorIs);
  }

  private void operatorIs(AtResult result) {
    AtFields now = AtFields.of(result.first());
    boolean automatic = now.number(0, -1) == 0;
    String wanted = settings.operator();
    List<Step> selection = new ArrayList<>();
    if (wanted.equals(RadioSettings.AUTO) && !automatic) {
      selection.add(select("AT+COPS=0"));
    } else if (!wanted.equals(RadioSettings.AUTO)
        && (now.number(0, -1) != 1 || !now.text(2).equals(wanted))) {
      selection.add(select("AT+COPS=1,2,\"" + wanted + "\""));
    }
    selection.add(new Step(AtCommand.of("AT+COPS=3,0"), done -> {}));
    selection.add(
        new Step(
            AtCommand.query("AT+COPS?", "+COPS:"),
            named -> {
              if (named.ok() && !named.lines().isEmpty()) {
                board.operator(named.first());
              }
            }));
    selection.reversed().forEach(steps::addFirst);
  }

  private Step select(String command) {
    return new Step(
        AtCommand.of(command).within(SELECTION),
        result -> {
          if (result.ok()) {
            board.noAlarm("operator");
          } else {
            board.alarm(
                "operator", settings.operator() + " could not be selected: " + result.reason());
            timers.after(RETRY, this::operatorAgain);
          }
        });
  }

  private void operatorAgain() {
    if (quiet.getAsBoolean() && steps.isEmpty()) {
      operator();
      next();
    } else {
      timers.after(RETRY, this::operatorAgain);
    }
  }

  private void gprs(boolean wanted) {
    step(
        AtCommand.query("AT+CGATT?", "+CGATT:"),
        result -> {
          boolean attached = AtFields.of(result.first()).number(0, -1) == 1;
          if (result.ok() && attached != wanted) {
            steps.addFirst(
                new Step(
                    AtCommand.of("AT+CGATT=" + (wanted ? 1 : 0)).within(ATTACH),
                    set -> {
                      if (set.ok()) {
                        board.noAlarm("gprs");
                      } else {
                        board.alarm("gprs", "AT+CGATT was answered with " + set.reason());
                      }
                    }));
          }
        });
  }

  // ---- what is worth knowing

  /// Asks what the network is called, when that is not known.
  void nameOperator() {
    if (board.operatorWanted()) {
      modem.send(
          AtCommand.query("AT+COPS?", "+COPS:").at(Priority.POLL).within(ANSWER),
          result -> {
            if (result.ok() && !result.lines().isEmpty()) {
              board.operator(result.first());
            }
          });
    }
  }

  private void look() {
    timers.after(LOOK, this::look);
    if (!quiet.getAsBoolean() || !steps.isEmpty()) {
      return;
    }
    ask(
        "AT+CGATT?",
        "+CGATT:",
        result ->
            board.identity(
                "gprs", AtFields.of(result.first()).number(0, -1) == 1 ? "attached" : "detached"));
    Thermometer thermometer = modem.profile().thermometer();
    if (!thermometer.question().isEmpty()) {
      ask(thermometer.question(), "", result -> temperature(thermometer, result));
    }
    next();
    cells.look();
  }

  private void ask(String question, String prefix, Consumer<AtResult> answered) {
    if (modem.offers().has(question)) {
      step(
          AtCommand.query(question, prefix).at(Priority.POLL),
          result -> {
            modem.offers().note(question, result);
            if (result.ok() && !result.lines().isEmpty()) {
              answered.accept(result);
            }
          });
    }
  }

  private void temperature(Thermometer thermometer, AtResult result) {
    String text = AtFields.of(result.first()).text(thermometer.field());
    if (text.matches("-?[0-9]{1,4}(\\.[0-9]{1,3})?")) {
      double degrees = Double.parseDouble(text) / thermometer.parts();
      if (degrees > -60 && degrees < 150) {
        board.identity("temperature", Math.round(degrees) + " °C");
      }
    }
  }
}
