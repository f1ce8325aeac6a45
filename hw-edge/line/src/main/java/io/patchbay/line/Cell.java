package io.patchbay.line;

import static java.util.Objects.requireNonNull;

/// A base station that a SIM line hears, as far as its modem tells.
///
/// @param serving the line is on it
/// @param technology `GSM`, `UMTS`, `LTE`
/// @param channel ARFCN of the BCCH (TS 45.005), UARFCN (TS 25.101) or EARFCN (TS 36.101)
/// @param code BSIC, scrambling code or physical cell identity; -1 unknown
/// @param levelDbm RXLEV, RSCP or RSRP; 0 unknown
/// @param band as the modem calls it; empty: not told
/// @param area location or tracking area, hexadecimal; empty: not told
/// @param id cell identity, hexadecimal; empty: not told
public record Cell(
    boolean serving,
    String technology,
    int channel,
    int code,
    int levelDbm,
    String band,
    String area,
    String id) {
  public Cell {
    requireNonNull(technology, "technology");
    requireNonNull(band, "band");
    requireNonNull(area, "area");
    requireNonNull(id, "id");
  }
}
