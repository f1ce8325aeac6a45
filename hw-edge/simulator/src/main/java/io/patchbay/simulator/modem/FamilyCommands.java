package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.SimCard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/// What only some families have: SIM identity, voice and tone switches, resets. All are registered;
/// [Dialect#has] decides which of them a modem knows.
final class FamilyCommands {
  /// Commands that keep their value: name -> { factory value, answer to =? }.
  private static final Map<String, List<String>> KEPT =
      Map.of(
          "+CPCMFRM", List.of("0", "(0,1)"),
          "+AUTOCSQ", List.of("0,0", "(0,1),(0,1)"),
          "+CNSMOD", List.of("0", "(0,1)"),
          "^USSDMODE", List.of("1", "(0,1)"),
          "^CURC", List.of("1", "(0,1)"),
          "#AUSBC", List.of("0", "(0,1)"),
          "#DIALMODE", List.of("0", "(0-2)"),
          "#DTMF", List.of("0", "(0-2)"));

  private final Dialect dialect;
  private final Supplier<AtSettings> settings;
  private final Radio radio;
  private final VoiceCalls calls;
  private final SpeechPort speech;
  private final Set<Fault> faults;
  private final Runnable reboot;

  FamilyCommands(
      Dialect dialect,
      Supplier<AtSettings> settings,
      Radio radio,
      VoiceCalls calls,
      SpeechPort speech,
      Set<Fault> faults,
      Runnable reboot) {
    this.dialect = dialect;
    this.settings = settings;
    this.radio = radio;
    this.calls = calls;
    this.speech = speech;
    this.faults = faults;
    this.reboot = reboot;
  }

  void register(Interpreter interpreter) {
    KEPT.forEach((name, values) -> interpreter.register(name, command -> keep(command, values)));
    for (String name : List.of("+CCID", "+CICCID", "^ICCID")) {
      interpreter.register(name, this::iccid);
    }
    interpreter.register("+CPCMREG", this::simcomVoice);
    interpreter.register("+CTXVOL", command -> volume(command, 0x2000, speech::toNetwork));
    interpreter.register("+CRXVOL", command -> volume(command, 0x2000, speech::fromNetwork));
    interpreter.register("+QMIC", command -> volume(command, 20577, speech::toNetwork));
    interpreter.register("+QRXGAIN", command -> volume(command, 20577, speech::fromNetwork));
    interpreter.register("^CVOICE", this::huaweiVoice);
    interpreter.register("^DDSETEX", this::huaweiPort);
    interpreter.register("+DDET", this::detect);
    interpreter.register("^DDTMFCFG", this::huaweiDetect);
    interpreter.register("+UDTMFD", this::detect);
    interpreter.register("^DTMF", this::huaweiTone);
    interpreter.register("+UCALLSTAT", this::report);
    interpreter.register("*ECAM", this::report);
    interpreter.register("^SYSINFO", _ -> Reply.ok("^SYSINFO:2,3,0,5,1,,4"));
    interpreter.register("+CRESET", _ -> restart());
    interpreter.register("^RESET", _ -> restart());
  }

  private Reply restart() {
    reboot.run();
    return Reply.ok();
  }

  private Reply keep(AtCommand command, List<String> values) {
    return switch (command.kind()) {
      case TEST -> Reply.ok(command.name() + ": " + values.get(1));
      case READ -> {
        String value = settings.get().kept.getOrDefault(command.name(), values.get(0));
        yield Reply.ok(command.name() + ": " + value);
      }
      case EXECUTE -> Reply.error();
      case SET -> {
        settings.get().kept.put(command.name(), command.arguments());
        yield Reply.ok();
      }
    };
  }

  private Reply iccid(AtCommand command) {
    SimCard card = radio.usableCard();
    if (card == null) {
      return new Reply.CmeError(radio.cardError());
    }
    boolean asked =
        command.kind()
            == (command.name().equals("^ICCID") ? AtCommand.Kind.READ : AtCommand.Kind.EXECUTE);
    return asked ? Reply.ok(dialect.iccidPrefix() + card.iccid()) : Reply.error();
  }

  /// An error while no call is active, and off with the call.
  private Reply simcomVoice(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CPCMREG: (0,1)");
      case READ -> Reply.ok("+CPCMREG: " + (settings.get().pcm ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        boolean on = command.number(0, 0) == 1;
        if (on
            && (faults.contains(Fault.AUDIO_WORN) || calls.inState(ModemCall.ACTIVE).isEmpty())) {
          yield Reply.error();
        }
        voice(on);
        yield Reply.ok();
      }
    };
  }

  /// A linear gain, 0 to 65535, decimal or hexadecimal.
  ///
  /// @param unity what it is at first
  private Reply volume(AtCommand command, int unity, DoubleConsumer gain) {
    Map<String, String> kept = settings.get().kept;
    if (command.kind() == AtCommand.Kind.READ) {
      return Reply.ok(
          command.name() + ": " + kept.getOrDefault(command.name(), String.valueOf(unity)));
    }
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok(command.name() + ": (0-65535)");
    }
    String value = command.text(0);
    if (command.kind() != AtCommand.Kind.SET || !value.matches("(?i)0x[0-9A-F]{1,4}|[0-9]{1,5}")) {
      return Reply.badParameter();
    }
    int number = Integer.decode(value.matches("0[0-9]+") ? "0" : value);
    if (number > 65535) {
      return Reply.badParameter();
    }
    kept.put(command.name(), value);
    gain.accept(number / (double) unity);
    return Reply.ok();
  }

  private Reply huaweiVoice(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("^CVOICE:(0)");
      case READ -> Reply.ok("^CVOICE:0,8000,16,20");
      case EXECUTE -> Reply.error();
      case SET -> command.number(0, -1) == 0 ? Reply.ok() : Reply.error();
    };
  }

  private Reply huaweiPort(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("^DDSETEX: (2)");
      case READ, EXECUTE -> Reply.error();
      case SET -> {
        if (command.number(0, 0) != 2) {
          yield Reply.error();
        }
        voice(true);
        yield Reply.ok();
      }
    };
  }

  private void voice(boolean on) {
    settings.get().pcm = on;
    speech.open(on);
  }

  /// +DDET: <mode>, +UDTMFD: <mode>[,<class>].
  private Reply detect(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok(command.name() + ": (0,1)");
      case READ -> Reply.ok(command.name() + ": " + (settings.get().toneDetection ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        settings.get().toneDetection = command.number(0, 0) >= 1;
        yield Reply.ok();
      }
    };
  }

  /// ^DDTMFCFG=0,1 on, 1,0 off.
  private Reply huaweiDetect(AtCommand command) {
    if (command.kind() != AtCommand.Kind.SET) {
      return Reply.error();
    }
    settings.get().toneDetection = command.number(1, 0) == 1;
    return Reply.ok();
  }

  /// ^DTMF=<idx>,<digit>
  private Reply huaweiTone(AtCommand command) {
    boolean good =
        command.kind() == AtCommand.Kind.SET
            && calls.atIndex(command.number(0, 0)).isPresent()
            && command.text(1).matches("[0-9A-D*#]");
    return good && calls.sendTones(command.text(1), 0) ? Reply.ok() : Reply.error();
  }

  private Reply report(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok(command.name() + ": (0,1)");
      case READ -> Reply.ok(command.name() + ": " + (settings.get().callReports ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        settings.get().callReports = command.number(0, 0) == 1;
        yield Reply.ok();
      }
    };
  }
}
