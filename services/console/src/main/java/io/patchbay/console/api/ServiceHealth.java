package io.patchbay.console.api;

import java.time.Instant;

/// How a replica of a service was when it was last asked.
///
/// @param address host:port
/// @param reason empty when it is up
/// @param at when it was asked
public record ServiceHealth(
    String service, String address, boolean up, String reason, Instant at) {}
