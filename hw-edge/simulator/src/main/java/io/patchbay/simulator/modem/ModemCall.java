package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.NetworkCall;
import java.time.Instant;

/// One row of +CLCC – TS 27.007 §7.18.
final class ModemCall {
  static final int ACTIVE = 0;
  static final int HELD = 1;
  static final int DIALLING = 2;
  static final int ALERTING = 3;
  static final int INCOMING = 4;
  static final int WAITING = 5;

  /// <state> in +QIND: "ccinfo" when the call is over.
  static final int RELEASED = -1;

  final int index;
  final NetworkCall call;
  final boolean outgoing;
  final String number;
  int state;
  boolean multiparty;
  boolean answered;
  Instant since = Instant.EPOCH;

  ModemCall(int index, NetworkCall call, boolean outgoing, String number, int state) {
    this.index = index;
    this.call = call;
    this.outgoing = outgoing;
    this.number = number;
    this.state = state;
  }

  /// Type of address: 145 international, 129 else, 128 without a number.
  int numberType() {
    return number.isEmpty() ? 128 : number.startsWith("+") ? 145 : 129;
  }

  /// `<id>,<dir>,<stat>,<mode>,<mpty>,<number>,<type>`
  String row() {
    return row(state);
  }

  String row(int shown) {
    return index
        + ","
        + (outgoing ? 0 : 1)
        + ","
        + shown
        + ",0,"
        + (multiparty ? 1 : 0)
        + ",\""
        + number
        + "\","
        + numberType();
  }

  /// ^DSCI: `<id>,<dir>,<stat>,<type>,<number>,<num_type>`
  String dsci(int shown) {
    int stat =
        switch (shown) {
          case ACTIVE -> 3;
          case HELD -> 1;
          case DIALLING -> 2;
          case ALERTING -> 7;
          case INCOMING -> 4;
          case WAITING -> 5;
          default -> 6;
        };
    return index + "," + (outgoing ? 0 : 1) + "," + stat + ",0," + number + "," + numberType();
  }
}
