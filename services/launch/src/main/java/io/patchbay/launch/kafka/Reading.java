package io.patchbay.launch.kafka;

import io.patchbay.contract.Topics.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/// Which topic is read, and where that begins.
public sealed interface Reading {
  Topic topic();

  /// From the first record that is kept.
  record Whole(Topic topic) implements Reading {}

  /// From the first record of that instant or later.
  record Since(Topic topic, Instant instant) implements Reading {}

  /// On from where something that was written down left off.
  ///
  /// @param positions the next offset of each partition, asked for on the follower's thread before
  ///   the first record of the topic is taken, again after a failure; what it throws is a failure
  /// @param otherwise partitions that are not among them: from the first record of that instant or
  ///   later
  record Resumed(Topic topic, Supplier<Map<Integer, Long>> positions, Instant otherwise)
      implements Reading {}

  /// What comes from now on.
  record FromNow(Topic topic) implements Reading {}
}
