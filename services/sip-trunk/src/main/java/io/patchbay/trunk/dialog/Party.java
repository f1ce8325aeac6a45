package io.patchbay.trunk.dialog;

import java.util.Locale;

/// Who is at the far end of a leg.
///
/// @param name of the line, extension or trunk; the URI
/// @param number dialled on this leg, or the number it called from
public record Party(Kind kind, String name, String number) {
  /// What a leg sits on.
  public enum Kind {
    LINE,
    EXTENSION,
    TRUNK,
    /// A SIP URI that a document names, called as it stands.
    URI,
    API;

    /// As in call records.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
