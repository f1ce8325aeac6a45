package io.patchbay.dialplan.events;

import com.google.protobuf.ByteString;

/// One record of a topic.
///
/// @param value empty: the key is gone (tombstone)
public record TopicRecord(String topic, String key, ByteString value) {}
