package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.audio.ModemAudio;
import io.patchbay.driver.gsm.recovery.Step;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything between the opening of a command port and its loss. The runner's own.
final class ModemSession {
  private static final Logger LOG = LoggerFactory.getLogger(ModemSession.class);
  private static final Duration SWEEP = Duration.ofMinutes(5);

  /// A modem that always says something binary is taken as it is.
  private static final int MOST_NOISY = 3;

  private static final Duration RADIO = Duration.ofSeconds(2);

  private final String line;
  private final GsmSettings settings;
  private final SerialLink link;
  private final StatusBoard board;
  private final PinTry pin;
  private final Timers timers;
  private final Modem modem;
  private final VoicePath voice;
  private final CallControl calls;
  private final AudioTest audioTest;
  private final SmsControl sms;
  private final UssdControl ussd;
  private final WaitingSubscription waiting;
  private final RadioControl radio;
  private final SessionCommands commands;
  private final SessionHost host;
  private final Vitals vitals;
  private final Polling polling;
  private final Remedies remedies;
  private final ForwardControl forwarding;
  private final Stranger stranger;
  private final EmergencyLists emergency;
  private final NetworkCode network;
  private final Announcements announcements;
  private final DenialWatch denial;
  private final CardWatch card;
  private @Nullable Startup startup;
  private int noisySetUps;
  private boolean started;
  private boolean off;
  private String failure = "";

  ModemSession(
      String line,
      GsmSettings settings,
      SerialLink link,
      ModemAudio audio,
      AtTimes times,
      LongSupplier nanoTime,
      StatusBoard board,
      Reporter reporter,
      PinTry pin,
      IntSupplier nextCall,
      SessionHost host) {
    this.line = line;
    this.settings = settings;
    this.link = link;
    this.board = board;
    this.pin = pin;
    timers = new Timers(nanoTime);
    modem = new Modem(link, nanoTime, reporter.trace(), times, this::unsolicited);
    voice = new VoicePath(modem, timers, settings, audio, this::switched);
    calls = new CallControl(modem, timers, reporter, settings.calls(), voice, nextCall, nanoTime);
    audioTest = new AudioTest(timers, reporter, board, calls, voice, audio, settings.voice());
    VoicelessCalls voiceless =
        new VoicelessCalls(
            line, board, timers, reporter, settings.voice().voiceless(), calls::release);
    calls.gate(voiceless::keeps);
    sms = new SmsControl(modem, reporter, host::waits);
    ussd = new UssdControl(modem, timers, reporter);
    forwarding = new ForwardControl(modem, timers, board, reporter, settings.forwarding(), calls);
    waiting = new WaitingSubscription(modem, board, settings.calls());
    CellControl cells =
        new CellControl(
            line,
            modem,
            timers,
            board,
            reporter,
            settings.radio().cells(),
            calls::idle,
            nanoTime,
            new SplittableRandom(nanoTime.getAsLong()));
    radio = new RadioControl(modem, timers, board, settings.radio(), this::quiet, cells);
    commands =
        new SessionCommands(
            modem,
            board,
            reporter,
            calls,
            sms,
            ussd,
            cells,
            forwarding,
            audioTest,
            this::controlled);
    PartyBoard parties = new PartyBoard(board);
    reporter.observedBy(((Consumer<LineEvent>) cells::see).andThen(parties::see));
    this.host = host;
    vitals = new Vitals(modem, board, calls, settings, audio, nanoTime, new Patient());
    remedies = new Remedies(modem);
    polling = new Polling(modem, timers, board, vitals, new Polled());
    stranger = new Stranger(settings.binding().modem(), nanoTime);
    emergency = new EmergencyLists(modem, board);
    network = new NetworkCode(modem, board);
    announcements = new Announcements(vitals, board, calls, sms, ussd, emergency, new Told());
    denial = new DenialWatch(modem, board);
    card = new CardWatch(line, board, calls, () -> started && !off, this::anew);
  }

  private final class Patient implements Vitals.Patient {
    @Override
    public void struck(Trouble trouble) {
      if (trouble == Trouble.NO_AUDIO) {
        hangUp(Cause.TEMPORARY_FAILURE); // nobody hears anything
      }
      host.struck(trouble);
    }

    @Override
    public boolean radioOff() {
      return host.radioOff();
    }

    @Override
    public void asksAgain() {
      if (started) {
        sms.sweep();
        askOperator();
      }
    }
  }

  private final class Polled implements Polling.Asked {
    @Override
    public boolean quiet() {
      return ModemSession.this.quiet();
    }

    @Override
    public boolean started() {
      return started;
    }

    @Override
    public boolean off() {
      return off;
    }

    @Override
    public void registrationTold() {
      waiting.tell();
    }

    @Override
    public void operatorTold() {
      network.look();
    }

    @Override
    public void simReady() {
      card.back();
    }

    @Override
    public void simWantsPin() {
      card.wantsPin();
    }
  }

  void begin() {
    started = false;
    vitals.started(false);
    audioTest.lost();
    startup =
        new Startup(
            modem, timers, board, sms, settings, pin, calls, emergency, network, this::started);
    startup.begin();
  }

  private void anew() {
    timers.cancelAll();
    begin();
  }

