package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.identity.Imei;
import io.patchbay.driver.gsm.profile.AudioCommands;
import io.patchbay.driver.gsm.profile.PinAttempts;
import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.driver.gsm.sms.SmsSetup;
import io.patchbay.line.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Sets a modem up, one command after the other; goes on when a modem does not know one. The
/// runner's own.
final class Startup {
  private static final String ICCID = "[0-9A-Fa-f]{18,22}"; // ITU-T E.118; some are padded with F
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int SIM_ABSENT = 10;

  /// Answers to what somebody asked before us have come by then.
  private static final Duration SETTLE = Duration.ofMillis(100);

  /// An answer without a word about the SIM was one to another question.
  private static final Duration AGAIN = Duration.ofMillis(200);

  private static final int MOST_AGAIN = 5;

  /// Longer than a modem needs for an answer it has begun.
  private static final Duration IN_STEP = Duration.ofSeconds(1);

  /// A call whose edge died goes on in the modem.
  private static final String HANG_UP = "AT+CHUP";

  private record Step(AtCommand command, Consumer<AtResult> then) {}

  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final SmsControl sms;
  private final GsmSettings settings;
  private final PinTry pin;
  private final CallControl calls;
  private final EmergencyLists emergency;
  private final NetworkCode network;
  private final Runnable done;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final ProfileSetUp family;
  private String manufacturer = "";
  private boolean simReady;
  private boolean underWay;
  private int silentAboutSim;
  private int outOfStep;
  private boolean cardAsked;
  private String card = "";

  /// @param pin whether the PIN was tried; outlives the port
  /// @param calls of this session; an emergency call does not wait for set-up
  /// @param done called once everything is set up
  Startup(
      Modem modem,
      Timers timers,
      StatusBoard board,
      SmsControl sms,
      GsmSettings settings,
      PinTry pin,
      CallControl calls,
      EmergencyLists emergency,
      NetworkCode network,
      Runnable done) {
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.sms = sms;
    this.settings = settings;
    this.pin = pin;
    this.calls = calls;
    this.emergency = emergency;
    this.network = network;
    this.done = done;
    family =
        new ProfileSetUp(
            modem,
            new ProfileSetUp.Steps() {
              @Override
              public void first(String command, Consumer<AtResult> then) {
                steps.addFirst(new Step(AtCommand.query(command, answerOf(command)), then));
              }

              @Override
              public void last(String command, Consumer<AtResult> then) {
                ask(command, answerOf(command), then);
              }
            });
  }

  void begin() {
    board.starting("setting up");
    modem.send(AtCommand.of("AT").within(FIRST), this::answered);
  }

  /// Until the first answer the engine counts; the session gives up after three.
  private void answered(AtResult result) {
    if (!result.answered()) {
      if (result.timedOut()) {
        modem.send(AtCommand.of("AT").within(FIRST), this::answered);
      }
      return;
    }
    timers.after(SETTLE, this::settled);
  }

  /// The modem has answered and is being set up.
  boolean underWay() {
    return underWay;
  }

  private void settled() {
    underWay = true;
    step("ATE0");
    if (modem.engine().numeric()) {
      step("ATV1");
    }
    step("AT+CMEE=1");
    step(HANG_UP);
    step("AT+CSCS=\"GSM\"");
    ask("AT+CGMI", "", result1 -> manufacturer = value(result1));
    ask("AT+CGMM", "", this::model);
    ask("AT+CGMR", "", result1 -> board.identity("firmware", value(result1)));
    ask("AT+CGSN", "", this::imei);
    next();
  }

