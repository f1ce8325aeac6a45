package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long things take in the network.
///
/// @param routing from dialling until the called party is found (and rings, or refuses)
/// @param ringing how long an unanswered call rings before the network releases it
/// @param smsDelivery from the service centre's acceptance to the first attempt
/// @param smsRetry between attempts while the recipient is away
/// @param ussd until the network answers
public record NetworkTimings(
    Duration routing, Duration ringing, Duration smsDelivery, Duration smsRetry, Duration ussd) {
  public NetworkTimings {
    requireNonNull(routing, "routing");
    requireNonNull(ringing, "ringing");
    requireNonNull(smsDelivery, "smsDelivery");
    requireNonNull(smsRetry, "smsRetry");
    requireNonNull(ussd, "ussd");
  }

  /// Quick, but not instant: 400 ms, 60 s, 300 ms, 5 s, 500 ms.
  public static NetworkTimings usual() {
    return new NetworkTimings(
        Duration.ofMillis(400),
        Duration.ofSeconds(60),
        Duration.ofMillis(300),
        Duration.ofSeconds(5),
        Duration.ofMillis(500));
  }
}
