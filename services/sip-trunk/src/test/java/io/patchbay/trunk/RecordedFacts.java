package io.patchbay.trunk;

import com.google.protobuf.MessageLite;
import io.patchbay.contract.Topics;
import io.patchbay.trunk.events.FactLog;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A fact log in memory.
final class RecordedFacts implements FactLog {
  private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();

  record Entry(Topics.Topic topic, String key, MessageLite fact) {}

  @Override
  public void publish(Topics.Topic topic, String key, MessageLite fact) {
    entries.add(new Entry(topic, key, fact));
  }

  @Override
  public void publish(Topics.Topic topic, String key, MessageLite fact, Consumer<Boolean> done) {
    publish(topic, key, fact);
    done.accept(true);
  }

  <T extends MessageLite> T await(Topics.Topic topic, Class<T> type) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    while (true) {
      try {
        Entry next = entries.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError("no fact in " + topic.name());
        }
        if (next.topic().equals(topic)) {
          return type.cast(next.fact());
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {}
}
