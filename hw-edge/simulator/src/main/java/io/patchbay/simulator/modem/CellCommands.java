package io.patchbay.simulator.modem;

import io.patchbay.simulator.modem.Stations.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Base stations, bands, packet service and temperature, as the families tell and take them.
final class CellCommands {
  /// Commands that keep their value: name -> factory value.
  private static final Map<String, String> KEPT =
      Map.of(
          "+WS46", "25",
          "+CNMP", "2",
          "+CNBP", "0x0002000000400183",
          "+CBAND", "ALL_BAND",
          "+QBAND", "EGSM_DCS_MODE",
          "^SYSCFG", "2,0,3FFFFFFF,1,2",
          "^SYSCFGEX", "\"00\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF");

  private final Dialect dialect;
  private final Supplier<AtSettings> settings;
  private final Radio radio;

  CellCommands(Dialect dialect, Supplier<AtSettings> settings, Radio radio) {
    this.dialect = dialect;
    this.settings = settings;
    this.radio = radio;
  }

  void register(Interpreter interpreter) {
    KEPT.forEach((name, factory) -> interpreter.register(name, command -> keep(command, factory)));
    interpreter.register("+CGATT", this::attach);
    interpreter.register("+QENG", this::engineering);
    interpreter.register("+QNWLOCK", this::quectelLock);
    interpreter.register("+QLOCKF", command -> lock(command, 0, 2));
    interpreter.register("+CPSI", this::simcom);
    interpreter.register("+CCELLCFG", command -> lock(command, 0, 2));
    interpreter.register("+CENG", this::simcom2g);
    interpreter.register("*CELLLOCK", command -> lock(command, 0, 2));
    interpreter.register("^MONSC", _ -> heard(List.of(radio.stations().serving()), true));
    interpreter.register("^MONNC", _ -> heard(radio.stations().neighbours(), false));
    interpreter.register(
        "+QTEMP", _ -> Reply.ok(dialect.access() == 0 ? "+QTEMP: 0,31.42" : "+QTEMP: 31,30,29"));
    interpreter.register("+CMTE", _ -> Reply.ok("+CMTE: 0,31.42"));
    interpreter.register("+CPMUTEMP", _ -> Reply.ok("+CPMUTEMP: 31"));
    interpreter.register("^CHIPTEMP", _ -> Reply.ok("^CHIPTEMP: 314,65535,65535,65535,65535"));
    interpreter.register("#TEMPMON", _ -> Reply.ok("#TEMPMEAS: 0,31"));
    interpreter.register("+UTEMP", _ -> Reply.ok("+UTEMP: 314"));
  }

  private Reply keep(AtCommand command, String factory) {
    return switch (command.kind()) {
      case TEST -> Reply.ok(command.name() + ": (0-64)");
      case READ ->
          Reply.ok(
              command.name() + ": " + settings.get().kept.getOrDefault(command.name(), factory));
      case EXECUTE -> Reply.error();
      case SET -> {
        settings.get().kept.put(command.name(), command.arguments());
        yield Reply.ok();
      }
    };
  }

  private Reply attach(AtCommand command) {
    return switch (command.kind()) {
      case TEST -> Reply.ok("+CGATT: (0,1)");
      case READ -> Reply.ok("+CGATT: " + (radio.registered() && radio.attached() ? 1 : 0));
      case EXECUTE -> Reply.error();
      case SET -> {
        if (!command.within(0, -1, 0, 1)) {
          yield Reply.badParameter();
        }
        radio.attached(command.number(0, 1) == 1);
        yield Reply.ok();
      }
    };
  }

