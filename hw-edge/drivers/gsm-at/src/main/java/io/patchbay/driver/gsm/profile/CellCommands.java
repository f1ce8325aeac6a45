package io.patchbay.driver.gsm.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How a family tells the base stations it hears, and keeps to one of them.
///
/// @param survey questions for the serving cell and its neighbours, asked in order; empty: it
///   cannot
/// @param lock keeps to a station: `%1$d` is its channel, `%2$d` its code; empty: it cannot
/// @param unlock lets the modem choose again
/// @param needsCode the lock names a cell, not only a channel
public record CellCommands(List<String> survey, String lock, String unlock, boolean needsCode) {
  /// A family of which nothing is known.
  public static final CellCommands NONE = new CellCommands(List.of(), "", "", false);

  public CellCommands {
    survey = List.copyOf(survey);
    requireNonNull(lock, "lock");
    requireNonNull(unlock, "unlock");
  }

  static CellCommands asked(String... questions) {
    return new CellCommands(List.of(questions), "", "", false);
  }

  CellCommands lockedBy(String text, String undo) {
    return new CellCommands(survey, text, undo, text.contains("%2$d"));
  }
}
