package io.patchbay.trunk.events;

import com.google.protobuf.MessageLite;
import io.patchbay.contract.Topics;
import java.util.function.Consumer;

/// Where facts go. Never blocks; never throws.
public interface FactLog extends AutoCloseable {
  /// Written when it can be; dropped and counted when too much waits.
  void publish(Topics.Topic topic, String key, MessageLite fact);

  /// As [#publish], and says whether the brokers have it (`acks=all`).
  void publish(Topics.Topic topic, String key, MessageLite fact, Consumer<Boolean> done);

  @Override
  void close();
}
