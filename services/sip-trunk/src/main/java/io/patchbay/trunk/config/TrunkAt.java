package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.TrunkSpec;

/// The trunk that an address speaks for.
///
/// @param ownPort false: another port of its host, which may also be a phone of ours
public record TrunkAt(String name, TrunkSpec spec, boolean ownPort) {}
