package io.patchbay.console.live;

import io.patchbay.proto.event.v1.LineStateRecord;

/// A line as configured and as last heard of.
///
/// @param state its number is the configured one when the line did not tell
/// @param stale what is shown may not be so any more
/// @param disabled by its document
/// @param maintenance by its document
public record LineView(
    LineStateRecord state, boolean stale, boolean disabled, boolean maintenance) {}
