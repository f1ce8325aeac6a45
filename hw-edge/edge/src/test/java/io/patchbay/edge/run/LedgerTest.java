package io.patchbay.edge.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Refusal;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One result for each command, and the truth for whoever asks again.
final class LedgerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Mailbox mailbox = new Mailbox(System::nanoTime);
  private final Ledger ledger = new Ledger(mailbox);
  private final LinkedBlockingQueue<CommandResult> results = new LinkedBlockingQueue<>();
  private final Controller asker =
      new Controller() {
        @Override
        public String name() {
          return "trunk";
        }

        @Override
        public void send(EdgeUp message) {
          results.add(message.getResult());
        }
      };

  @BeforeEach
  void start() {
    mailbox.start();
  }

  @AfterEach
  void stop() {
    mailbox.close();
  }

  private @Nullable CommandResult next() throws InterruptedException {
    return results.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void aRepeatedCommandGetsTheFirstResult() throws InterruptedException {
    mailbox.post(() -> {
      assertTrue(ledger.begin(asker, "a", LONG));
      ledger.finish(Up.accepted("a"));
      ledger.finish(Up.refused("a", Refusal.REFUSAL_BUSY, "too late"));
      assertFalse(ledger.begin(asker, "a", LONG));
    });
    assertEquals(Up.accepted("a"), next());
    assertEquals(Up.accepted("a"), next());
  }

  @Test
  void aMessageThatOutlivedItsDeadlineIsTimedOutAndKnownToWhoeverAsksAgain()
      throws InterruptedException {
    mailbox.post(() -> ledger.begin(asker, "sms", Duration.ofMillis(1)));
    var late = next();
    assertEquals(Refusal.REFUSAL_TIMED_OUT, late == null ? null : late.getRefused().getKind());
    mailbox.post(() -> {
      ledger.finish(Up.accepted("sms"));
      ledger.begin(asker, "sms", LONG);
    });
    assertEquals(Up.accepted("sms"), next(), "and it is not sent twice");
    assertEquals(0, results.size());
  }
}
