package io.patchbay.console.live;

import io.patchbay.proto.event.v1.TrunkStateRecord;

/// A trunk as configured and as last heard of.
///
/// @param state in words: `registered`, `not registered, down`
/// @param reason in words when it fails; empty: it does not
/// @param failing calls do not go out by it
public record TrunkView(
    TrunkStateRecord heard, String address, String state, String reason, boolean failing) {
  public String name() {
    return heard.getTrunk();
  }

  /// host:port that has our registration; empty: none has.
  public String server() {
    return heard.getServer();
  }

  /// The colour of its state.
  public String tone() {
    return failing ? "bad" : state.startsWith("registering") ? "warn" : "good";
  }
}