  /// What is no IMEI is the answer to an earlier question: an error that came by itself was taken
  /// for that one's. After a pause everything is asked anew; a module without an IMEI is believed
  /// in the end.
  private void imei(AtResult result) {
    String imei = value(result);
    if (!imei.isEmpty() && !imei.matches("[0-9]{14,17}") && outOfStep++ < MOST_AGAIN) {
      steps.clear();
      timers.after(IN_STEP, this::settled);
    } else {
      board.identity("imei", imei);
      if (imei.isEmpty() || Imei.valid(imei)) {
        board.noAlarm("imei-check");
      } else {
        board.alarm("imei-check", "IMEI " + imei + " has a wrong check digit or length");
      }
    }
  }

  /// A modem that does not know AT+CGMM may still say what it is to ATI.
  private void model(AtResult result) {
    String model = value(result);
    if (model.isEmpty() && manufacturer.isEmpty()) {
      steps.addFirst(
          new Step(AtCommand.of("ATI"), said -> chooseProfile(String.join(" ", said.lines()))));
    } else {
      chooseProfile(model);
    }
  }

  private void chooseProfile(String model) {
    board.identity("manufacturer", manufacturer);
    board.identity("model", model);
    modem.profile(Profiles.choose(settings.family(), manufacturer, model), model);
    board.identity("family", modem.profile().family());
    steps.addLast(new Step(AtCommand.query("AT+CPIN?", "+CPIN:"), this::pinAsked));
  }

  private void pinAsked(AtResult result) {
    String state = value(result);
    if (state.equals("READY")) {
      afterPin();
    } else if (state.equals("SIM PIN") && !settings.pin().isEmpty() && !cardAsked) {
      cardAsked = true;
      askAttempts();
    } else if (result.ok() && state.isEmpty() && silentAboutSim++ < MOST_AGAIN) {
      askPin(AGAIN);
    } else {
      board.outOfService(simTrouble(state, result));
      askPinLater();
    }
  }

  /// A PIN is entered when the card is known to have attempts enough, or does not say.
  private void askAttempts() {
    family.iccid(result -> card = only(value(result), ICCID));
    PinAttempts attempts = modem.profile().pinAttempts();
    String question = attempts.question();
    if (modem.offers().has(question)) {
      ask(
          question,
          "",
          result -> {
            modem.offers().note(question, result);
            enterPin(result.ok() ? attempts.left(result.lines()) : -1);
          });
    } else {
      ask("AT", "", result -> enterPin(-1));
    }
  }

  private void enterPin(int left) {
    pin.card(card);
    pin.left(left);
    if (!pin.mayTry()) {
      board.outOfService(pin.reason());
      askPinLater();
      return;
    }
    pin.tried();
    steps.addFirst(
        new Step(
            AtCommand.of("AT+CPIN=\"" + settings.pin() + "\"").within(Duration.ofSeconds(15)),
            tried -> {
              if (tried.answered() && !tried.ok()) {
                pin.failed();
              }
              askPinLater();
            }));
  }

  private String simTrouble(String state, AtResult result) {
    if (result.code() == SIM_ABSENT) {
      return "no SIM (" + result.text() + ")";
    }
    if (state.equals("SIM PIN")) {
      return pin.reason();
    }
    if (state.equals("SIM PUK")) {
      return "the SIM card is blocked and wants its PUK: enter it in a telephone";
    }
    if (state.startsWith("PH-")) {
      return "the modem is locked to a card or network (" + state + ")";
    }
    return state.isEmpty() ? "SIM not ready (" + result.reason() + ")" : state + " wanted";
  }

  private void askPinLater() {
    askPin(RETRY);
  }

  private void askPin(Duration pause) {
    timers.after(
        pause,
        () ->
            modem.send(
                AtCommand.query("AT+CPIN?", "+CPIN:"),
                again -> {
                  if (!again.aborted()) {
                    pinAsked(again);
                    next();
                  }
                }));
  }

