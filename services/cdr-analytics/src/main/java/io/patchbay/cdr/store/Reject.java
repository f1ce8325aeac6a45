package io.patchbay.cdr.store;

/// Something on the topic that is no call record.
///
/// @param reason why not
public record Reject(String topic, int partition, long offset, String reason, byte[] value) {}
