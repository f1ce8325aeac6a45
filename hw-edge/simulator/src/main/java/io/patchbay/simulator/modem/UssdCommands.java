package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.time.Timeline;
import io.patchbay.simulator.ussd.UssdService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/// AT+CUSD – TS 27.007 §7.15.
final class UssdCommands {
  /// <dcs> for text in the default alphabet.
  private static final int GSM7 = 15;

  /// <dcs> for UCS2.
  private static final int UCS2 = 72;

  private final ModemSettings modem;
  private final Supplier<AtSettings> settings;
  private final Radio radio;
  private final Timeline timeline;
  private final Duration delay;
  private final UssdService service;
  private final Journal journal;
  private final Supplier<String> msisdn;
  private final Serial serial;
  private boolean session;
  private int request;

  UssdCommands(
      ModemSettings modem,
      Supplier<AtSettings> settings,
      Radio radio,
      Timeline timeline,
      Duration delay,
      UssdService service,
      Journal journal,
      Supplier<String> msisdn,
      Serial serial) {
    this.modem = modem;
    this.settings = settings;
    this.radio = radio;
    this.timeline = timeline;
    this.delay = delay;
    this.service = service;
    this.journal = journal;
    this.msisdn = msisdn;
    this.serial = serial;
  }

  void register(Interpreter interpreter) {
    interpreter.register("+CUSD", this::ussd);
  }

  private Reply ussd(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CUSD: (0-2)");
      case READ -> Reply.ok("+CUSD: " + settings.get().cusd);
      case EXECUTE -> Reply.error();
      case SET -> set(command);
    };
  }

  private Reply set(AtCommand command) {
    int mode = command.number(0, 0);
    if (mode < 0 || mode > 2) {
      return Reply.badParameter();
    }
    if (mode == 2) {
      session = false;
      request++;
      return Reply.ok();
    }
    settings.get().cusd = mode;
    String text = settings.get().decoded(command.text(1));
    if (text.isEmpty()) {
      return Reply.ok();
    }
    if (text.length() > 182) {
      return Reply.badParameter();
    }
    if (packed()) {
      return Reply.error();
    }
    if (!radio.registered()) {
      return new Reply.CmeError(30);
    }
    request++;
    int mine = request;
    timeline.after(
        delay,
        () -> {
          if (mine == request) {
            answer(text);
          }
        });
    return Reply.ok();
  }

  private void answer(String text) {
    journal.note(modem.name(), WorldEvent.Kind.USSD, text);
    Optional<UssdService.Answer> answer =
        session
            ? Optional.of(service.choose(msisdn.get(), text))
            : service.open(msisdn.get(), text);
    if (answer.isEmpty()) {
      session = false;
      tell("+CUSD: 4");
      return;
    }
    session = answer.get().more();
    String words = answer.get().text();
    boolean wide = !words.matches("[\\x20-\\x7E\\n]*");
    boolean always = modem.dialect().family().equals("quectel-m35"); // with the wrong <dcs>
    String body = wide || always ? hex(words) : settings.get().coded(words);
    tell("+CUSD: " + (session ? 1 : 0) + ",\"" + body + "\"," + (wide && !always ? UCS2 : GSM7));
  }

  /// Huawei's modems take text only after AT^USSDMODE=0.
  private boolean packed() {
    return modem.dialect().has("^USSDMODE")
        && !settings.get().kept.getOrDefault("^USSDMODE", "1").equals("0");
  }

  /// Text of 16 bits comes as hexadecimal digits, whatever the character set.
  private static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
  }

  private void tell(String line) {
    if (settings.get().cusd == 1) {
      serial.unsolicited(line);
    }
  }
}
