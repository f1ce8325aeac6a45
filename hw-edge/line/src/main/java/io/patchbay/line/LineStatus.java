package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// What is known of a line's condition. Sent whole with every change.
///
/// @param state whether it can carry calls
/// @param reason in words, why it is not in service; empty when it is
/// @param registration the network registration of TS 27.007 §7.2 in words (`home`, `roaming`,
///   `searching`, `denied`, `none`); empty on analogue lines
/// @param operator the network operator's name or MCC-MNC; empty when unknown
/// @param signalDbm received signal in dBm, 0 when unknown (TS 27.007 §8.5: -113 … -51)
/// @param number the line's own directory number (MSISDN), empty when unknown
/// @param identity what identifies the hardware and subscription: `imei`, `imsi`, `iccid`, `model`,
///   `firmware`, `technology`, `lac`, `cell`, `network` (MCC and MNC of the network it is in), …
/// @param alarms what somebody should look at, name to words, as long as it lasts: `audio` → `no
///   loop heard`
public record LineStatus(
    LineState state,
    String reason,
    String registration,
    String operator,
    int signalDbm,
    String number,
    Map<String, String> identity,
    Map<String, String> alarms) {
  public LineStatus {
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    requireNonNull(registration, "registration");
    requireNonNull(operator, "operator");
    requireNonNull(number, "number");
    identity = Map.copyOf(identity);
    alarms = Map.copyOf(alarms);
  }

  /// The emergency numbers of SIM card and network (3GPP TS 22.101 §10.1): `emergency-numbers` of
  /// the identity, with blanks between them.
  public Set<String> emergencyNumbers() {
    String told = identity.getOrDefault("emergency-numbers", "");
    return told.isBlank() ? Set.of() : Set.copyOf(Arrays.asList(told.strip().split(" +")));
  }

  /// A line of which nothing but its state is known.
  public static LineStatus of(LineState state, String reason) {
    return new LineStatus(state, reason, "", "", 0, "", Map.of(), Map.of());
  }

  /// The same line in another state.
  public LineStatus in(LineState next, String why) {
    return new LineStatus(next, why, registration, operator, signalDbm, number, identity, alarms);
  }
}
