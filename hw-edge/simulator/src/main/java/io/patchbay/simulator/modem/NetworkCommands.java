package io.patchbay.simulator.modem;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// SIM PIN, registration, operator, signal, time, power – TS 27.007 §7 and §8, Quectel's own.
final class NetworkCommands {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yy/MM/dd,HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter FULL_CLOCK =
      DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss", Locale.ROOT);

  private final Supplier<AtSettings> settings;
  private final Radio radio;
  private final InstantSource clock;
  private final Set<Fault> faults;
  private final Runnable reboot;
  private final Runnable powerDown;

  NetworkCommands(
      Supplier<AtSettings> settings,
      Radio radio,
      InstantSource clock,
      Set<Fault> faults,
      Runnable reboot,
      Runnable powerDown) {
    this.settings = settings;
    this.radio = radio;
    this.clock = clock;
    this.faults = faults;
    this.reboot = reboot;
    this.powerDown = powerDown;
  }

  void register(Interpreter interpreter) {
    interpreter.register("+CPIN", this::pin);
    interpreter.register("+QPINC", this::pinTries);
    interpreter.register("+CPINR", _ -> attempts("+CPINR: SIM PIN,%1$d,3"));
    interpreter.register("+SPIC", _ -> attempts("+SPIC: %1$d,%2$d,3,10"));
    interpreter.register("+UPINCNT", _ -> attempts("+UPINCNT: %1$d,3,%2$d,10"));
    interpreter.register("#PCT", _ -> attempts("#PCT: %1$d"));
    interpreter.register("^CPIN", _ -> attempts("^CPIN: " + radio.pinState() + ",,%2$d,%1$d,10,3"));
    interpreter.register("+CREG", registration(s -> s.creg, (s, n) -> s.creg = n));
    interpreter.register("+CGREG", registration(s -> s.cgreg, (s, n) -> s.cgreg = n));
    interpreter.register("+CEREG", registration(s -> s.cereg, (s, n) -> s.cereg = n));
    interpreter.register("+CIREG", _ -> Reply.ok("+CIREG: 0," + (ims() ? 1 : 0)));
    interpreter.register("+COPS", this::operator);
    interpreter.register("+CSQ", this::signal);
    interpreter.register("+QCSQ", this::extendedSignal);
    interpreter.register("+CFUN", this::functionality);
    interpreter.register("+QPOWD", this::down);
    interpreter.register("+CCLK", this::time);
    interpreter.register("+QLTS", this::networkTime);
    interpreter.register("+QNWINFO", this::networkInformation);
    interpreter.register("+QSPN", this::operatorName);
    interpreter.register("+QCFG", this::configuration);
  }

