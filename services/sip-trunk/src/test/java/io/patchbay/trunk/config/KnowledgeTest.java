package io.patchbay.trunk.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// When a replica may judge who calls.
final class KnowledgeTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final Knowledge knowledge = new Knowledge(now::get);

  @Test
  void documentsAndRegistrationsAreNeeded() {
    knowledge.documentsRead();
    knowledge.registrationsRead();
    assertFalse(knowledge.complete(), "an empty topic says nothing");
    knowledge.document();
    assertTrue(knowledge.complete());
  }

  @Test
  void brokerThatBreaksOffIsNotWaitedForLongerThanTheBound() {
    now.addAndGet(Knowledge.PATIENCE.toNanos() * 5);
    assertFalse(knowledge.complete(), "without a document there is nothing to judge by");
    knowledge.document();
    now.addAndGet(Knowledge.PATIENCE.toNanos() - 1);
    assertFalse(knowledge.complete());
    now.addAndGet(1);
    assertTrue(knowledge.complete());
  }
}
