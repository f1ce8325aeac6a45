package io.patchbay.console.web;

import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.call.v1.Leg;
import java.util.Locale;
import java.util.stream.Collectors;

/// A live call as the board shows it.
///
/// @param tone colour of the state
/// @param since RFC 3339: answered, else begun; its length is counted from here
/// @param legs e.g. `line gsm-1 ⇄ extension 101`
public record CallRow(
    String id, String from, String to, String state, String tone, String since, String legs) {
  static CallRow of(Call call) {
    boolean talks = call.getState() == CallState.CALL_STATE_ACTIVE;
    return new CallRow(
        call.getCallId(),
        call.getCallingNumber().isEmpty() ? "withheld" : call.getCallingNumber(),
        Words.orDash(call.getCalledNumber()),
        call.getEmergency() ? "emergency, " + Words.of(call.getState()) : Words.of(call.getState()),
        call.getEmergency() ? "bad" : talks ? "good" : "warn",
        Words.time(call.hasAnsweredAt() ? call.getAnsweredAt() : call.getStartedAt()),
        call.getLegsList().stream().map(CallRow::leg).collect(Collectors.joining(" ⇄ ")));
  }

  private static String leg(Leg leg) {
    String who = leg.getKind() + " " + leg.getName();
    return leg.getRtp().getMos() > 0
        ? String.format(Locale.ROOT, "%s (MOS %.1f)", who, leg.getRtp().getMos())
        : who;
  }
}
