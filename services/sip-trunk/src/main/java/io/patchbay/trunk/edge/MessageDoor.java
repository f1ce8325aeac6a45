package io.patchbay.trunk.edge;

import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import java.util.function.Consumer;

/// Sends a SIP MESSAGE.
@FunctionalInterface
public interface MessageDoor {
  /// Sends one message.
  ///
  /// @param done gets exactly one answer, on any thread
  void send(SendMessageRequest request, Consumer<SendMessageResponse> done);
}
