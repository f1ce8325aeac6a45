package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;

/// A leg on a telephone line.
public record LineChannel(String line, LineKind kind, State state) implements Channel {
  /// Where the line is in the call.
  public enum State {
    /// The line calls us.
    OFFERED,
    /// We call out.
    DIALLING,
    ALERTING,
    ACTIVE,
    RELEASED
  }

  LineChannel to(State next) {
    return new LineChannel(line, kind, next);
  }

  @Override
  public boolean ended() {
    return state == State.RELEASED;
  }
}
