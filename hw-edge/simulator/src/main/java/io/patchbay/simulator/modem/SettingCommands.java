package io.patchbay.simulator.modem;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the modem tells by itself, and where its audio goes.
final class SettingCommands {
  private static final Set<String> INDICATIONS =
      Set.of("all", "csq", "smsfull", "ring", "smsincoming", "act", "ccinfo");

  private final Dialect dialect;
  private final Supplier<AtSettings> settings;
  private final SpeechPort speech;

  SettingCommands(Dialect dialect, Supplier<AtSettings> settings, SpeechPort speech) {
    this.dialect = dialect;
    this.settings = settings;
    this.speech = speech;
  }

  void register(Interpreter interpreter) {
    interpreter.register("+CLIP", flag(s -> s.clip, (s, on) -> s.clip = on, ",1"));
    interpreter.register("+COLP", flag(s -> s.colp, (s, on) -> s.colp = on, ",0"));
    interpreter.register(
        "+QTONEDET", flag(s -> s.toneDetection, (s, on) -> s.toneDetection = on, ""));
    interpreter.register("^DSCI", flag(s -> s.dsci, (s, on) -> s.dsci = on, ""));
    interpreter.register("+CLIR", this::clir);
    interpreter.register("+CSSN", this::supplementary);
    interpreter.register("+CCWA", this::callWaiting);
    interpreter.register("+VTD", this::toneDuration);
    interpreter.register("+QPCMV", this::pcm);
    interpreter.register("+QINDCFG", this::indications);
  }

  private Interpreter.Handler flag(
      Function<AtSettings, Boolean> get, BiConsumer<AtSettings, Boolean> set, String behind) {
    return command ->
        switch (command.kind()) {
          case TEST -> Reply.ok(command.name() + ": (0,1)");
          case READ ->
              Reply.ok(command.name() + ": " + (get.apply(settings.get()) ? 1 : 0) + behind);
          case EXECUTE -> Reply.error();
          case SET -> {
            if (!command.within(0, -1, 0, 1)) {
              yield Reply.badParameter();
            }
            set.accept(settings.get(), command.number(0, 0) == 1);
            yield Reply.ok();
          }
        };
  }

  private Reply clir(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CLIR: (0-2)");
      case READ -> Reply.ok("+CLIR: " + settings.get().clir + ",4");
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, -1, 0, 2)) {
          yield Reply.badParameter();
        }
        settings.get().clir = command.number(0, 0);
        yield Reply.ok();
      }
    };
  }

  private Reply supplementary(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CSSN: (0,1),(0,1)");
      case READ ->
          Reply.ok(
              "+CSSN: " + (settings.get().cssnI ? 1 : 0) + "," + (settings.get().cssnU ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, 0, 0, 1) || !command.within(1, 0, 0, 1)) {
          yield Reply.badParameter();
        }
        settings.get().cssnI = command.number(0, 0) == 1;
        settings.get().cssnU = command.number(1, 0) == 1;
        yield Reply.ok();
      }
    };
  }

  /// +CCWA: <n>,<mode>,<class>; mode 2 asks.
  private Reply callWaiting(AtCommand command) {
    AtSettings now = settings.get();
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CCWA: (0,1)");
      case READ -> Reply.ok("+CCWA: " + (now.callWaitingUrc ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, 0, 0, 1) || !command.within(1, 1, 0, 2)) {
          yield Reply.badParameter();
        }
        now.callWaitingUrc = command.number(0, 0) == 1;
        if (command.number(1, -1) == 2) {
          yield Reply.ok("+CCWA: " + (now.callWaiting ? 1 : 0) + ",1");
        }
        if (!command.text(1).isEmpty()) {
          now.callWaiting = command.number(1, 0) == 1;
        }
        yield Reply.ok();
      }
    };
  }

  private Reply toneDuration(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+VTD: (0-255)");
      case READ -> Reply.ok("+VTD: " + settings.get().toneDuration);
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, -1, 0, 255)) {
          yield Reply.badParameter();
        }
        settings.get().toneDuration = command.number(0, 0);
        yield Reply.ok();
      }
    };
  }

  /// +QPCMV: <enable>[,<port>]: 0 NMEA port, 2 USB audio (of which there is none here).
  private Reply pcm(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+QPCMV: (0,1),(0-2)");
      case READ ->
          Reply.ok("+QPCMV: " + (settings.get().pcm ? 1 : 0) + "," + settings.get().pcmMode);
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, -1, 0, 1) || !command.within(1, 0, 0, 2)) {
          yield Reply.badParameter();
        }
        settings.get().pcm = command.number(0, 0) == 1;
        settings.get().pcmMode = command.number(1, 0);
        speech.open(settings.get().pcm && settings.get().pcmMode == 0);
        yield Reply.ok();
      }
    };
  }

  private Reply indications(AtCommand command) {
    boolean calls = dialect.progress() == Dialect.Progress.QIND;
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok(
          "+QINDCFG: (\"all\",\"csq\",\"smsfull\",\"ring\",\"smsincoming\",\"act\""
              + (calls ? ",\"ccinfo\"" : "")
              + "),(0,1),(0,1)");
    }
    String name = command.text(0);
    if (name.equals("ccinfo") && !calls) {
      return Reply.badParameter();
    }
    List<String> list = command.list();
    if (command.kind() != AtCommand.Kind.SET
        || !INDICATIONS.contains(name)
        || list.size() > 3
        || !command.within(1, 0, 0, 1)) {
      return Reply.badParameter();
    }
    if (list.size() == 1) {
      return Reply.ok("+QINDCFG: \"" + name + "\"," + (settings.get().indicates(name) ? 1 : 0));
    }
    settings.get().indicate(name, command.number(1, 0) == 1);
    return Reply.ok();
  }
}