  /// 0 undoes it; a station that is not here is taken all the same, and then there is no network.
  private Reply lock(AtCommand command, int modeAt, int channelAt) {
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok(command.name() + ": (0,1)");
    }
    if (command.kind() != AtCommand.Kind.SET) {
      return Reply.error();
    }
    if (command.number(modeAt, 0) == 0) {
      radio.unlock();
      return Reply.ok();
    }
    int channel = command.number(channelAt, -1);
    if (channel < 0) {
      return Reply.badParameter();
    }
    radio.lock(channel);
    return Reply.ok();
  }

  /// +QNWLOCK: "common/4g",<n>[,<earfcn>,<pci>]
  private Reply quectelLock(AtCommand command) {
    return command.kind() == AtCommand.Kind.SET && !command.text(0).equals("common/4g")
        ? Reply.badParameter()
        : lock(command, 1, 2);
  }

  private Reply engineering(AtCommand command) {
    if (dialect.access() == 0) {
      return engineering2g(command);
    }
    if (command.kind() == AtCommand.Kind.TEST) {
      return Reply.ok("+QENG: (\"servingcell\",\"neighbourcell\")");
    }
    Station on = radio.stations().serving();
    return switch (command.text(0)) {
      case "servingcell" ->
          radio.registered()
              ? Reply.ok(serving(on))
              : Reply.ok("+QENG: \"servingcell\",\"SEARCH\"");
      case "neighbourcell" ->
          Reply.ok(radio.stations().neighbours().stream().map(this::neighbour).toList());
      default -> Reply.ok();
    };
  }

  private String serving(Station on) {
    return dialect.access() == 2
        ? String.format(
            Locale.ROOT,
            "+QENG: \"servingcell\",\"NOCONN\",\"WCDMA\",460,00,1A2B,%s,%d,%d,1,%d,-7",
            on.cell(),
            on.channel(),
            on.code(),
            on.levelDbm())
        : String.format(
            Locale.ROOT,
            "+QENG: \"servingcell\",\"NOCONN\",\"LTE\",\"FDD\",460,00,%s,%d,%d,3,5,5,1A2B,%d,-10,-65,14,32",
            on.cell(),
            on.code(),
            on.channel(),
            on.levelDbm());
  }

  private String neighbour(Station other) {
    return dialect.access() == 2
        ? String.format(
            Locale.ROOT,
            "+QENG: \"neighbourcell\",\"WCDMA\",%d,0,%d,-9,%d,1,20",
            other.channel(),
            other.code(),
            other.levelDbm())
        : String.format(
            Locale.ROOT,
            "+QENG: \"neighbourcell intra\",\"LTE\",%d,%d,-12,%d,-75,-,23,4,12,10,62",
            other.channel(),
            other.code(),
            other.levelDbm());
  }

  private Reply engineering2g(AtCommand command) {
    if (command.kind() != AtCommand.Kind.READ) {
      return command.kind() == AtCommand.Kind.TEST ? Reply.ok("+QENG: (0-2),(0-4)") : Reply.ok();
    }
    List<String> rows = new ArrayList<>();
    rows.add("+QENG: 1,1");
    Station on = radio.stations().serving();
    if (radio.registered()) {
      rows.add(
          String.format(
              Locale.ROOT,
              "+QENG: 0,460,00,1a2b,%s,%d,%d,%d,127,127,5,5,x,x,x,x,x,x,x,x",
              on.cell(),
              on.channel(),
              on.code(),
              on.levelDbm()));
    }
    int number = 1;
    for (Station other : radio.stations().neighbours()) {
      rows.add(
          String.format(
              Locale.ROOT,
              "+QENG: 1,%d,%d,%d,%d,38,38,460,00,1a2b,%s",
              number++,
              other.channel(),
              other.levelDbm(),
              other.code(),
              other.cell()));
    }
    return Reply.ok(rows);
  }

  private Reply simcom(AtCommand command) {
    Station on = radio.stations().serving();
    return radio.registered()
        ? Reply.ok(
            String.format(
                Locale.ROOT,
                "+CPSI: LTE,Online,460-00,0x1A2B,%d,%d,EUTRAN-BAND3,%d,5,5,-92,%d,-450,14",
                Long.parseLong(on.cell(), 16),
                on.code(),
                on.channel(),
                on.levelDbm() * 10))
        : Reply.ok("+CPSI: NO SERVICE,Online");
  }

  private Reply simcom2g(AtCommand command) {
    if (command.kind() != AtCommand.Kind.READ) {
      return command.kind() == AtCommand.Kind.TEST ? Reply.ok("+CENG: (0-4),(0,1)") : Reply.ok();
    }
    List<String> rows = new ArrayList<>();
    rows.add("+CENG: 1,1");
    Station on = radio.stations().serving();
    if (radio.registered()) {
      rows.add(
          String.format(
              Locale.ROOT,
              "+CENG: 0,\"%04d,%d,00,460,00,%d,%s,05,05,1a2b,255\"",
              on.channel(),
              on.levelDbm() + 110,
              on.code(),
              on.cell()));
    }
    int number = 1;
    for (Station other : radio.stations().neighbours()) {
      rows.add(
          String.format(
              Locale.ROOT,
              "+CENG: %d,\"%04d,%d,%d,%s,460,00,1a2b\"",
              number++,
              other.channel(),
              other.levelDbm() + 110,
              other.code(),
              other.cell()));
    }
    return Reply.ok(rows);
  }

  private Reply heard(List<Station> stations, boolean serving) {
    if (!radio.registered()) {
      return Reply.ok(serving ? "^MONSC: NONE" : "^MONNC: NONE");
    }
    return Reply.ok(
        stations.stream()
            .map(station ->
                serving
                    ? String.format(
                        Locale.ROOT,
                        "^MONSC: WCDMA,460,00,%d,%d,%s,1A2B,%d,-70,-5,6,65535",
                        station.channel(),
                        station.code(),
                        station.cell(),
                        station.levelDbm())
                    : String.format(
                        Locale.ROOT,
                        "^MONNC: WCDMA,%d,%d,%d,-9",
                        station.channel(),
                        station.code(),
                        station.levelDbm()))
            .toList());
  }
}
