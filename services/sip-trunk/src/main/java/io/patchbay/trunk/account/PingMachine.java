package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.PingSpec;

/// Up or down with hysteresis: so many failures in a row make a peer down, so many answers up.
/// Pure.
final class PingMachine {
  private static final int DOWN_AFTER = 3;
  private static final int UP_AFTER = 2;
  private static final int INTERVAL_S = 30;

  private PingMachine() {}

  /// @param known false: nobody has asked yet
  /// @param streak answers, or failures, in a row that speak against `up`
  record State(boolean known, boolean up, int streak) {
    static final State UNKNOWN = new State(false, true, 0);
  }

  static int intervalS(PingSpec spec) {
    return spec.getIntervalS() == 0 ? INTERVAL_S : spec.getIntervalS();
  }

  static State answered(State state, PingSpec spec) {
    int needed = spec.getUpAfter() == 0 ? UP_AFTER : spec.getUpAfter();
    if (!state.known() || state.up() || state.streak() + 1 >= needed) {
      return new State(true, true, 0);
    }
    return new State(true, false, state.streak() + 1);
  }

  static State failed(State state, PingSpec spec) {
    int needed = spec.getDownAfter() == 0 ? DOWN_AFTER : spec.getDownAfter();
    if (!state.up() || state.streak() + 1 >= needed) {
      return new State(true, false, 0);
    }
    return new State(state.known(), true, state.streak() + 1);
  }
}
