package io.patchbay.trunk.feature;

import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.util.function.Consumer;

/// A method outside calls. One class per feature; listed where the program is put together.
public interface SipFeature {
  /// The method it answers.
  String method();

  /// Answers one request.
  ///
  /// @param answer gets exactly one reply, on any thread
  void request(IncomingRequest request, Consumer<Reply> answer);
}
