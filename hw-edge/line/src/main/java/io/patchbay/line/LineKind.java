package io.patchbay.line;

/// What a line is electrically, and so which commands and events it knows.
public enum LineKind {
  /// An analogue telephone on our port: we ring it, it goes off hook.
  FXS,
  /// An analogue exchange line: it rings us, we go off hook.
  FXO,
  /// A SIM card in a modem.
  SIM
}