  private Reply pin(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok();
      case EXECUTE -> Reply.error();
      case READ ->
          radio.pinState().isEmpty()
              ? new Reply.CmeError(10)
              : Reply.ok("+CPIN: " + radio.pinState());
      case SET -> enterPin(command);
    };
  }

  private Reply enterPin(AtCommand command) {
    List<String> codes = command.list();
    boolean digits =
        codes.size() <= 2 && codes.stream().allMatch(code -> code.matches("[0-9]{4,8}"));
    if (!digits) {
      return Reply.badParameter();
    }
    return switch (radio.pinState()) {
      case "" -> new Reply.CmeError(10);
      case "READY" -> Reply.notAllowed();
      case "SIM PIN" -> codes.size() == 1 && radio.enterPin(codes.get(0)) ? Reply.ok() : wrong();
      default ->
          codes.size() == 2 && radio.enterPuk(codes.get(0), codes.get(1)) ? Reply.ok() : wrong();
    };
  }

  /// After the last wrong PIN: +CME ERROR 12, SIM PUK required; else 16, incorrect password.
  private Reply wrong() {
    return new Reply.CmeError(radio.pinTries() == 0 ? 12 : 16);
  }

  private Reply pinTries(AtCommand command) {
    return Reply.ok("+QPINC: \"SC\"," + radio.pinTries() + "," + radio.pukTries());
  }

  private Reply attempts(String format) {
    return Reply.ok(String.format(Locale.ROOT, format, radio.pinTries(), radio.pukTries()));
  }

  private Interpreter.Handler registration(
      Function<AtSettings, Integer> get, BiConsumer<AtSettings, Integer> set) {
    return command ->
        switch (command.kind()) {
          case TEST -> Reply.ok(command.name() + ": (0-" + modes() + ")");
          case EXECUTE -> Reply.error();
          case READ -> {
            int mode = get.apply(settings.get());
            String cell = mode >= 2 && radio.registered() ? "," + radio.cell() : "";
            boolean told = mode == 3 && radio.stat() == Radio.DENIED;
            String cause = told ? ",\"1A2B\",\"01C3D65\",7,0," + Radio.REJECTED : "";
            yield Reply.ok(command.name() + ": " + mode + "," + radio.stat() + cell + cause);
          }
          case SET -> {
            if (!command.within(0, 0, 0, modes())) {
              yield Reply.badParameter();
            }
            set.accept(settings.get(), command.number(0, 0));
            yield Reply.ok();
          }
        };
  }

  /// Mode 3, which tells why a card is refused, came with LTE.
  private int modes() {
    return radio.access() == 7 ? 3 : 2;
  }

  private Reply operator(AtCommand command) {
    return switch (command.kind()) {
      case TEST ->
          Reply.okAfter(
              Duration.ofSeconds(20),
              "+COPS: (2,\"CHINA MOBILE\",\"CMCC\",\"46000\",7),(3,\"CHN-UNICOM\",\"UNICOM\","
                  + "\"46001\",7),,(0-4),(0-2)");
      case EXECUTE -> Reply.error();
      case READ ->
          radio.registered()
              ? Reply.ok(
                  "+COPS: "
                      + radio.selection()
                      + ","
                      + settings.get().copsFormat
                      + ","
                      + name()
                      + ","
                      + radio.access())
              : Reply.ok("+COPS: " + radio.selection());
      case SET -> {
        if (!command.within(0, 0, 0, 4) || !command.within(1, 0, 0, 2)) {
          yield Reply.badParameter();
        }
        if (command.number(1, 0) == 2 && faults.contains(Fault.NO_NUMERIC_OPERATOR)) {
          yield Reply.badParameter();
        }
        settings.get().copsFormat = command.number(1, settings.get().copsFormat);
        yield select(command);
      }
    };
  }

  /// The other operator does not take this SIM: +CME ERROR 32, network not allowed.
  private Reply select(AtCommand command) {
    int mode = command.number(0, 0);
    if (mode == 1 && !List.of("46000", "CMCC", "CHINA MOBILE").contains(command.text(2))) {
      return new Reply.CmeError(32);
    }
    if (mode <= 1) {
      radio.selection(mode);
    }
    return Reply.ok();
  }

  private String name() {
    return switch (settings.get().copsFormat) {
      case 0 -> quoted(settings.get().coded(radio.operator().full()));
      case 1 -> quoted(settings.get().coded(radio.operator().brief()));
      default ->
          faults.contains(Fault.UNQUOTED_OPERATOR)
              ? radio.operator().code()
              : quoted(radio.operator().code());
    };
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private Reply signal(AtCommand command) {
    return command.kind() == AtCommand.Kind.TEST
        ? Reply.ok("+CSQ: (0-31,99),(0-7,99)")
        : Reply.ok("+CSQ: " + radio.rssi() + ",99");
  }

  private Reply extendedSignal(AtCommand command) {
    return radio.registered()
        ? Reply.ok("+QCSQ: \"LTE\",-65,-92,120,-10")
        : Reply.ok("+QCSQ: \"NOSERVICE\"");
  }

  private Reply functionality(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CFUN: (0,1,4),(0,1)");
      case EXECUTE -> Reply.error();
      case READ -> Reply.ok("+CFUN: " + radio.functionality());
      case SET -> {
        int wanted = command.number(0, 1);
        if ((wanted != 0 && wanted != 1 && wanted != 4) || !command.within(1, 0, 0, 1)) {
          yield Reply.badParameter();
        }
        if (command.number(1, 0) == 1) {
          reboot.run();
        } else if (!radio.functionality(wanted)) {
          yield Reply.notAllowed();
        }
        yield Reply.ok();
      }
    };
  }

  private Reply down(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+QPOWD: (0,1)");
    }
    powerDown.run();
    return Reply.ok();
  }

  private Reply time(AtCommand command) {
    return switch (command.kind()) {
      case TEST, SET -> Reply.ok();
      case EXECUTE -> Reply.error();
      case READ -> Reply.ok("+CCLK: \"" + at(CLOCK) + "+32\"");
    };
  }

  private Reply networkTime(AtCommand command) {
    return command.kind() == AtCommand.Kind.TEST
        ? Reply.ok("+QLTS: (0-2)")
        : Reply.ok("+QLTS: \"" + at(FULL_CLOCK) + "+32,0\"");
  }

  /// Local time, UTC+8: 32 quarters of an hour.
  private String at(DateTimeFormatter format) {
    return clock.instant().atOffset(ZoneOffset.ofHours(8)).format(format);
  }

  /// Once switched on, calls go over LTE.
  private boolean ims() {
    return radio.registered() && settings.get().kept.getOrDefault("+QCFG/ims", "0").startsWith("1");
  }

  private Reply networkInformation(AtCommand command) {
    return radio.registered()
        ? Reply.ok(
            "+QNWINFO: \"FDD LTE\"," + quoted(radio.operator().code()) + ",\"LTE BAND 3\",1300")
        : Reply.ok("+QNWINFO: No Service");
  }

  private Reply operatorName(AtCommand command) {
    if (!radio.registered()) {
      return new Reply.CmeError(30);
    }
    String full = settings.get().coded(radio.operator().full());
    String brief = settings.get().coded(radio.operator().brief());
    int alphabet = settings.get().ucs2() ? 1 : 0;
    String code = radio.operator().code();
    return Reply.ok(
        "+QSPN: \"" + full + "\",\"" + brief + "\",\"\"," + alphabet + "," + quoted(code));
  }

  private Reply configuration(AtCommand command) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+QCFG: \"nwscanmode\",(0-3),(0,1)", "+QCFG: \"ims\",(0-2)");
    }
    String name = command.text(0);
    if (command.kind() != AtCommand.Kind.SET || name.isEmpty()) {
      return Reply.error();
    }
    String key = "+QCFG/" + name;
    if (command.list().size() > 1) {
      int comma = command.arguments().indexOf(',');
      settings.get().kept.put(key, command.arguments().substring(comma + 1));
      return Reply.ok();
    }
    String factory =
        switch (name) {
          case "ims" -> "0,0";
          case "nwscanmode", "usbcfg" -> "0";
          default -> "";
        };
    String kept = settings.get().kept.getOrDefault(key, factory);
    String value = name.equals("ims") && kept.length() == 1 ? kept + (ims() ? ",1" : ",0") : kept;
    return value.isEmpty() ? Reply.badParameter() : Reply.ok("+QCFG: \"" + name + "\"," + value);
  }
}
