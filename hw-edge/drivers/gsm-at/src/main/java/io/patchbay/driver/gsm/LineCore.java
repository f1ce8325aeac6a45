package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.recovery.Step;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineState;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A SIM line without its threads: the session on the port while that is open, and the recovery of
/// the modem. The runner's own.
final class LineCore {
  private static final Logger LOG = LoggerFactory.getLogger(LineCore.class);

  /// Calls that come in are numbered from here, so that they cannot meet the commander's numbers.
  private static final int FIRST_INCOMING = 1 << 30;

  private final String name;
  private final GsmSettings settings;
  private final ModemAudio audio;
  private final AtTimes times;
  private final LongSupplier nanoTime;
  private final Reporter reporter;
  private final Optional<PowerSwitch> power;
  private final Consumer<Runnable> notes;
  private final StatusBoard board;
  private final PinTry pin;
  private final Healer healer;
  private final Backlog backlog;
  private @Nullable ModemSession session;
  private int incoming = FIRST_INCOMING;
  private boolean radioOff;
  private boolean moduleOff;

  /// @param times hears how long answers take
  /// @param power absent: nothing can take the modem's power away
  /// @param pins of all lines
  /// @param notes takes what is to be done on the runner's thread, from any other
  LineCore(
      String name,
      GsmSettings settings,
      ModemAudio audio,
      AtTimes times,
      LongSupplier nanoTime,
      RandomGenerator random,
      Reporter reporter,
      Optional<PowerSwitch> power,
      PinMemory pins,
      Consumer<Runnable> notes) {
    pin = new PinTry(pins, settings.pin());
    this.name = name;
    this.settings = settings;
    this.audio = audio;
    this.times = times;
    this.nanoTime = nanoTime;
    this.reporter = reporter;
    this.power = power;
    this.notes = notes;
    board = new StatusBoard(name, settings.number(), reporter);
    backlog = new Backlog(reporter, nanoTime);
    healer =
        new Healer(
            name,
            board,
            reporter,
            nanoTime,
            random,
            power.isPresent(),
            this::callGoesOn,
            this::takeStep);
  }

  StatusBoard board() {
    return board;
  }

  /// The port is open.
  void attach(SerialLink link) {
    moduleOff = false;
    session =
        new ModemSession(
            name,
            settings,
            link,
            audio,
            times,
            nanoTime,
            board,
            reporter,
            pin,
            () -> ++incoming,
            new Session());
    session.begin();
  }

  /// The port is gone or cannot be opened.
  ///
  /// @param trouble what that is a sign of, when nobody here closed it
  void detach(String reason, Trouble trouble) {
    boolean ours = session != null && session.closedByUs();
    end(reason);
    if (!ours) {
      struck(trouble);
    }
  }

  void end(String reason) {
    ModemSession ended = session;
    session = null;
    if (ended != null) {
      ended.end(reason);
    } else {
      board.down(reason);
    }
  }

  void receive(byte[] octets) {
    if (session != null) {
      session.receive(octets);
    }
  }

  void command(LineCommand command) {
    boolean serving = session != null && board.status().state() == LineState.IN_SERVICE;
    if (!serving && healer.trying() && backlog.keep(command)) {
      return;
    }
    if (session == null) {
      reporter.refused(command.id(), Refusal.UNAVAILABLE, board.status().reason());
    } else {
      session.command(command);
    }
  }

  void tick() {
    if (session != null) {
      session.tick();
    }
    healer.tick();
    ModemSession now = session;
    if (now != null && healer.trouble().map(now::sound).orElse(false)) {
      healer.sound();
    }
    backlog.tick();
    if (!healer.trying()) {
      release();
    }
  }

  /// What waited goes to the modem, or is refused there.
  private void release() {
    for (LineCommand waited : backlog.take()) {
      command(waited);
    }
  }

  long nanosToNext() {
    long next = session == null ? Long.MAX_VALUE : session.nanosToNext();
    return Math.min(next, healer.nanosToNext());
  }

  /// Nothing is under way on the channel and no call is up.
  boolean quiet() {
    return session == null || session.quiet();
  }

  void hangUp() {
    if (session != null) {
      session.hangUp();
    }
  }

  private void struck(Trouble trouble) {
    if (moduleOff) {
      return; // people are at it
    }
    if (settings.recovery().steps()) {
      healer.struck(trouble);
    } else if (session != null && trouble == Trouble.NO_ANSWER) {
      session.reopen(trouble.text());
    }
  }

  private boolean callGoesOn() {
    return session != null && session.callGoesOn();
  }

  private void takeStep(Step step) {
    ModemSession now = session;
    switch (step) {
      case POWER -> power.ifPresent(this::cycle);
      case PING, REINIT, RADIO, RESET -> {
        if (now != null) {
          now.take(step, () -> healer.failed(step));
        } else if (step != Step.REINIT) {
          healer.failed(step); // there is no port to ask on
        }
      }
    }
  }

  private void cycle(PowerSwitch by) {
    by.cycle(failure -> notes.accept(() -> powered(failure)));
  }

  private void powered(String failure) {
    if (!failure.isEmpty()) {
      LOG.warn("line {}: {}", name, failure);
      healer.failed(Step.POWER);
    } else if (session != null) {
      session.reopen("the modem's power was switched off and on");
    }
  }

  /// What the session tells.
  private final class Session implements SessionHost {
    @Override
    public void struck(Trouble trouble) {
      LineCore.this.struck(trouble);
    }

    @Override
    public boolean radioOff() {
      return radioOff || moduleOff;
    }

    @Override
    public void controlled(ModuleAction action) {
      radioOff = action == ModuleAction.RADIO_OFF;
      moduleOff = action == ModuleAction.MODULE_OFF;
      healer.left();
    }

    @Override
    public boolean waits(LineCommand command) {
      return healer.trying() && backlog.keep(command);
    }
  }
}
