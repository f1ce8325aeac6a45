package io.patchbay.edge.agent;

import io.patchbay.line.Cause;
import java.util.Locale;

/// A call-progress tone, played or heard (E.180).
public enum Signal {
  DIAL,
  RINGBACK,
  BUSY,
  CONGESTION,
  /// A PIN is to be entered: special dial tone.
  PROMPT,
  /// What was dialled is done: confirmation tone, then dial tone.
  CONFIRMED;

  /// Its name in tone patterns, e.g. `ringback`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a subscriber hears after a release with this cause: busy when the call was or could have
  /// been there, else congestion.
  public static Signal after(Cause cause) {
    return switch (cause) {
      case NORMAL_CLEARING, USER_BUSY, NO_USER_RESPONDING, NO_ANSWER, CALL_REJECTED -> BUSY;
      case UNALLOCATED_NUMBER,
          NO_ROUTE_TO_NETWORK,
          NO_ROUTE_TO_DESTINATION,
          CHANNEL_UNACCEPTABLE,
          OPERATOR_DETERMINED_BARRING,
          SUBSCRIBER_ABSENT,
          NUMBER_CHANGED,
          DESTINATION_OUT_OF_ORDER,
          INVALID_NUMBER_FORMAT,
          FACILITY_REJECTED,
          NORMAL_UNSPECIFIED,
          NO_CIRCUIT_AVAILABLE,
          NETWORK_OUT_OF_ORDER,
          TEMPORARY_FAILURE,
          SWITCHING_EQUIPMENT_CONGESTION,
          REQUESTED_CIRCUIT_NOT_AVAILABLE,
          RESOURCE_UNAVAILABLE,
          FACILITY_NOT_SUBSCRIBED,
          INCOMING_CALLS_BARRED,
          BEARER_CAPABILITY_NOT_AUTHORIZED,
          BEARER_CAPABILITY_NOT_AVAILABLE,
          SERVICE_NOT_AVAILABLE,
          BEARER_CAPABILITY_NOT_IMPLEMENTED,
          FACILITY_NOT_IMPLEMENTED,
          INCOMPATIBLE_DESTINATION,
          INVALID_MESSAGE,
          RECOVERY_ON_TIMER_EXPIRY,
          PROTOCOL_ERROR,
          INTERWORKING ->
          CONGESTION;
    };
  }
}
