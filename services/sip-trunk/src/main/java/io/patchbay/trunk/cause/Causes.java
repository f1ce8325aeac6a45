package io.patchbay.trunk.cause;

import java.util.Map;

/// Q.850 cause values and SIP status codes, one into the other: RFC 3398 §7.2.4.1 and §8.2.6.1,
/// style rule 19.
public final class Causes {
  public static final int UNALLOCATED_NUMBER = 1;
  public static final int NORMAL_CLEARING = 16;
  public static final int USER_BUSY = 17;
  public static final int NO_ANSWER = 19;
  public static final int SUBSCRIBER_ABSENT = 20;
  public static final int CALL_REJECTED = 21;

  /// Call rejected due to the ACR supplementary service.
  public static final int ANONYMOUS_REJECTED = 24;

  public static final int DESTINATION_OUT_OF_ORDER = 27;
  public static final int NORMAL_UNSPECIFIED = 31;
  public static final int NO_CIRCUIT = 34;
  public static final int NETWORK_OUT_OF_ORDER = 38;
  public static final int TEMPORARY_FAILURE = 41;
  public static final int RESOURCE_UNAVAILABLE = 47;
  public static final int BEARER_NOT_IMPLEMENTED = 65;
  public static final int INCOMPATIBLE_DESTINATION = 88;
  public static final int INVALID_MESSAGE = 95;
  public static final int TIMER_EXPIRY = 102;
  public static final int INTERWORKING = 127;

  /// RFC 3398 §7.2.4.1; 34, 38 and 95 as in the table of faults.
  private static final Map<Integer, Integer> SIP_BY_CAUSE =
      Map.ofEntries(
          Map.entry(1, 404),
          Map.entry(2, 404),
          Map.entry(3, 404),
          Map.entry(8, 403),
          Map.entry(16, 480),
          Map.entry(17, 486),
          Map.entry(18, 408),
          Map.entry(19, 480),
          Map.entry(20, 480),
          Map.entry(21, 403),
          Map.entry(22, 410),
          Map.entry(ANONYMOUS_REJECTED, 433),
          Map.entry(26, 404),
          Map.entry(27, 502),
          Map.entry(28, 484),
          Map.entry(29, 501),
          Map.entry(31, 480),
          Map.entry(34, 503),
          Map.entry(38, 503),
          Map.entry(41, 503),
          Map.entry(42, 503),
          Map.entry(44, 503),
          Map.entry(47, 503),
          Map.entry(55, 403),
          Map.entry(57, 403),
          Map.entry(58, 503),
          Map.entry(63, 503),
          Map.entry(65, 488),
          Map.entry(70, 488),
          Map.entry(79, 501),
          Map.entry(87, 403),
          Map.entry(88, 503),
          Map.entry(95, 400),
          Map.entry(102, 504),
          Map.entry(111, 500),
          Map.entry(127, 500));

  /// RFC 3398 §8.2.6.1.
  private static final Map<Integer, Integer> CAUSE_BY_SIP =
      Map.ofEntries(
          Map.entry(400, 41),
          Map.entry(401, 21),
          Map.entry(402, 21),
          Map.entry(403, 21),
          Map.entry(404, 1),
          Map.entry(405, 63),
          Map.entry(406, 79),
          Map.entry(407, 21),
          Map.entry(408, 102),
          Map.entry(410, 22),
          Map.entry(413, 127),
          Map.entry(414, 127),
          Map.entry(415, 79),
          Map.entry(416, 127),
          Map.entry(420, 127),
          Map.entry(421, 127),
          Map.entry(423, 127),
          Map.entry(433, ANONYMOUS_REJECTED),
          Map.entry(480, 18),
          Map.entry(481, 41),
          Map.entry(482, 25),
          Map.entry(483, 25),
          Map.entry(484, 28),
          Map.entry(485, 1),
          Map.entry(486, 17),
          Map.entry(487, 16),
          Map.entry(488, 65),
          Map.entry(500, 41),
          Map.entry(501, 79),
          Map.entry(502, 38),
          Map.entry(503, 41),
          Map.entry(504, 102),
          Map.entry(505, 127),
          Map.entry(513, 127),
          Map.entry(600, 17),
          Map.entry(603, 21),
          Map.entry(604, 1),
          Map.entry(606, 65));

  private Causes() {}

  /// The final status for a set-up that ended with this cause.
  public static int toSip(int cause) {
    return SIP_BY_CAUSE.getOrDefault(cause, 480);
  }

  /// The cause for a final status of 300 and above that carries no Reason of its own.
  public static int ofSip(int status) {
    Integer known = CAUSE_BY_SIP.get(status);
    if (known != null) {
      return known;
    }
    if (status < 400) {
      return 23;
    }
    return status < 500 ? INTERWORKING : status < 600 ? TEMPORARY_FAILURE : CALL_REJECTED;
  }

  /// What a peer that refused us means for our own caller: its status, unless it speaks only of us
  /// and the peer.
  public static int relayed(int status) {
    return switch (status) {
      case 401, 407 -> 403;
      case 402,
          405,
          406,
          412,
          414,
          415,
          416,
          417,
          420,
          421,
          422,
          423,
          424,
          428,
          429,
          436,
          437,
          438 ->
          500;
      case 408 -> 504;
      case 481, 482, 483, 491, 493, 494, 489, 487 -> 480;
      default -> status < 400 ? 480 : status;
    };
  }
}