  private void started() {
    if (vitals.noisy() && calls.idle() && noisySetUps++ < MOST_NOISY) {
      LOG.info("line {}: set up anew, there was noise in the answers", line);
      anew();
      return;
    }
    noisySetUps = 0;
    started = true;
    vitals.started(true);
    board.ready();
    network.begin();
    forwarding.started();
    voice.gains();
    audioTest.started();
    sms.sweep();
    waiting.begin();
    new VolteWatch(modem, timers, board, this::quiet).begin();
    timers.after(RADIO, radio::begin); // what came while nobody was here goes first
    polling.schedule();
    scheduleSweep();
  }

  void receive(byte[] octets) {
    modem.receive(octets);
  }

  void tick() {
    timers.tick();
    modem.tick();
    denial.look(started && !off && quiet());
    forwarding.look(started && board.status().state() == LineState.IN_SERVICE);
    if (failure.isEmpty()) {
      vitals.tick();
      String strange = stranger.look(board.status());
      if (vitals.forgetful()) {
        fail("the module restarted");
      } else if (!strange.isEmpty()) {
        board.forget();
        fail(strange);
      }
    }
  }

  /// Whether a call is up on a modem that answers.
  boolean callGoesOn() {
    return !calls.idle() && vitals.answers();
  }

  /// Whether the trouble is over.
  boolean sound(Trouble trouble) {
    return failure.isEmpty() && vitals.sound(trouble);
  }

  /// Whether the port is being closed by this session.
  boolean closedByUs() {
    return !failure.isEmpty();
  }

  /// Drops everything; the port is opened anew.
  void reopen(String reason) {
    modem.breakOff();
    fail(reason);
  }

  /// Takes a step of the recovery.
  ///
  /// @param failed called when it cannot help
  void take(Step step, Runnable failed) {
    switch (step) {
      case PING -> remedies.ping(failed);
      case REINIT -> reopen("the port is opened anew");
      case RADIO -> {
        timers.cancelAll();
        calls.lost(Cause.NETWORK_OUT_OF_ORDER);
        remedies.radio(this::begin, failed);
      }
      case RESET -> {
        calls.lost(Cause.NETWORK_OUT_OF_ORDER);
        remedies.reset(() -> fail("restarting the module"));
      }
      case POWER -> {}
    }
  }

  long nanosToNext() {
    return Math.min(timers.nanosToNext(), modem.nanosToNext());
  }

  /// Nothing is under way on the channel and no call is up.
  boolean quiet() {
    return calls.idle() && modem.engine().idle();
  }

  private void fail(String reason) {
    failure = reason;
    LOG.warn("line {}: {}", line, reason);
    board.down(reason);
    link.close(); // the port's reader notices, and opens it again
  }

  /// The port is gone: ends what is under way.
  void end(String reason) {
    timers.cancelAll();
    modem.engine().abort();
    calls.lost(Cause.NETWORK_OUT_OF_ORDER);
    audioTest.lost();
    ussd.lost();
    forwarding.lost();
    board.down(failure.isEmpty() ? reason : failure);
    vitals.tellDropped(line, unknown());
  }

  /// Hangs up at once, for good.
  void hangUp() {
    timers.cancelAll();
    hangUp(Cause.NORMAL_CLEARING);
  }

  private void hangUp(Cause cause) {
    if (!calls.idle()) {
      modem.sendAll(List.of("AT+CHUP"), Priority.CALL);
      calls.lost(cause);
    }
  }

  void command(LineCommand command) {
    commands.carryOut(command);
  }

  private void controlled(ModuleAction action) {
    host.controlled(action);
    switch (action) {
      case RADIO_OFF -> {
        calls.lost(Cause.NETWORK_OUT_OF_ORDER);
        board.outOfService("radio off");
      }
      case RADIO_ON -> board.outOfService("");
      case RESET -> fail("restarting the module");
      case MODULE_OFF -> {
        off = true;
        timers.cancelAll();
        modem.engine().abort();
        calls.lost(Cause.NETWORK_OUT_OF_ORDER);
        ussd.lost();
        started = true;
        board.outOfService("the module is switched off");
        polling.schedule();
      }
      case MODULE_ON -> {
        off = false;
        anew();
      }
    }
  }

  private void unsolicited(String text) {
    announcements.take(text);
  }

  private final class Told implements Announcements.Session {
    @Override
    public void registered() {
      askOperator();
      waiting.tell();
    }

    @Override
    public void card(String state) {
      card.said(state);
    }

    @Override
    public void restarted() {
      ModemSession.this.restarted();
    }
  }

  /// During set-up it is the module's own start, told before or while we ask: everything is asked
  /// anew.
  private void restarted() {
    if (started || !calls.idle()) {
      fail("the module restarted");
    } else if (startup != null && startup.underWay()) {
      timers.cancelAll();
      modem.engine().abort();
      begin();
    }
  }

  /// Lines that meant nothing to us, since the port was opened.
  long unknown() {
    return announcements.unknown();
  }

  private void switched(String line, AtResult result) {
    audioTest.switched(line, result);
  }

  private void askOperator() {
    if (started) {
      radio.nameOperator();
    }
  }

  private void scheduleSweep() {
    timers.after(
        SWEEP,
        () -> {
          sms.sweep();
          scheduleSweep();
        });
  }
}
