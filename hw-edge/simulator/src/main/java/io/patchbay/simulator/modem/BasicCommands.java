package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.SimCard;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Identity of module and card, and commands whose value is only kept.
final class BasicCommands {
  /// Commands that keep their value: name -> { factory value, answer to =? }.
  private static final Map<String, List<String>> KEPT =
      Map.ofEntries(
          Map.entry("+CRC", List.of("0", "(0,1)")),
          Map.entry("+CSDH", List.of("0", "(0,1)")),
          Map.entry("+CSMP", List.of("17,167,0,0", "")),
          Map.entry("+CMMS", List.of("0", "(0-2)")),
          Map.entry("+CTZU", List.of("0", "(0,1,3)")),
          Map.entry("+CTZR", List.of("0", "(0-2)")),
          Map.entry("+CLVL", List.of("3", "(0-5)")),
          Map.entry("+CMUT", List.of("0", "(0,1)")),
          Map.entry("+QAUDMOD", List.of("0", "(0-3)")),
          Map.entry("+QURCCFG", List.of("\"urcport\",\"usbat\"", "\"urcport\",(\"usbat\")")),
          Map.entry("+QGPSCFG", List.of("\"outport\",\"none\"", "")),
          Map.entry("+QSIMSTAT", List.of("0,1", "(0,1)")),
          Map.entry("+QSIMDET", List.of("0,0", "(0,1),(0,1)")),
          Map.entry("+IPR", List.of("115200", "")),
          Map.entry("+IFC", List.of("0,0", "(0-2),(0-2)")),
          Map.entry("+CGDCONT", List.of("", "")));

  private final Supplier<AtSettings> settings;
  private final ModemSettings modem;
  private final Radio radio;
  private final Runnable reset;
  private final BooleanSupplier tellsNumber;

  /// @param reset makes all settings the factory's
  /// @param tellsNumber whether the card has its number on it
  BasicCommands(
      Supplier<AtSettings> settings,
      ModemSettings modem,
      Radio radio,
      Runnable reset,
      BooleanSupplier tellsNumber) {
    this.settings = settings;
    this.modem = modem;
    this.radio = radio;
    this.reset = reset;
    this.tellsNumber = tellsNumber;
  }

  void register(Interpreter interpreter) {
    interpreter.register("E", this::echo);
    interpreter.register("Z", _ -> resetSettings());
    interpreter.register("&F", _ -> resetSettings());
    interpreter.register("V", this::verbosity);
    for (String harmless : List.of("Q", "X", "S", "&C", "&D", "&W", "L", "M")) {
      interpreter.register(harmless, _ -> Reply.ok());
    }
    interpreter.register(
        "I",
        _ ->
            Reply.ok(
                modem.dialect().manufacturer(),
                modem.dialect().model(),
                "Revision: " + modem.dialect().firmware()));
    for (String name : List.of("+CGMI", "+GMI")) {
      interpreter.register(name, executed(_ -> Reply.ok(modem.dialect().manufacturer())));
    }
    for (String name : List.of("+CGMM", "+GMM")) {
      interpreter.register(name, executed(_ -> Reply.ok(modem.dialect().model())));
    }
    for (String name : List.of("+CGMR", "+GMR")) {
      interpreter.register(name, executed(_ -> Reply.ok(modem.dialect().firmware())));
    }
    for (String name : List.of("+CGSN", "+GSN")) {
      interpreter.register(name, executed(_ -> Reply.ok(modem.imei())));
    }
    interpreter.register("+CIMI", executed(ofCard(card -> Reply.ok(card.imsi()))));
    interpreter.register(
        "+QCCID", ofCard(card -> Reply.ok(modem.dialect().iccidPrefix() + card.iccid())));
    interpreter.register("+ICCID", ofCard(card -> Reply.ok("+ICCID: " + card.iccid())));
    interpreter.register(
        "+CNUM",
        executed(
            ofCard(card -> {
              if (!tellsNumber.getAsBoolean()) {
                return Reply.ok();
              }
              String label = settings.get().coded("Line 1");
              return Reply.ok("+CNUM: \"" + label + "\",\"" + card.msisdn() + "\",145");
            })));
    interpreter.register("+CRSM", this::readFile);
    interpreter.register("+CEN", _ -> Reply.ok());
    interpreter.register("+CMEE", this::errors);
    interpreter.register("+CSCS", this::charset);
    KEPT.forEach((name, values) -> interpreter.register(name, command -> keep(command, values)));
  }

  /// A SIM whose EF_ECC has 112 and 119, and no other file – TS 27.007 §8.18, TS 51.011 §10.3.27.
  private Reply readFile(AtCommand command) {
    boolean codes = command.arguments().startsWith("176,28599,");
    return ofCard(_ ->
            Reply.ok(codes ? "+CRSM: 144,0,\"11F2FF1109FFFFFFFFFFFFFFFFFFFF\"" : "+CRSM: 106,130"))
        .handle(command);
  }

  private Interpreter.Handler executed(Interpreter.Handler handler) {
    return command -> command.kind() == AtCommand.Kind.TEST ? Reply.ok() : handler.handle(command);
  }

  private Interpreter.Handler ofCard(Function<SimCard, Reply> answer) {
    return _ -> {
      SimCard card = radio.usableCard();
      return card == null ? new Reply.CmeError(radio.cardError()) : answer.apply(card);
    };
  }

  private Reply echo(AtCommand command) {
    return switch (command.arguments()) {
      case "", "0" -> {
        settings.get().echo = false;
        yield Reply.ok();
      }
      case "1" -> {
        settings.get().echo = true;
        yield Reply.ok();
      }
      default -> Reply.error();
    };
  }

  /// ATV0: results are digits – V.250 §6.2.6.
  private Reply verbosity(AtCommand command) {
    settings.get().verbose = command.arguments().equals("1");
    return Reply.ok();
  }

  private Reply resetSettings() {
    reset.run();
    return Reply.ok();
  }

  private Reply errors(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CMEE: (0-2)");
      case READ -> Reply.ok("+CMEE: " + settings.get().cmee);
      case EXECUTE -> {
        settings.get().cmee = 0;
        yield Reply.ok();
      }
      case SET -> {
        if (!command.within(0, 0, 0, 2)) {
          yield Reply.badParameter();
        }
        settings.get().cmee = command.number(0, 0);
        yield Reply.ok();
      }
    };
  }

  private Reply charset(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CSCS: (\"GSM\",\"IRA\",\"UCS2\")");
      case READ -> Reply.ok("+CSCS: \"" + settings.get().charset + "\"");
      case EXECUTE -> Reply.error();
      case SET -> {
        String wanted = command.text(0);
        if (!List.of("GSM", "IRA", "UCS2").contains(wanted)) {
          yield Reply.badParameter();
        }
        settings.get().charset = wanted;
        yield Reply.ok();
      }
    };
  }

  private Reply keep(AtCommand command, List<String> values) {
    return switch (command.kind()) {
      case TEST -> values.get(1).isEmpty() ? Reply.ok() : Reply.ok(named(command, values.get(1)));
      case READ -> {
        String value = settings.get().kept.getOrDefault(command.name(), values.get(0));
        yield value.isEmpty() ? Reply.ok() : Reply.ok(named(command, value));
      }
      case EXECUTE -> Reply.ok();
      case SET -> {
        if (command.name().equals("+CRC")) {
          settings.get().cring = command.number(0, 0) == 1;
        }
        settings.get().kept.put(command.name(), command.arguments());
        yield Reply.ok();
      }
    };
  }

  private static String named(AtCommand command, String value) {
    return command.name() + ": " + value;
  }
}
