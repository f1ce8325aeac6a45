package io.patchbay.edge.run;

import io.patchbay.proto.edge.v1.EdgeUp;

/// Who commands calls: a trunk replica, or the edge itself when it is alone.
public interface Controller {
  /// The replica's address, the same over reconnects.
  String name();

  /// Sends in order; never blocks.
  void send(EdgeUp message);
}
