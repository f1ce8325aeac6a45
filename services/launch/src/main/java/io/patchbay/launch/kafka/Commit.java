package io.patchbay.launch.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// The commit of a group's member that is stopped by wake-up.
public final class Commit {
  private static final Duration STOPPING = Duration.ofMillis(400);

  private Commit() {}

  /// Goes through when the member is stopped in the middle, too.
  public static void of(Consumer<?, ?> member, Map<TopicPartition, OffsetAndMetadata> ends) {
    try {
      member.commitSync(ends);
    } catch (WakeupException _) {
      member.commitSync(ends, STOPPING);
    }
  }
}
