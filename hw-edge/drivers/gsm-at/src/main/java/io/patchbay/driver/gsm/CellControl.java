package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.profile.CellCommands;
import io.patchbay.driver.gsm.radio.CellRotation;
import io.patchbay.driver.gsm.radio.CellRows;
import io.patchbay.driver.gsm.radio.CellSettings;
import io.patchbay.driver.gsm.radio.CellSettings.Mode;
import io.patchbay.line.Cause;
import io.patchbay.line.Cell;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The base stations around a line: asked for, and kept to one of them when the settings want it.
///
/// Never during a call; every change is told for the audit trail; a line that finds no network on
/// its station gets the modem's own choice back. The runner's own.
final class CellControl {
  private static final Logger LOG = LoggerFactory.getLogger(CellControl.class);
  private static final String ALARM = "cell";

  /// A station on which the line is not registered after this is given up.
  static final Duration REGISTRATION = Duration.ofMinutes(2);

  /// Ends of calls that speak of the network, not of people.
  private static final Set<Cause> NETWORK =
      EnumSet.of(
          Cause.NO_CIRCUIT_AVAILABLE,
          Cause.NETWORK_OUT_OF_ORDER,
          Cause.TEMPORARY_FAILURE,
          Cause.SWITCHING_EQUIPMENT_CONGESTION,
          Cause.REQUESTED_CIRCUIT_NOT_AVAILABLE,
          Cause.RESOURCE_UNAVAILABLE,
          Cause.INTERWORKING,
          Cause.RECOVERY_ON_TIMER_EXPIRY);

  private final String line;
  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final Reporter reporter;
  private final CellSettings settings;
  private final BooleanSupplier idle;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private CellRotation rotation;
  private boolean answered;
  private boolean changing;

  /// @param idle no call is up
  CellControl(
      String line,
      Modem modem,
      Timers timers,
      StatusBoard board,
      Reporter reporter,
      CellSettings settings,
      BooleanSupplier idle,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.line = line;
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.reporter = reporter;
    this.settings = settings;
    this.idle = idle;
    this.nanoTime = nanoTime;
    this.random = random;
    rotation = CellRotation.start(settings, nanoTime.getAsLong(), random);
  }

  private CellCommands commands() {
    return modem.profile().cells();
  }

  /// The modem has been set up.
  void begin() {
    board.noAlarm(ALARM);
    if (settings.mode() == Mode.AUTO && !commands().unlock().isEmpty()) {
      unlock("");
    } else if (settings.mode() == Mode.FIXED) {
      fix();
    } else if (settings.mode() == Mode.ROTATE && commands().lock().isEmpty()) {
      board.alarm(ALARM, "rotate: modems of this family cannot be kept to a station");
    }
  }

  private void fix() {
    CellCommands commands = commands();
    if (commands.lock().isEmpty()) {
      board.alarm(
          ALARM, settings.channel() + ": modems of this family cannot be kept to a station");
    } else if (commands.needsCode()) {
      survey(heard ->
          heard.stream()
              .filter(cell -> cell.channel() == settings.channel() && cell.code() >= 0)
              .findFirst()
              .ifPresentOrElse(
                  cell -> lock(cell, "as the settings say"),
                  () -> board.alarm(ALARM, settings.channel() + " is not heard here")));
    } else {
      lock(new Cell(false, "", settings.channel(), -1, 0, "", "", ""), "as the settings say");
    }
  }

  /// Looked at from time to time.
  void look() {
    if (commands().survey().isEmpty()) {
      return;
    }
    survey(heard -> {
      heard.stream().filter(Cell::serving).findFirst().ifPresent(this::serving);
      if (settings.mode() == Mode.ROTATE && !commands().lock().isEmpty()) {
        rotate(heard);
      }
    });
  }

  private void serving(Cell cell) {
    board.identity("channel", cell.technology() + " " + cell.channel());
    board.identity("band", cell.band());
  }

  private void rotate(List<Cell> heard) {
    Optional<String> reason = rotation.reason(nanoTime.getAsLong());
    if (reason.isEmpty() || changing || !idle.getAsBoolean()) {
      return;
    }
    rotation
        .choose(heard)
        .filter(cell -> !commands().needsCode() || cell.code() >= 0)
        .ifPresentOrElse(cell -> lock(cell, reason.get()), () -> changed(-1));
  }

  private void changed(int channel) {
    rotation = rotation.changed(channel, nanoTime.getAsLong(), random);
  }

  private void lock(Cell cell, String reason) {
    changing = true;
    String command =
        String.format(Locale.ROOT, commands().lock(), cell.channel(), Math.max(0, cell.code()));
    modem.send(
        AtCommand.of(command).within(Duration.ofSeconds(15)),
        result -> {
          changing = false;
          changed(result.ok() ? cell.channel() : -1);
          if (result.ok()) {
            board.noAlarm(ALARM);
            note("cell-lock", cell.channel() + ": " + reason);
            timers.after(REGISTRATION, this::registeredThere);
          } else if (result.answered()) {
            board.alarm(ALARM, command + " was answered with " + result.reason());
          }
        });
  }

  /// A line that is alone on its station is of no use to anybody.
  private void registeredThere() {
    if (!board.registered()) {
      unlock("no network on station " + rotation.current());
    }
  }

  private void unlock(String trouble) {
    modem.send(
        AtCommand.of(commands().unlock()).within(Duration.ofSeconds(15)),
        result -> {
          if (!trouble.isEmpty()) {
            note("cell-unlock", trouble);
            board.alarm(ALARM, trouble + "; the modem chooses again");
          } else if (result.answered() && !result.ok()) {
            LOG.info("line {}: {}: {}", line, commands().unlock(), result.reason());
          }
        });
  }

  private void note(String action, String detail) {
    LOG.info("line {}: {} {}", line, action, detail);
    reporter.report(at -> new LineEvent.Noted(at, action, detail));
  }

  /// Counts calls: what the line reports goes by here.
  void see(LineEvent event) {
    switch (event) {
      case LineEvent.CallAnswered _ -> answered = true;
      case LineEvent.CallReleased(_, _, Cause cause) -> {
        rotation = rotation.called(!answered && isNetworks(cause));
        answered = false;
      }
      default -> {} // nothing else counts
    }
  }

  /// Whether a call that ended so speaks of the network.
  static boolean isNetworks(Cause cause) {
    return NETWORK.contains(cause);
  }

  /// Somebody wants to see what is around.
  void survey(LineCommand.SurveyCells command) {
    if (commands().survey().isEmpty()) {
      reporter.refused(
          command.id(),
          Refusal.INVALID,
          "modems of family " + modem.profile().family() + " do not tell the stations around");
      return;
    }
    survey(cells -> reporter.surveyed(command.id(), cells));
  }

  private void survey(Consumer<List<Cell>> then) {
    ask(commands().survey(), new ArrayList<>(), then);
  }

  private void ask(List<String> questions, List<String> rows, Consumer<List<Cell>> then) {
    if (questions.isEmpty()) {
      then.accept(CellRows.parse(rows));
      return;
    }
    modem.send(
        modem.yielding(AtCommand.query(questions.getFirst(), "").at(Priority.POLL)),
        (AtResult result) -> {
          if (result.cutShort()) {
            ask(questions, rows, then); // behind what the call needs
            return;
          }
          if (result.ok()) {
            rows.addAll(result.lines());
          }
          if (!result.aborted()) {
            ask(questions.subList(1, questions.size()), rows, then);
          } else {
            then.accept(List.of());
          }
        });
  }
}
