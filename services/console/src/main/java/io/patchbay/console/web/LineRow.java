package io.patchbay.console.web;

import io.patchbay.console.live.LineView;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.routing.PhoneWords;
import io.patchbay.routing.conduct.Standings;
import io.patchbay.routing.number.MobileCountries;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A line as the board shows it.
///
/// @param tone colour of the state: good, warn, bad, quiet
/// @param bars 0 to 4; −1: nothing is known of a signal
/// @param operator name and country
/// @param registration in words, empty on analogue lines
/// @param policies what run policies have done to it, in words
/// @param settings what its phone has set by feature codes, in words
/// @param since RFC 3339, when this was heard
/// @param left of its own limits, in words; empty: it has none
public record LineRow(
    String name,
    String kind,
    String edge,
    String number,
    String state,
    String tone,
    String reason,
    int bars,
    String signal,
    String operator,
    String registration,
    String callId,
    boolean stale,
    boolean radio,
    boolean maintenance,
    Map<String, String> alarms,
    List<String> policies,
    List<String> settings,
    String since,
    String left) {
  private static final String OFF = "off by policy";

  public LineRow {
    policies = List.copyOf(policies);
    settings = List.copyOf(settings);
  }

  static LineRow of(LineView view, String left) {
    LineStatus status = view.state().getStatus();
    return new LineRow(
        view.state().getLine(),
        Words.of(view.state().getKind()),
        view.state().getEdge(),
        status.getNumber(),
        word(view),
        tone(view),
        status.getReason(),
        bars(status.getSignalDbm()),
        status.getSignalDbm() == 0 ? "" : status.getSignalDbm() + " dBm",
        operator(status),
        status.getRegistration(),
        status.getBusyCallId(),
        view.stale(),
        view.state().getKind() == LineKind.LINE_KIND_SIM,
        view.maintenance(),
        new TreeMap<>(status.getAlarmsMap()),
        view.policies().stream().map(Standings::words).toList(),
        view.settings().stream().map(PhoneWords::of).toList(),
        Words.time(view.state().getAt()),
        left);
  }

  /// With its country, where the network's code tells it.
  private static String operator(LineStatus status) {
    String country =
        String.join("/", MobileCountries.of(status.getIdentityOrDefault("network", "")));
    return country.isEmpty() ? status.getOperator() : status.getOperator() + " (" + country + ")";
  }

  private static String word(LineView view) {
    if (view.disabled()) {
      return "disabled";
    }
    if (off(view)) {
      return OFF;
    }
    return view.maintenance() ? "maintenance" : Words.of(view.state().getStatus().getState());
  }

  private static String tone(LineView view) {
    if (off(view) && !view.disabled()) {
      return "bad";
    }
    return view.disabled() || view.maintenance()
        ? "quiet"
        : tone(view.state().getStatus().getState());
  }

  /// A policy has taken it out of use.
  public boolean off() {
    return state.equals(OFF);
  }

  /// A policy has done more than to tell, or to count anew.
  private static boolean off(LineView view) {
    return view.policies().stream()
        .flatMap(firing -> firing.getActionsList().stream())
        .anyMatch(action -> action != PolicyAction.POLICY_ACTION_RESET_COUNTERS);
  }

  private static String tone(LineState state) {
    return switch (state) {
      case LINE_STATE_IN_SERVICE -> "good";
      case LINE_STATE_STARTING -> "warn";
      case LINE_STATE_OUT_OF_SERVICE, LINE_STATE_DOWN -> "bad";
      case LINE_STATE_UNSPECIFIED, UNRECOGNIZED -> "quiet";
    };
  }

  /// As telephones show RSSI.
  private static int bars(int dbm) {
    if (dbm == 0) {
      return -1;
    }
    if (dbm >= -71) {
      return 4;
    }
    if (dbm >= -85) {
      return 3;
    }
    if (dbm >= -97) {
      return 2;
    }
    return dbm >= -107 ? 1 : 0;
  }
}
