package io.patchbay.simulator.modem;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What a command answers.
sealed interface Reply {
  /// Information lines, then OK; `delay` on top of the modem's usual latency.
  record Done(List<String> lines, Duration delay) implements Reply {
    public Done {
      lines = List.copyOf(lines);
    }
  }

  /// Another final result than OK: `NO CARRIER`, `ERROR`.
  record Final(String text) implements Reply {}

  /// `+CME ERROR` – TS 27.007 §9.2.
  record CmeError(int code) implements Reply {}

  /// `+CMS ERROR` – TS 27.005 §3.2.5.
  record CmsError(int code) implements Reply {}

  /// `> `, then a body up to Ctrl-Z is awaited.
  record Prompt(Function<String, Reply> body) implements Reply {}

  static Reply ok() {
    return new Done(List.of(), Duration.ZERO);
  }

  static Reply ok(String... lines) {
    return new Done(List.of(lines), Duration.ZERO);
  }

  static Reply ok(List<String> lines) {
    return new Done(lines, Duration.ZERO);
  }

  /// OK, but not at once.
  static Reply okAfter(Duration delay, String... lines) {
    return new Done(List.of(lines), delay);
  }

  static Reply error() {
    return new Final("ERROR");
  }

  /// +CME ERROR 3: operation not allowed.
  static Reply notAllowed() {
    return new CmeError(3);
  }

  /// +CME ERROR 50: incorrect parameters.
  static Reply badParameter() {
    return new CmeError(50);
  }
}
