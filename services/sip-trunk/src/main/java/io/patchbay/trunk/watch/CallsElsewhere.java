package io.patchbay.trunk.watch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.proto.call.v1.CallEvent;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Calls of other replicas, as the topic `call-events` tells. What this replica has said itself is
/// passed over: it knows better already.
public final class CallsElsewhere {
  private final Predicate<String> here;
  private final String epoch;
  private final Consumer<CallEvent> told;

  /// @param here is the call of this id one of this replica? Then its events are not even read
  /// @param epoch of this replica; its events' ids begin with it
  /// @param told gets the others' events
  public CallsElsewhere(Predicate<String> here, String epoch, Consumer<CallEvent> told) {
    this.here = here;
    this.epoch = epoch + "-";
    this.told = told;
  }

  /// One record of the topic.
  ///
  /// @param callId its key
  public void take(String callId, byte[] event) throws InvalidProtocolBufferException {
    if (here.test(callId)) {
      return;
    }
    CallEvent read = CallEvent.parseFrom(event);
    if (!read.getEventId().startsWith(epoch)) {
      told.accept(read);
    }
  }
}
