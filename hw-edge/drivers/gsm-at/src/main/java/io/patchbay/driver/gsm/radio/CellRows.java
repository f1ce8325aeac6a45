package io.patchbay.driver.gsm.radio;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.line.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the families answer when they are asked for the cells around: the prefix tells whose words
/// they are.
///
/// A row that cannot be read is left out; one modem's firmware tells more than another's.
public final class CellRows {
  /// As many as the base-station list of G-226 shows.
  public static final int MOST = 7;

  private CellRows() {}

  /// The serving cell first, then the strongest; at most [#MOST], each channel and code once.
  public static List<Cell> parse(List<String> lines) {
    List<Cell> cells = new ArrayList<>();
    for (String line : lines) {
      parse(line)
          .filter(cell -> cells.stream().noneMatch(known -> same(known, cell)))
          .ifPresent(cells::add);
    }
    cells.sort(
        Comparator.comparing(Cell::serving)
            .thenComparingInt(cell -> cell.levelDbm() == 0 ? -200 : cell.levelDbm())
            .reversed());
    return List.copyOf(cells.subList(0, Math.min(MOST, cells.size())));
  }

  private static boolean same(Cell a, Cell b) {
    return a.technology().equals(b.technology())
        && a.channel() == b.channel()
        && (a.code() == b.code() || a.code() < 0 || b.code() < 0);
  }

  private static Optional<Cell> parse(String line) {
    AtFields fields = AtFields.of(line);
    if (line.startsWith("+QENG:")) {
      return fields.text(0).matches("[0-9]+") ? quectel2g(fields) : quectel(fields);
    }
    if (line.startsWith("+CPSI:")) {
      return simcom(fields);
    }
    if (line.startsWith("+CENG:")) {
      return simcom2g(fields);
    }
    if (line.startsWith("^MONSC:")) {
      return huawei(fields, true);
    }
    return line.startsWith("^MONNC:") ? huawei(fields, false) : Optional.empty();
  }

  /// `+QENG: "servingcell",<state>,"LTE","FDD",<mcc>,<mnc>,<cell>,<pci>,<earfcn>,<band>,<ul>,<dl>,
  /// <tac>,<rsrp>,…`; `…,"GSM",<mcc>,<mnc>,<lac>,<cell>,<bsic>,<arfcn>,<band>,<rxlev>,…`;
  /// `…,"WCDMA",<mcc>,<mnc>,<lac>,<cell>,<uarfcn>,<psc>,<rac>,<rscp>,…`; neighbours: `+QENG:
  /// "neighbourcell intra","LTE",<earfcn>,<pci>,<rsrq>,<rsrp>,…`.
  private static Optional<Cell> quectel(AtFields f) {
    if (f.text(0).equals("servingcell")) {
      return switch (f.text(2)) {
        case "LTE" -> cell(true, "LTE", f, 8, 7, f.number(13, 0), f.text(9), f.text(12), f.text(6));
        case "GSM" ->
            cell(true, "GSM", f, 8, 7, rxlev(f.number(10, -1)), f.text(9), f.text(5), f.text(6));
        case "WCDMA" -> cell(true, "UMTS", f, 7, 8, f.number(10, 0), "", f.text(5), f.text(6));
        default -> Optional.empty();
      };
    }
    if (!f.text(0).startsWith("neighbourcell")) {
      return Optional.empty();
    }
    return switch (f.text(1)) {
      case "LTE" -> cell(false, "LTE", f, 2, 3, f.number(5, 0), "", "", "");
      case "WCDMA" -> cell(false, "UMTS", f, 2, 4, 0, "", "", "");
      case "GSM" ->
          f.size() > 8 // seen from GSM itself; from LTE the row begins with the channel
              ? cell(false, "GSM", f, 7, 6, rxlev(f.number(8, -1)), "", f.text(4), f.text(5))
              : cell(false, "GSM", f, 2, -1, 0, "", "", "");
      default -> Optional.empty();
    };
  }

  /// M35: `+QENG: 0,<mcc>,<mnc>,<lac>,<cell>,<bcch>,<bsic>,<dbm>,…`; `+QENG:
  /// 1,<n>,<bcch>,<dbm>,<bsic>,…`, one row for each neighbour.
  private static Optional<Cell> quectel2g(AtFields f) {
    if (f.size() < 5) {
      return Optional.empty(); // the setting itself: +QENG: 1,1
    }
    return f.number(0, -1) == 0
        ? cell(true, "GSM", f, 5, 6, f.number(7, 0), "", f.text(3), f.text(4))
        : cell(false, "GSM", f, 2, 4, f.number(3, 0), "", "", "");
  }

