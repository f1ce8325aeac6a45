package io.patchbay.trunk.feature;

import io.patchbay.proto.edge.v1.SendMessageResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One message to several contacts: the first that takes it is the answer; when none does, the best
/// refusal is (RFC 3261 §16.7 step 6: a 6xx, else the lowest). Thread-safe.
final class MessageFork implements Consumer<SendMessageResponse> {
  private final Consumer<SendMessageResponse> done;
  private int open;
  private @Nullable SendMessageResponse best;

  /// @param contacts that answer once each
  /// @param done gets one answer
  MessageFork(int contacts, Consumer<SendMessageResponse> done) {
    open = contacts;
    this.done = done;
  }

  @Override
  public void accept(SendMessageResponse answer) {
    SendMessageResponse told = take(answer);
    if (told != null) {
      done.accept(told);
    }
  }

  private synchronized @Nullable SendMessageResponse take(SendMessageResponse answer) {
    if (open == 0) {
      return null;
    }
    open--;
    if (answer.getSipStatus() / 100 == 2) {
      open = 0;
      return answer;
    }
    SendMessageResponse before = best;
    best = before == null || rank(answer) < rank(before) ? answer : before;
    return open == 0 ? best : null;
  }

  private static int rank(SendMessageResponse answer) {
    return answer.getSipStatus() >= 600 ? 0 : answer.getSipStatus();
  }
}
