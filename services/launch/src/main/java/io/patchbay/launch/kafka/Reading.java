package io.patchbay.launch.kafka;

import io.patchbay.contract.Topics.Topic;
import java.time.Instant;

/// Which topic is read, and where that begins.
public sealed interface Reading {
  Topic topic();

  /// From the first record that is kept.
  record Whole(Topic topic) implements Reading {}

  /// From the first record of that instant or later.
  record Since(Topic topic, Instant instant) implements Reading {}

  /// What comes from now on.
  record FromNow(Topic topic) implements Reading {}
}
