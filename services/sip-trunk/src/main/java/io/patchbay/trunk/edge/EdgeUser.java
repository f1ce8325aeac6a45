package io.patchbay.trunk.edge;

import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.MediaEvent;
import java.util.List;

/// What hears of edges. Called on gRPC threads; must not block.
public interface EdgeUser {
  void lineEvent(String edge, LineEvent event);

  void mediaEvent(String edge, MediaEvent event);

  /// The stream is gone; the edge may still be there.
  void lost(String edge);

  /// The same edge process is back.
  void back(String edge, List<LiveCall> calls);

  /// The edge process is a new one.
  void restarted(String edge);

  /// Calls that this replica may not know.
  void offered(String edge, List<LiveCall> calls);
}
