package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.profile.AudioPath;
import io.patchbay.driver.gsm.recovery.AudioWatch;
import io.patchbay.driver.gsm.recovery.Noise;
import io.patchbay.driver.gsm.recovery.Storm;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.line.LineState;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for signs that the modem fails, while its port is open. The runner's own.
final class Vitals {
  private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
  private static final long LOOK = Duration.ofMillis(500).toNanos();
  private static final long SETTLED = Duration.ofSeconds(3).toNanos();
  private static final long RADIO_OFF = Duration.ofSeconds(10).toNanos();
  private static final int UNANSWERED = 3;

  /// Echoes from the first AT until ATE0 takes effect.
  private static final int MOST_BEFORE_ATE0 = 5;

  /// Who is told, and what there is to ask.
  interface Patient {
    void struck(Trouble trouble);

    /// People have switched the radio off.
    boolean radioOff();

    /// Unsolicited lines were dropped for a while: what they told is to be asked for.
    void asksAgain();
  }

  private final Modem modem;
  private final StatusBoard board;
  private final CallControl calls;
  private final GsmSettings settings;
  private final ModemAudio audio;
  private final Patient patient;
  private final LongSupplier nanoTime;
  private final Noise noise;
  private final Storm storm;
  private final AudioWatch hearing = new AudioWatch();
  private long looked;
  private long noiseBefore;
  private boolean started;
  private long startedAt;
  private long registeredAt;
  private boolean radioAsked;
  private int unansweredTold;
  private long droppedTold;
  private long echoes;
  private boolean echoing;

  Vitals(
      Modem modem,
      StatusBoard board,
      CallControl calls,
      GsmSettings settings,
      ModemAudio audio,
      LongSupplier nanoTime,
      Patient patient) {
    this.modem = modem;
    noise = modem.noise();
    this.board = board;
    this.calls = calls;
    this.settings = settings;
    this.audio = audio;
    this.nanoTime = nanoTime;
    this.patient = patient;
    long now = nanoTime.getAsLong();
    storm = new Storm(now);
    looked = now;
    registeredAt = now;
  }

  /// Whether an unsolicited line is to be looked at.
  boolean admits() {
    return storm.admits(nanoTime.getAsLong());
  }

  /// The modem is to be asked more often: what it says looks garbled.
  boolean suspicious() {
    return noise.suspicious();
  }

  /// Says what could not be used since the port was opened.
  ///
  /// @param unknown lines that were read and meant nothing
  void tellDropped(String line, long unknown) {
    long octets = modem.engine().dropped();
    if (unknown + octets + storm.dropped() > 0) {
      LOG.info(
          "line {}: {} lines not understood, {} octets or lines dropped, {} lines too many",
          line,
          unknown,
          octets,
          storm.dropped());
    }
  }

  /// Whether the module has forgotten ATE0, and so everything else.
  boolean forgetful() {
    return started && calls.idle() && !echoing && modem.engine().echoes() > echoes;
  }

  /// Whether rubbish came since set-up began: what was read then may be rubbish, too.
  boolean noisy() {
    return noise.heard() > noiseBefore;
  }

  /// Set-up began, or is done.
  void started(boolean done) {
    echoing = done && modem.engine().echoes() > echoes + MOST_BEFORE_ATE0;
    echoes = modem.engine().echoes();
    noiseBefore = noise.heard();
    started = done;
    startedAt = nanoTime.getAsLong();
    registeredAt = startedAt;
    radioAsked = false;
  }

  void tick() {
    long now = nanoTime.getAsLong();
    if (now - looked < LOOK) {
      return;
    }
    looked = now;
    int unanswered = modem.engine().unanswered();
    unansweredTold = Math.min(unansweredTold, unanswered);
    if (unanswered >= unansweredTold + UNANSWERED) {
      unansweredTold = unanswered;
      patient.struck(Trouble.NO_ANSWER);
    } else if (noise.garbled() && unanswered > 0) {
      patient.struck(Trouble.GARBAGE);
    } else if (hearing.dead(calls.through(), audio.heard(), audio.reads(), now)
        && settings.audio() != AudioPath.NONE) {
      patient.struck(Trouble.NO_AUDIO);
    } else if (calls.idle()) {
      whileIdle(now);
    }
  }

  private void whileIdle(long now) {
    if (storm.raging(now)) {
      patient.struck(Trouble.STORM);
    } else if (storm.dropped() > droppedTold && storm.calm(now)) {
      droppedTold = storm.dropped();
      patient.asksAgain();
    }
    boolean waits = started && board.unregistered() && !patient.radioOff();
    if (!waits) {
      registeredAt = now;
      radioAsked = false;
      return;
    }
    Duration patience = settings.recovery().registration();
    if (!patience.isZero() && now - registeredAt >= patience.toNanos()) {
      registeredAt = now;
      patient.struck(Trouble.NOT_REGISTERED);
    } else if (now - registeredAt >= RADIO_OFF && !radioAsked) {
      radioAsked = true;
      askRadio();
    }
  }

  /// `+CFUN: <fun>` – TS 27.007 §8.2; 1 is full functionality.
  private void askRadio() {
    modem.send(
        AtCommand.query("AT+CFUN?", "+CFUN:").at(Priority.POLL).within(Duration.ofSeconds(2)),
        this::radioTold);
  }

  private void radioTold(AtResult result) {
    if (result.ok() && AtFields.of(result.first()).number(0, 1) != 1 && !patient.radioOff()) {
      patient.struck(Trouble.RADIO_STUCK);
    }
  }

  /// Whether the modem answers, be it with rubbish in between.
  boolean answers() {
    return modem.engine().unanswered() < UNANSWERED;
  }

  /// Whether the trouble is over. A card that is missing or locked is another matter.
  boolean sound(Trouble trouble) {
    long now = nanoTime.getAsLong();
    boolean quiet = modem.engine().unanswered() == 0 && storm.calm(now) && !noise.garbled();
    boolean settled = now - startedAt >= SETTLED;
    boolean upToPeople = board.status().state() == LineState.OUT_OF_SERVICE && board.cardTrouble();
    return quiet
        && settled
        && switch (trouble) {
          case NOT_REGISTERED -> started && (board.registered() || upToPeople);
          case RADIO_STUCK -> started && (!board.unregistered() || upToPeople);
          case NO_ANSWER, GARBAGE, PORT_GONE, PORT_TAKEN, NO_AUDIO, STORM -> started || upToPeople;
        };
  }
}
