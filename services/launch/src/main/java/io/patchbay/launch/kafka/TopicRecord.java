package io.patchbay.launch.kafka;

import io.patchbay.contract.Topics.Topic;

/// One record of a topic.
///
/// @param offset within the partition
/// @param key empty when it has none
/// @param value a protobuf message; empty: the key is gone (tombstone)
public record TopicRecord(Topic topic, int partition, long offset, String key, byte[] value) {
  public boolean gone() {
    return value.length == 0;
  }
}