  /// `+CPSI: LTE,Online,460-00,<tac>,<cell>,<pci>,<band>,<earfcn>,<dl>,<ul>,<rsrq>,<rsrp>,…` with
  /// levels in tenths; `+CPSI: GSM,Online,460-00,<lac>,<cell>,<arfcn band>,<rxlev dBm>,…`; `+CPSI:
  /// WCDMA,Online,460-01,<lac>,<cell>,<band>,<psc>,<uarfcn>,<ssc>,<ec/io>,<rscp>,…`.
  private static Optional<Cell> simcom(AtFields f) {
    String area = f.text(3).replaceFirst("^0x", "");
    return switch (f.text(0)) {
      case "LTE" ->
          cell(true, "LTE", f, 7, 5, tenths(f.number(11, 0)), f.text(6), area, hex(f.text(4)));
      case "WCDMA" -> cell(true, "UMTS", f, 7, 6, 0, f.text(5), area, hex(f.text(4)));
      case "GSM" -> {
        String[] channel = f.text(5).split(" ", 2);
        yield number(channel[0]).stream()
            .mapToObj(arfcn ->
                new Cell(
                    true,
                    "GSM",
                    arfcn,
                    -1,
                    level(f.number(6, 0)),
                    channel.length > 1 ? channel[1] : "",
                    area,
                    hex(f.text(4))))
            .findFirst();
      }
      default -> Optional.empty();
    };
  }

  /// `+CENG: 0,"<bcch>,<rxl>,<rxq>,<mcc>,<mnc>,<bsic>,<cell>,<rla>,<txp>,<lac>,<TA>"` and `+CENG:
  /// 1,"<bcch>,<rxl>,<bsic>,<cell>,<mcc>,<mnc>,<lac>"`.
  private static Optional<Cell> simcom2g(AtFields outer) {
    if (!outer.text(1).contains(",")) {
      return Optional.empty(); // the setting itself: +CENG: 1,1
    }
    AtFields f = AtFields.of("+CENG: " + outer.text(1));
    int level = rxlev(f.number(1, -1));
    return outer.number(0, -1) == 0
        ? cell(true, "GSM", f, 0, 5, level, "", f.text(9), f.text(6))
        : cell(false, "GSM", f, 0, 2, level, "", f.text(6), f.text(3));
  }

  /// `^MONSC: GSM,<mcc>,<mnc>,<band>,<arfcn>,<bsic>,<cell>,<lac>,<rxlev>,…`; `WCDMA,<mcc>,<mnc>,
  /// <arfcn>,<psc>,<cell>,<lac>,<rscp>,…`; `LTE,<mcc>,<mnc>,<arfcn>,<cell>,<pci>,<tac>,<rsrp>,…`;
  /// `^MONNC: GSM,<band>,<arfcn>,<bsic>,<cell>,<lac>,<rxlev>`; `WCDMA,<arfcn>,<psc>,<rscp>,…`;
  /// `LTE,<arfcn>,<pci>,<rsrp>,…`.
  private static Optional<Cell> huawei(AtFields f, boolean serving) {
    return switch (f.text(0)) {
      case "GSM" ->
          serving
              ? cell(true, "GSM", f, 4, 5, f.number(8, 0), f.text(3), f.text(7), f.text(6))
              : cell(false, "GSM", f, 2, 3, f.number(6, 0), f.text(1), f.text(5), f.text(4));
      case "WCDMA" ->
          serving
              ? cell(true, "UMTS", f, 3, 4, f.number(7, 0), "", f.text(6), f.text(5))
              : cell(false, "UMTS", f, 1, 2, f.number(3, 0), "", "", "");
      case "LTE" ->
          serving
              ? cell(true, "LTE", f, 3, 5, f.number(7, 0), "", f.text(6), f.text(4))
              : cell(false, "LTE", f, 1, 2, f.number(3, 0), "", "", "");
      default -> Optional.empty();
    };
  }

  private static Optional<Cell> cell(
      boolean serving,
      String technology,
      AtFields fields,
      int channelAt,
      int codeAt,
      int level,
      String band,
      String area,
      String id) {
    int channel = fields.number(channelAt, -1);
    if (channel < 0) {
      return Optional.empty();
    }
    int code = codeAt < 0 ? -1 : fields.number(codeAt, -1);
    return Optional.of(
        new Cell(
            serving, technology, channel, code, level(level), known(band), known(area), known(id)));
  }

  private static String known(String text) {
    return text.equals("-") || text.equals("x") ? "" : text;
  }

  private static int level(int dbm) {
    return dbm >= -150 && dbm < 0 ? dbm : 0;
  }

  /// RXLEV 0 … 63 is -110 … -47 dBm – TS 45.008 §8.1.4; some firmware tells dBm already.
  private static int rxlev(int value) {
    if (value < -1) {
      return value;
    }
    return value < 0 || value > 63 ? 0 : value - 110;
  }

  private static int tenths(int value) {
    return value / 10;
  }

  private static OptionalInt number(String text) {
    return text.matches("[0-9]{1,6}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static String hex(String decimal) {
    return decimal.matches("[0-9]{1,10}")
        ? Long.toHexString(Long.parseLong(decimal)).toUpperCase(java.util.Locale.ROOT)
        : decimal;
  }
}
