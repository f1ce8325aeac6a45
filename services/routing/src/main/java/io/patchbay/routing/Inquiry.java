package io.patchbay.routing;

import io.patchbay.proto.policy.v1.RouteRequest;

/// One question, prepared: who asks, what number, where the dial plan would send it.
///
/// @param called as dialled, separators removed; a line's own number when nothing was dialled
/// @param resolution what the dial plan says, before anybody asked whether it is allowed
public record Inquiry(
    RouteRequest request,
    Caller caller,
    String called,
    Resolution resolution,
    Plan plan,
    LineStates lines) {}
