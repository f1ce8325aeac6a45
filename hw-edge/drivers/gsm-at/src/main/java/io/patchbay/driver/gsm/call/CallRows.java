package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.call.CallInput.Row;
import io.patchbay.line.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what modems of all families say about calls.
///
/// Rows that are no voice call and name nobody (data bearers of LTE and IMS) are left out; but see
/// [#list].
public final class CallRows {
  private static final Phase[] CLCC = {
    Phase.ACTIVE, Phase.HELD, Phase.DIALLING, Phase.ALERTING, Phase.INCOMING, Phase.WAITING
  };

  private CallRows() {}

  /// What a line says by itself; empty when it is not about calls, or says nothing.
  ///
  /// @param fresh the line's number for the call if it is new and incoming
  /// @param state what the line's call is doing: some modems do not tell a call's direction
  public static Optional<CallInput> read(String line, int fresh, CallState state) {
    int colon = line.indexOf(':');
    boolean calledUs = state instanceof CallState.Incoming || state instanceof CallState.Announced;
    return switch (colon < 0 ? line : line.substring(0, colon)) {
      case "BUSY" -> Optional.of(new CallInput.GoneBecause(Cause.USER_BUSY));
      case "NO ANSWER" -> Optional.of(new CallInput.GoneBecause(Cause.NO_ANSWER));
      case "NO DIALTONE", "NO DIAL TONE" ->
          Optional.of(new CallInput.GoneBecause(Cause.NETWORK_OUT_OF_ORDER));
      case "NO CARRIER" -> Optional.of(new CallInput.Gone());
      case "RING", "+CRING" -> Optional.of(new CallInput.Ring(fresh));
      case "+CLIP" -> Optional.of(new CallInput.Caller(state.call(), AtFields.of(line).text(0)));
      case "+CCWA" -> Optional.of(new CallInput.Waits(fresh, AtFields.of(line).text(0)));
      case "+QIND" ->
          line.startsWith("+QIND: \"ccinfo\"") ? input(ccinfo(line, fresh)) : Optional.empty();
      case "^DSCI" -> input(dsci(line, fresh));
      case "+CLCC" -> input(clcc(line, fresh));
      case "^ORIG" -> input(huawei(line, Phase.DIALLING, fresh, false));
      case "^CONF" -> input(huawei(line, Phase.ALERTING, fresh, false));
      case "^CONN" -> input(huawei(line, Phase.ACTIVE, fresh, calledUs));
      case "^CEND" -> cend(line, fresh, calledUs);
      case "+UCALLSTAT" -> input(ucallstat(line, fresh, calledUs));
      case "*ECAV" -> ecav(line, fresh, calledUs);
      case "VOICE CALL" ->
          line.startsWith("VOICE CALL: END") ? Optional.of(new CallInput.Gone()) : Optional.empty();
      case "MISSED_CALL" -> calledUs ? Optional.of(new CallInput.Gone()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// The rows of a whole +CLCC that are calls.
  ///
  /// A row in data mode that names nobody is a bearer of LTE or IMS; but a call over LTE may be
  /// listed like that, too. So where no row is a voice call, an outgoing one that was not there
  /// before is ours.
  ///
  /// @param before indices that were listed while no call was up
  public static List<Row> list(
      List<String> lines, int fresh, CallState state, Set<Integer> before) {
    List<Row> calls = lines.stream().flatMap(line -> clcc(line, fresh).stream()).toList();
    if (!calls.isEmpty() || !(state instanceof CallState.Live live)) {
      return calls;
    }
    boolean ours = live instanceof CallState.Outgoing;
    return lines.stream()
        .map(AtFields::of)
        .filter(fields -> !before.contains(fields.number(0, 0)))
        .flatMap(fields -> row(fields, 0, fresh, true).stream())
        .filter(row -> row.index() == live.index() || (ours && !row.incoming()))
        .toList();
  }

  /// The indices that a +CLCC lists, bearers and all.
  public static Set<Integer> indices(List<String> lines) {
    return lines.stream()
        .map(line -> AtFields.of(line).number(0, 0))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<CallInput> input(Optional<Row> row) {
    return row.map(present -> present);
  }

  /// `+CLCC: <idx>,<dir>,<stat>,<mode>,<mpty>[,<number>,<type>]` – TS 27.007 §7.18.
  public static Optional<Row> clcc(String line, int fresh) {
    return row(AtFields.of(line), 0, fresh, false);
  }

  /// `+QIND: "ccinfo",<idx>,<dir>,<state>,<mode>,<mpty>,<number>,<type>`; -1 or 6 is the end.
  public static Optional<Row> ccinfo(String line, int fresh) {
    return row(AtFields.of(line), 1, fresh, false);
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

  /// `^ORIG:<idx>,<type>`, `^CONF:<idx>`, `^CONN:<idx>,<type>`.
  private static Optional<Row> huawei(String line, Phase phase, int fresh, boolean calledUs) {
    int index = AtFields.of(line).number(0, 0);
    return index <= 0 ? Optional.empty() : Optional.of(new Row(fresh, index, calledUs, phase, ""));
  }

  /// `^CEND:<idx>,<duration>,<end_status>[,<cc_cause>]`: the cause of TS 24.008 §10.5.4.11, whose
  /// values are those of Q.850.
  private static Optional<CallInput> cend(String line, int fresh, boolean calledUs) {
    AtFields fields = AtFields.of(line);
    return ended(fields.number(0, 0), fields.number(3, 0), fresh, calledUs);
  }

  private static Optional<CallInput> ended(int index, int cause, int fresh, boolean calledUs) {
    if (index <= 0) {
      return Optional.empty();
    }
    return cause > 0 && cause <= 127
        ? Optional.of(new CallInput.EndedBecause(index, Cause.of(cause)))
        : Optional.of(new Row(fresh, index, calledUs, Phase.RELEASED, ""));
  }

  /// `+UCALLSTAT: <idx>,<stat>`: as <stat> of +CLCC, 6 disconnected, 7 connected.
  private static Optional<Row> ucallstat(String line, int fresh, boolean calledUs) {
    AtFields fields = AtFields.of(line);
    int index = fields.number(0, 0);
    int state = fields.number(1, 99);
    if (index <= 0 || state < 0 || state > 7) {
      return Optional.empty();
    }
    Phase phase = state == 6 ? Phase.RELEASED : state == 7 ? Phase.ACTIVE : CLCC[state];
    boolean incoming =
        switch (phase) {
          case INCOMING, WAITING -> true;
          case DIALLING, ALERTING -> false;
          case ACTIVE, HELD, RELEASED -> calledUs;
        };
    return Optional.of(new Row(fresh, index, incoming, phase, ""));
  }

  /// `*ECAV: <idx>,<ccstatus>,<calltype>[,<processid>,<exitcause>,<number>,<type>]`: 0 idle, 1
  /// calling, 2 connecting, 3 active, 4 held, 5 waiting, 6 alerting here, 7 busy.
  private static Optional<CallInput> ecav(String line, int fresh, boolean calledUs) {
    AtFields fields = AtFields.of(line);
    int index = fields.number(0, 0);
    if (index <= 0) {
      return Optional.empty();
    }
    String number = fields.text(5);
    return switch (fields.number(1, -1)) {
      case 0 -> ended(index, fields.number(4, 0), fresh, calledUs);
      case 1, 2 -> Optional.of(new Row(fresh, index, false, Phase.DIALLING, number));
      case 3 -> Optional.of(new Row(fresh, index, calledUs, Phase.ACTIVE, number));
      case 4 -> Optional.of(new Row(fresh, index, calledUs, Phase.HELD, number));
      case 5 -> Optional.of(new Row(fresh, index, true, Phase.WAITING, number));
      case 6 -> Optional.of(new Row(fresh, index, true, Phase.INCOMING, number));
      case 7 -> Optional.of(new CallInput.EndedBecause(index, Cause.USER_BUSY));
      default -> Optional.empty();
    };
  }

  private static Optional<Row> row(AtFields fields, int from, int fresh, boolean bearers) {
    int index = fields.number(from, 0);
    int state = fields.number(from + 2, 99);
    boolean data = !bearers && fields.number(from + 3, 0) != 0 && fields.text(from + 5).isEmpty();
    if (index <= 0 || data || (state != -1 && (state < 0 || state > CLCC.length))) {
      return Optional.empty();
    }
    Phase phase = state < 0 || state == CLCC.length ? Phase.RELEASED : CLCC[state];
    return Optional.of(
        new Row(fresh, index, fields.number(from + 1, 0) == 1, phase, fields.text(from + 5)));
  }
}
