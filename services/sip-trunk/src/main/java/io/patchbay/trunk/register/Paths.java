package io.patchbay.trunk.register;

import io.patchbay.proto.event.v1.Binding;
import io.patchbay.trunk.dialog.Flow;

/// The way back to a contact that registered through proxies (RFC 3327 §5.3).
public final class Paths {
  private Paths() {}

  /// To where the REGISTER came from; with a path that is its last proxy, and the route set of the
  /// dialog says how requests go on.
  public static Flow flow(Binding binding) {
    return new Flow(
        binding.getTransport(), binding.getReceived(), !binding.getPathList().isEmpty());
  }
}
