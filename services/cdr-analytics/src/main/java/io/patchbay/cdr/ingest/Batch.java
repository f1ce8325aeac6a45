package io.patchbay.cdr.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.cdr.record.CallRow;
import io.patchbay.cdr.store.Reject;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What one poll brought, taken apart.
///
/// @param starts first offset of each partition: where to go back to
/// @param ends offset after the last of each partition: what to commit
record Batch(
    List<Item> items,
    List<Reject> rejects,
    Map<TopicPartition, Long> starts,
    Map<TopicPartition, OffsetAndMetadata> ends) {

  /// A call record and where it was read.
  record Item(ConsumerRecord<byte[], byte[]> source, CallRecord call, CallRow row) {
    Reject rejected(String reason) {
      return reject(source, reason);
    }
  }

  static Batch of(ConsumerRecords<byte[], byte[]> polled) {
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
    for (ConsumerRecord<byte[], byte[]> source : polled) {
      batch.add(source);
      TopicPartition partition = new TopicPartition(source.topic(), source.partition());
      batch.starts.putIfAbsent(partition, source.offset());
      batch.ends.put(partition, new OffsetAndMetadata(source.offset() + 1));
    }
    return batch;
  }

  /// The records in as many shares of about the same size; one call is in one share only, however
  /// often it came.
  List<List<Item>> shares(int count) {
    List<List<Item>> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(new ArrayList<>(items.size() / count + 1));
    }
    for (Item item : items) {
      shares.get(Math.floorMod(item.row().callId().hashCode(), count)).add(item);
    }
    return shares;
  }

  private void add(ConsumerRecord<byte[], byte[]> source) {
    byte[] value = source.value();
    if (value == null) {
      rejects.add(reject(source, "no value"));
      return;
    }
    try {
      CallRecord call = CallRecord.parseFrom(value);
      items.add(
          new Item(
              source, call, CallRow.of(call, value, Instant.ofEpochMilli(source.timestamp()))));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      rejects.add(reject(source, String.valueOf(e.getMessage())));
    }
  }

  private static Reject reject(ConsumerRecord<byte[], byte[]> source, String reason) {
    byte[] value = source.value();
    return new Reject(
        source.topic(),
        source.partition(),
        source.offset(),
        reason,
        value == null ? new byte[0] : value);
  }
}
