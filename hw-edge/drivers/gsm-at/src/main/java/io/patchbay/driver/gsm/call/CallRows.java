package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.call.CallInput.Row;
import java.util.Optional;

/// Reads rows about calls: +CLCC, +QIND "ccinfo", ^DSCI.
///
/// Rows that are no voice call and name nobody (data bearers of LTE and IMS) are left out.
public final class CallRows {
  private static final Phase[] CLCC = {
    Phase.ACTIVE, Phase.HELD, Phase.DIALLING, Phase.ALERTING, Phase.INCOMING, Phase.WAITING
  };

  private CallRows() {}

  /// `+CLCC: <idx>,<dir>,<stat>,<mode>,<mpty>[,<number>,<type>]` – TS 27.007 §7.18.
  public static Optional<Row> clcc(String line, int fresh) {
    return row(AtFields.of(line), 0, fresh);
  }

  /// `+QIND: "ccinfo",<idx>,<dir>,<state>,<mode>,<mpty>,<number>,<type>`; -1 or 6 is the end.
  public static Optional<Row> ccinfo(String line, int fresh) {
    return row(AtFields.of(line), 1, fresh);
  }

  /// `^DSCI: <idx>,<dir>,<state>,<type>,<number>,<numtype>`: 2 dialling, 3 active, 4 incoming, 6
  /// ended, 7 alerting.
  public static Optional<Row> dsci(String line, int fresh) {
    AtFields fields = AtFields.of(line);
    Optional<Phase> phase =
        switch (fields.number(2, 0)) {
          case 2 -> Optional.of(Phase.DIALLING);
          case 3 -> Optional.of(Phase.ACTIVE);
          case 4 -> Optional.of(Phase.INCOMING);
          case 5 -> Optional.of(Phase.WAITING);
          case 6 -> Optional.of(Phase.RELEASED);
          case 7 -> Optional.of(Phase.ALERTING);
          default -> Optional.empty();
        };
    int index = fields.number(0, 0);
    return index <= 0 || fields.number(3, 0) != 0
        ? Optional.empty()
        : phase.map(p -> new Row(fresh, index, fields.number(1, 0) == 1, p, fields.text(4)));
  }

  private static Optional<Row> row(AtFields fields, int from, int fresh) {
    int index = fields.number(from, 0);
    int state = fields.number(from + 2, 99);
    boolean data = fields.number(from + 3, 0) != 0 && fields.text(from + 5).isEmpty();
    if (index <= 0 || data || (state != -1 && (state < 0 || state > CLCC.length))) {
      return Optional.empty();
    }
    Phase phase = state < 0 || state == CLCC.length ? Phase.RELEASED : CLCC[state];
    return Optional.of(
        new Row(fresh, index, fields.number(from + 1, 0) == 1, phase, fields.text(from + 5)));
  }
}
