package io.patchbay.standalone;

import io.patchbay.proto.edge.v1.LineState;
import java.util.Locale;

/// How the commands say what a line is in.
final class LineWords {
  private LineWords() {}

  /// `in service`.
  static String state(LineState state) {
    return state.name().replace("LINE_STATE_", "").toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// `-85 dBm`; 0, which no receiver hears: nothing.
  static String signal(int dbm) {
    return dbm == 0 ? "" : dbm + " dBm";
  }
}
