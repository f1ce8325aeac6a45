package io.patchbay.trunk.feature;

import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.util.function.Consumer;

/// OPTIONS: what we can do (RFC 3261 §11.2).
public final class OptionsFeature implements SipFeature {
  @Override
  public String method() {
    return "OPTIONS";
  }

  @Override
  public void request(IncomingRequest request, Consumer<Reply> answer) {
    answer.accept(Reply.of(200).withContact().with("Accept", "application/sdp, text/plain"));
  }
}
