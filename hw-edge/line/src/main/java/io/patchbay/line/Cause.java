package io.patchbay.line;

/// Why a call ended: ITU-T Q.850 §2.2.7 (the values are the cause values on the wire).
public enum Cause {
  UNALLOCATED_NUMBER(1),
  NO_ROUTE_TO_NETWORK(2),
  NO_ROUTE_TO_DESTINATION(3),
  CHANNEL_UNACCEPTABLE(6),
  OPERATOR_DETERMINED_BARRING(8),
  NORMAL_CLEARING(16),
  USER_BUSY(17),
  NO_USER_RESPONDING(18),
  NO_ANSWER(19),
  SUBSCRIBER_ABSENT(20),
  CALL_REJECTED(21),
  NUMBER_CHANGED(22),
  DESTINATION_OUT_OF_ORDER(27),
  INVALID_NUMBER_FORMAT(28),
  FACILITY_REJECTED(29),
  NORMAL_UNSPECIFIED(31),
  NO_CIRCUIT_AVAILABLE(34),
  NETWORK_OUT_OF_ORDER(38),
  TEMPORARY_FAILURE(41),
  SWITCHING_EQUIPMENT_CONGESTION(42),
  REQUESTED_CIRCUIT_NOT_AVAILABLE(44),
  RESOURCE_UNAVAILABLE(47),
  FACILITY_NOT_SUBSCRIBED(50),
  INCOMING_CALLS_BARRED(55),
  BEARER_CAPABILITY_NOT_AUTHORIZED(57),
  BEARER_CAPABILITY_NOT_AVAILABLE(58),
  SERVICE_NOT_AVAILABLE(63),
  BEARER_CAPABILITY_NOT_IMPLEMENTED(65),
  FACILITY_NOT_IMPLEMENTED(69),
  INCOMPATIBLE_DESTINATION(88),
  INVALID_MESSAGE(95),
  RECOVERY_ON_TIMER_EXPIRY(102),
  PROTOCOL_ERROR(111),
  INTERWORKING(127);

  private final int value;

  Cause(int value) {
    this.value = value;
  }

  /// The Q.850 cause value, 1 … 127.
  public int value() {
    return value;
  }

  /// The cause with this value, or [#NORMAL_UNSPECIFIED] for a value not listed here.
  public static Cause of(int value) {
    for (Cause cause : values()) {
      if (cause.value == value) {
        return cause;
      }
    }
    return NORMAL_UNSPECIFIED;
  }
}