  private void afterPin() {
    simReady = true;
    pin.succeeded();
    board.starting("setting up");
    ask("AT+CIMI", "", result -> board.identity("imsi", only(value(result), "[0-9]{6,15}")));
    family.iccid(result -> board.identity("iccid", only(value(result), ICCID)));
    family.progress();
    family.settings();
    modem.profile().hangUp(Cause.USER_BUSY, 1).stream()
        .filter(way -> way.contains("=") && modem.offers().has(way))
        .forEach(family::hangUpWithCause);
    step("AT+CLIP=1");
    step("AT+CSSN=0,0");
    step("AT+CMGF=0");
    ask("AT+CSMS=0", "", result -> sms.acknowledge(!result.ok()));
    ask("AT+CPMS=?", "+CPMS:", this::stores);
    ask("AT+CNMI=?", "+CNMI:", result -> front(SmsSetup.cnmi(result.first())));
    step("AT+CREG=2");
    step("AT+CEREG=2");
    ask("AT+CREG?", "+CREG:", this::registration);
    ask(
        "AT+CEREG?",
        "+CEREG:",
        result -> {
          modem.offers().note("AT+CEREG?", result);
          registration(result);
        });
    network.questions(this::ask);
    ask("AT+CSQ", "+CSQ:", result -> board.signal(AtFields.of(result.first()).number(0, 99)));
    ask("AT+CNUM", "+CNUM:", result -> board.number(AtFields.of(result.first()).text(1)));
    emergency.questions(this::ask, (command, then) -> steps.addFirst(new Step(command, then)));
    AudioCommands audio = modem.profile().audio(settings.audio());
    audio.prepare().forEach(this::step);
    audio.close().forEach(this::step);
    audio.arm().forEach(this::step);
    cell();
    ask("AT+CLCC", "+CLCC:", result -> calls.standing(result.lines()));
  }

  private void cell() {
    String question = modem.profile().cell();
    if (!question.isEmpty()) {
      ask(
          question,
          "",
          result -> {
            modem.offers().note(question, result);
            board.identity("serving-cell", value(result));
          });
    }
  }

  /// `+QTONEDET:` for `AT+QTONEDET=?`: a modem says the same word by itself.
  private static String answerOf(String question) {
    return question.endsWith("=?") ? question.substring(2, question.length() - 2) + ":" : "";
  }

  private void registration(AtResult result) {
    if (!result.lines().isEmpty()) {
      board.registration(result.first());
    }
  }

  private void stores(AtResult result) {
    if (result.ok()) {
      sms.stores(SmsSetup.stores(result.first()));
      front(SmsSetup.cpms(result.first()));
    }
  }

  private void front(String command) {
    steps.addFirst(new Step(AtCommand.of(command), result -> {}));
  }

  private void step(String command) {
    ask(
        command,
        "",
        result -> {
          if (!command.equals(HANG_UP)) {
            modem.offers().note(command, result);
          }
        });
  }

  private void ask(String command, String prefix, Consumer<AtResult> then) {
    steps.addLast(new Step(AtCommand.query(command, prefix), then));
  }

  private void next() {
    Step step = steps.poll();
    if (step != null && step.command().text().equals(HANG_UP) && !calls.idle()) {
      step = steps.poll();
    }
    if (step != null) {
      carryOut(step);
    }
  }

  private void carryOut(Step step) {
    modem.send(
        step.command(),
        result -> {
          if (result.aborted()) {
            return;
          }
          step.then().accept(result);
          if (steps.isEmpty() && simReady) {
            board.identity("not-offered", modem.offers().words());
            done.run();
          } else {
            next();
          }
        });
  }

  /// The first information line without its name and quotes. Nothing that came in between counts as
  /// the card's name.
  private static String only(String value, String form) {
    return value.matches(form) ? value : "";
  }

  private static String value(AtResult result) {
    String line = result.ok() ? result.first() : "";
    int colon = line.indexOf(':');
    boolean named = colon > 0 && "+^#*".indexOf(line.charAt(0)) >= 0;
    return (named ? line.substring(colon + 1) : line).replace("\"", "").strip();
  }
}
