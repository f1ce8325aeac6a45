package io.patchbay.trunk.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.testkit.broker.BrokerFactory;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas and a broker: a trunk has one owner, and another when that goes.
final class KafkaOwnershipTest {
  @Test
  void trunkHasOneOwnerAndAnotherWhenThatGoes(@TempDir Path directory) throws Exception {
    try (var broker = BrokerFactory.start(directory)) {
      CountDownLatch begun = new CountDownLatch(1);
      KafkaOwnership first = new KafkaOwnership(broker.bootstrap(), "first");
      first.onChange(begun::countDown);
      assertTrue(begun.await(20, TimeUnit.SECONDS), "the only replica has everything");
      assertTrue(first.owns("pbx"));
      try (KafkaOwnership second = new KafkaOwnership(broker.bootstrap(), "second")) {
        assertFalse(second.owns("pbx"), "not before the broker says so");
        CountDownLatch taken = new CountDownLatch(1);
        second.onChange(() -> {
          if (second.owns("pbx")) {
            taken.countDown();
          }
        });
        first.close();
        assertTrue(taken.await(20, TimeUnit.SECONDS), "the other takes over");
        assertFalse(first.owns("pbx"), "the one that went has nothing");
      }
    }
  }

  @Test
  void replicaThatRetiresGivesItsTrunksAwayAndTakesThemBack(@TempDir Path directory)
      throws Exception {
    try (var broker = BrokerFactory.start(directory);
        KafkaOwnership first = new KafkaOwnership(broker.bootstrap(), "first")) {
      BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
      first.onChange(() -> changes.add(first.owns("pbx")));
      assertEquals(true, changes.poll(20, TimeUnit.SECONDS), "the only replica has everything");
      first.retire(true);
      assertEquals(false, changes.poll(20, TimeUnit.SECONDS), "it is about to leave");
      first.retire(false);
      assertEquals(true, changes.poll(20, TimeUnit.SECONDS), "it stays after all");
    }
  }
}
